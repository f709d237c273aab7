-- one row per co-financing rule, scope, basis and year (empty: those years together): is it met, without amounts
--
-- Two rules of a pilot together may tell nearly what private partners give it; then neither is answered.
with

answers as (
    select
        found.*,
        withheld.pilot_id is not null and found.is_met is not null as is_withheld
    from mart.cofinancing_met as found
    left join funder.pilots_without_answer as withheld
        on found.scope_id = withheld.pilot_id
)

select
    rule_id,
    scope_id,
    basis,
    year,
    is_closed,
    required_share,
    case when not is_withheld then is_met end as is_met,
    case when is_withheld then 'niet_gepubliceerd' else reason end as reason,
    case when is_withheld then ['is_met'] else [] end as withheld,
    cast([] as varchar[]) as never_given
from answers
order by rule_id, scope_id, basis, year
