-- one row per scope and criterion
-- disclosure: openbaar
with

today as (
    select reference_date from meta.publication
),

scopes as (
    select pilot_id as scope_id from core.pilots
    union all
    select 'programma' as scope_id
),

assessments as (
    select assessments.*
    from core.phase_assessments as assessments
    cross join today
    where assessments.assessed_on <= today.reference_date
),

evidence as (
    select
        scope_id,
        criterion_id,
        count(evidence) as evidence_count,
        max(assessed_on) as assessed_on
    from assessments
    group by scope_id, criterion_id
),

latest as (
    select
        evidence.scope_id,
        evidence.criterion_id,
        evidence.evidence_count,
        evidence.assessed_on,
        assessments.status
    from evidence
    inner join assessments
        on
            evidence.scope_id = assessments.scope_id
            and evidence.criterion_id = assessments.criterion_id
            and evidence.assessed_on = assessments.assessed_on
)

select
    scopes.scope_id,
    criteria.phase,
    criteria.criterion_id,
    coalesce(latest.status, 'niet_gestart') as status,
    coalesce(latest.evidence_count, 0) as evidence_count,
    latest.assessed_on
from scopes
cross join meta.criteria as criteria
left join latest
    on
        scopes.scope_id = latest.scope_id
        and criteria.criterion_id = latest.criterion_id
order by scopes.scope_id, criteria.position
