-- one row per scope and matter in which its record disagrees with itself: its kind, and the criterion or the decision
-- disclosure: intern
--
-- behaald_zonder_cijfers: achieved says the assessor, the data find fewer than needed
-- cijfers_zonder_behaald: not achieved says the assessor, the data find enough (criteria up to the current phase)
-- bewijs_verouderd: achieved, by evidence older than the threshold (idem); `number` is its age in days
-- door_met_open_punten: the scope went on while criteria were open; `number` were open then, `still_open` are so now
--
-- Who stopped has nothing left to agree upon.
with

today as (
    select reference_date from meta.publication
),

limits as (
    select max(case when threshold = 'evidence_days' then value end) as evidence_days
    from meta.thresholds
),

claims as (
    select
        criteria.scope_id,
        criteria.phase,
        criteria.criterion_id,
        criteria.status,
        criteria.assessed_on,
        coalesce(assessments.evidence_on, criteria.assessed_on) as evidence_on,
        phases.position <= reached.position as is_reached
    from mart.phase_criteria as criteria
    inner join core.phase_assessments as assessments
        on
            criteria.scope_id = assessments.scope_id
            and criteria.criterion_id = assessments.criterion_id
            and criteria.assessed_on = assessments.assessed_on
    inner join mart.phase_position as standing
        on criteria.scope_id = standing.scope_id
    inner join meta.phases as phases
        on criteria.phase = phases.phase
    inner join meta.phases as reached
        on standing.phase = reached.phase
    where standing.stopped_on is null
),

against_data as (
    select
        claims.scope_id,
        case
            when claims.status = 'behaald' then 'behaald_zonder_cijfers'
            else 'cijfers_zonder_behaald'
        end as kind,
        claims.phase,
        claims.criterion_id,
        claims.assessed_on as dated_on,
        cast(null as bigint) as number,
        answers.found,
        answers.needed,
        cast(null as bigint) as still_open
    from claims
    inner join mart.criterion_answers as answers
        on
            claims.scope_id = answers.scope_id
            and claims.criterion_id = answers.criterion_id
    where
        (claims.status = 'behaald' and answers.found < answers.needed)
        or (
            claims.status in ('niet_gestart', 'in_uitvoering')
            and answers.found >= answers.needed
            and claims.is_reached
        )
),

old_evidence as (
    select
        claims.scope_id,
        'bewijs_verouderd' as kind,
        claims.phase,
        claims.criterion_id,
        claims.evidence_on as dated_on,
        cast(today.reference_date - claims.evidence_on as bigint) as number,
        cast(null as bigint) as found,
        cast(null as bigint) as needed,
        cast(null as bigint) as still_open
    from claims
    cross join today
    cross join limits
    where
        claims.status = 'behaald'
        and claims.is_reached
        and today.reference_date - claims.evidence_on > limits.evidence_days
),

still_open as (
    select
        then_open.scope_id,
        then_open.stay,
        count(*) as criteria
    from mart.phase_stay_criteria as then_open
    inner join mart.phase_criteria as criteria
        on
            then_open.scope_id = criteria.scope_id
            and then_open.criterion_id = criteria.criterion_id
    where then_open.is_open and criteria.status not in ('behaald', 'nvt')
    group by then_open.scope_id, then_open.stay
),

went_on_too_early as (
    select
        history.scope_id,
        'door_met_open_punten' as kind,
        history.phase,
        cast(null as varchar) as criterion_id,
        history.left_on as dated_on,
        history.criteria_open as number,
        history.criteria_met as found,
        history.criteria_total as needed,
        coalesce(still_open.criteria, 0) as still_open
    from mart.phase_history as history
    inner join mart.phase_position as standing
        on history.scope_id = standing.scope_id
    left join still_open
        on
            history.scope_id = still_open.scope_id
            and history.stay = still_open.stay
    where
        history.decision = 'door'
        and history.criteria_open > 0
        and standing.stopped_on is null
),

conflicts as (
    select * from against_data
    union all
    select * from old_evidence
    union all
    select * from went_on_too_early
)

select conflicts.*
from conflicts
left join meta.criteria as criteria
    on conflicts.criterion_id = criteria.criterion_id
order by conflicts.scope_id, conflicts.kind, criteria.position, conflicts.dated_on
