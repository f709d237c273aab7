-- one row per scope, year and cost category: costs budgeted and realised
-- disclosure: intern
--
-- The deviation is over costs of which both are known, so that a pilot that has not reported yet does not look like one
-- that spent nothing. While the year is under way (is_closed = false) realised costs are those so far.
with

summed as (
    select
        scope_id,
        year,
        category,
        is_closed,
        sum(budget_eur) as budget_eur,
        sum(realised_eur) as realised_eur,
        sum(realised_eur - budget_eur) as deviation_eur,
        sum(case when realised_eur is not null then budget_eur end) as compared_eur
    from mart.expenditure_scopes
    group by scope_id, year, category, is_closed
)

select
    scope_id,
    year,
    category,
    is_closed,
    budget_eur,
    realised_eur,
    deviation_eur,
    case when compared_eur > 0 then deviation_eur / compared_eur end as deviation_share
from summed
order by scope_id, year, category
