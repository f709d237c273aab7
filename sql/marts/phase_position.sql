-- one row per scope that has begun
-- disclosure: openbaar
with recursive

today as (
    select reference_date from meta.publication
),

begun as (
    select
        pilot_id as scope_id,
        start_date as begun_on
    from core.pilots
    union all
    select
        'programma' as scope_id,
        min(dated_on) as begun_on
    from (
        select assessed_on as dated_on from core.phase_assessments
        where scope_id = 'programma'
        union all
        select decided_on as dated_on from core.phase_decisions
        where scope_id = 'programma'
    ) as first_signs
),

decisions as (
    select
        decisions.scope_id,
        decisions.decided_on,
        decisions.decision,
        row_number() over (partition by decisions.scope_id order by decisions.decided_on) as turn
    from core.phase_decisions as decisions
    cross join today
    where decisions.decided_on <= today.reference_date
),

-- a decision after a stop changes nothing any more
walk (scope_id, turn, phase_number, since, stopped_on) as (
    select
        begun.scope_id,
        cast(0 as bigint) as turn,
        cast(1 as bigint) as phase_number,
        begun.begun_on as since,
        cast(null as date) as stopped_on
    from begun
    cross join today
    where begun.begun_on <= today.reference_date
    union all
    select
        walk.scope_id,
        decisions.turn,
        case
            when walk.stopped_on is not null then walk.phase_number
            when decisions.decision = 'door' then least(walk.phase_number + 1, 5)
            when decisions.decision = 'terug' then greatest(walk.phase_number - 1, 1)
            else walk.phase_number
        end as phase_number,
        case
            when walk.stopped_on is not null then walk.since
            when decisions.decision = 'door' and walk.phase_number < 5 then decisions.decided_on
            when decisions.decision = 'terug' and walk.phase_number > 1 then decisions.decided_on
            else walk.since
        end as since,
        case
            when walk.stopped_on is null and decisions.decision = 'stop' then decisions.decided_on
            else walk.stopped_on
        end as stopped_on
    from walk
    inner join decisions
        on
            walk.scope_id = decisions.scope_id
            and decisions.turn = walk.turn + 1
),

last_turn as (
    select
        scope_id,
        max(turn) as turn
    from walk
    group by scope_id
),

position as (
    select
        walk.scope_id,
        phases.phase,
        walk.since,
        walk.stopped_on
    from walk
    inner join last_turn
        on
            walk.scope_id = last_turn.scope_id
            and walk.turn = last_turn.turn
    inner join meta.phases as phases
        on walk.phase_number = phases.position
),

counted as (
    select
        position.scope_id,
        position.phase,
        position.since,
        position.stopped_on,
        sum(case when criteria.status = 'behaald' then 1 else 0 end) as criteria_met,
        sum(case when criteria.status <> 'nvt' then 1 else 0 end) as criteria_total
    from position
    inner join mart.phase_criteria as criteria
        on
            position.scope_id = criteria.scope_id
            and position.phase = criteria.phase
    group by position.scope_id, position.phase, position.since, position.stopped_on
)

select
    scope_id,
    phase,
    since,
    cast(criteria_met as bigint) as criteria_met,
    cast(criteria_total as bigint) as criteria_total,
    criteria_met = criteria_total and stopped_on is null as ready,
    stopped_on
from counted
order by scope_id
