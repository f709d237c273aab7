-- one row per scope that has begun
-- disclosure: openbaar
with

last_turn as (
    select
        scope_id,
        max(turn) as turn
    from mart.phase_steps
    group by scope_id
),

position as (
    select
        steps.scope_id,
        steps.phase,
        steps.since,
        steps.stopped_on
    from mart.phase_steps as steps
    inner join last_turn
        on
            steps.scope_id = last_turn.scope_id
            and steps.turn = last_turn.turn
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
    left join mart.phase_criteria as criteria
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
