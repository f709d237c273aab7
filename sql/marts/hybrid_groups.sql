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

shares as (
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
    shares.school_id,
    shares.school_year,
    shares.group_id
from shares
cross join limits
where shares.hybrid_share >= limits.hybrid_share
order by shares.school_id, shares.school_year, shares.group_id
