-- one row per co-financing rule, scope, basis and year (empty: those years together): is it met, without amounts
-- disclosure: intern
--
-- Funders get it without the answers that together would tell amounts (sql/editions/funder).
select
    rule_id,
    scope_id,
    basis,
    year,
    is_closed,
    required_share,
    is_met,
    reason
from mart.cofinancing
order by rule_id, scope_id, basis, year
