-- one row per school, school year and group in which hybrid professionals give so many lessons that it counts as hybrid
-- disclosure: intern
with

today as (
    select reference_date from meta.publication
),

limits as (
    select max(case when threshold = 'hybrid_share' then value end) as hybrid_share
    from meta.thresholds
),

groups as (
    select
        outcomes.school_id,
        outcomes.school_year,
        outcomes.group_id,
        round(avg(outcomes.hybrid_share), 6) as hybrid_share
    from core.student_outcomes as outcomes
    cross join today
    where outcomes.measured_on <= today.reference_date
    group by outcomes.school_id, outcomes.school_year, outcomes.group_id
)

select
    groups.school_id,
    groups.school_year,
    groups.group_id
from groups
cross join limits
where groups.hybrid_share >= limits.hybrid_share
order by groups.school_id, groups.school_year, groups.group_id
