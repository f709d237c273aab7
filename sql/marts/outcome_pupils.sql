-- one row per pupil, school, school year and outcome: both measurements beside each other
-- disclosure: intern
with

today as (
    select reference_date from meta.publication
),

hybrid as (
    select value as hybrid_threshold
    from meta.thresholds
    where threshold = 'hybrid_share'
),

measured as (
    select outcomes.*
    from core.student_outcomes as outcomes
    cross join today
    where outcomes.measured_on <= today.reference_date
),

before as (
    select * from measured
    where wave = 'voor'
),

after as (
    select * from measured
    where wave = 'na'
),

pupils as (
    select
        coalesce(after.student_id, before.student_id) as student_id,
        coalesce(after.school_id, before.school_id) as school_id,
        coalesce(after.school_year, before.school_year) as school_year,
        coalesce(after.outcome, before.outcome) as outcome,
        coalesce(after.group_id, before.group_id) as group_id,
        coalesce(after.pilot_id, before.pilot_id) as pilot_id,
        coalesce(after.scale_min, before.scale_min) as scale_min,
        coalesce(after.scale_max, before.scale_max) as scale_max,
        after.hybrid_share,
        before.score as score_before,
        after.score as score_after,
        after.measured_on as after_on,
        case
            when after.student_id is null then 'alleen_voor'
            when before.student_id is null then 'alleen_na'
            when before.group_id <> after.group_id then 'andere_groep'
            when before.scale_min <> after.scale_min or before.scale_max <> after.scale_max then 'andere_schaal'
            else 'beide'
        end as status
    from before
    full outer join after
        on
            before.student_id = after.student_id
            and before.school_id = after.school_id
            and before.school_year = after.school_year
            and before.outcome = after.outcome
)

select
    pupils.*,
    coalesce(schools.organisation_type, 'onbekend') as school_sector,
    hybrid.hybrid_threshold
from pupils
cross join hybrid
left join core.organisations as schools
    on pupils.school_id = schools.organisation_id
order by pupils.outcome, pupils.school_id, pupils.school_year, pupils.group_id, pupils.student_id
