-- one row per scope that has begun and decision that counts: where the scope stood after it (turn 0: at its start)
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
        decisions.phase,
        decisions.decision,
        row_number() over (partition by decisions.scope_id order by decisions.decided_on) as turn
    from core.phase_decisions as decisions
    cross join today
    where decisions.decided_on <= today.reference_date
),

-- a decision after a stop changes nothing any more
walk (scope_id, turn, decided_on, decided_in, phase_before, phase_number, since, stopped_on) as (
    select
        begun.scope_id,
        cast(0 as bigint) as turn,
        cast(null as date) as decided_on,
        cast(null as varchar) as decided_in,
        cast(null as bigint) as phase_before,
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
        decisions.decided_on,
        decisions.phase as decided_in,
        walk.phase_number as phase_before,
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
)

select
    walk.scope_id,
    walk.turn,
    walk.decided_on,
    walk.decided_in,
    previous.phase as phase_before,
    reached.phase,
    walk.since,
    walk.stopped_on
from walk
inner join meta.phases as reached
    on walk.phase_number = reached.position
left join meta.phases as previous
    on walk.phase_before = previous.position
order by walk.scope_id, walk.turn
