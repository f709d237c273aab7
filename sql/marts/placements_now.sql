-- one row per scope: placements active on the reference date, and the people, schools and companies in them
-- disclosure: intern
with

active as (
    select * from mart.placements_active
),

of_scopes as (
    select
        active.pilot_id as scope_id,
        active.*
    from active
    union all
    select
        'programma' as scope_id,
        active.*
    from active
)

select
    scope_id,
    count(*) as placements,
    count(distinct professional_id) as professionals,
    count(distinct school_id) as schools,
    count(distinct company_id) as companies,
    sum(coalesce(fte_school, 0)) as fte_school,
    cast(sum(case when fte_school is null then 1 else 0 end) as bigint) as without_fte
from of_scopes
group by scope_id
order by scope_id
