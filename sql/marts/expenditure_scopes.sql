-- one row per cost and scope that it counts for: its pilot, if any, and the programme
-- disclosure: intern
--
-- Of a year that has yet to begin only the budget counts. `pilot_id` is empty for costs of the partnership itself.
with

today as (
    select cast(extract(year from reference_date) as bigint) as this_year from meta.publication
),

counted as (
    select
        case when expenditures.pilot_id <> 'programma' then expenditures.pilot_id end as pilot_id,
        expenditures.year,
        expenditures.category,
        expenditures.budget_eur,
        case when expenditures.year <= today.this_year then expenditures.realised_eur end as realised_eur,
        expenditures.year < today.this_year as is_closed
    from core.expenditures as expenditures
    cross join today
),

of_scopes as (
    select
        counted.pilot_id as scope_id,
        counted.*
    from counted
    where counted.pilot_id is not null
    union all
    select
        'programma' as scope_id,
        counted.*
    from counted
)

select
    scope_id,
    pilot_id,
    year,
    category,
    budget_eur,
    realised_eur,
    is_closed
from of_scopes
order by scope_id, pilot_id, year, category
