-- one row per scope, stay in a phase and criterion of that phase: how it stood when the scope left, or stands now
-- disclosure: openbaar
--
-- As it was known then: what was assessed after the decision does not change what was decided upon.
with

today as (
    select reference_date from meta.publication
),

stays as (
    select
        stays.scope_id,
        stays.stay,
        stays.phase,
        coalesce(stays.left_on, today.reference_date) as known_on
    from mart.phase_stays as stays
    cross join today
),

last_assessed as (
    select
        stays.scope_id,
        stays.stay,
        assessments.criterion_id,
        max(assessments.assessed_on) as assessed_on
    from stays
    inner join core.phase_assessments as assessments
        on
            stays.scope_id = assessments.scope_id
            and stays.known_on >= assessments.assessed_on
    group by stays.scope_id, stays.stay, assessments.criterion_id
)

select
    stays.scope_id,
    stays.stay,
    stays.phase,
    criteria.criterion_id,
    coalesce(assessments.status, 'niet_gestart') as status,
    last_assessed.assessed_on,
    coalesce(assessments.status, 'niet_gestart') not in ('behaald', 'nvt') as is_open
from stays
inner join meta.criteria as criteria
    on stays.phase = criteria.phase
left join last_assessed
    on
        stays.scope_id = last_assessed.scope_id
        and stays.stay = last_assessed.stay
        and criteria.criterion_id = last_assessed.criterion_id
left join core.phase_assessments as assessments
    on
        last_assessed.scope_id = assessments.scope_id
        and last_assessed.criterion_id = assessments.criterion_id
        and last_assessed.assessed_on = assessments.assessed_on
order by stays.scope_id, stays.stay, criteria.position
