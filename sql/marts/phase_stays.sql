-- one row per scope and stay in a phase: when it entered and left, and by which decision
-- disclosure: openbaar
--
-- A scope that goes back and forth has several stays in a phase. A decision that leaves it where it is ends none.
with

today as (
    select reference_date from meta.publication
),

moves as (
    select
        scope_id,
        phase,
        since,
        decided_on,
        coalesce(stopped_on = decided_on, false) as is_stop,
        row_number() over (partition by scope_id order by turn) as move_number
    from mart.phase_steps
    where
        turn = 0
        or phase <> phase_before
        or stopped_on = decided_on
),

-- a decision that is dated before the start of its pilot counts: by that day the pilot had begun
stays as (
    select
        entering.scope_id,
        entering.move_number as stay,
        entering.phase,
        least(entering.since, coalesce(leaving.decided_on, entering.since)) as entered_on,
        leaving.decided_on as left_on
    from moves as entering
    left join moves as leaving
        on
            entering.scope_id = leaving.scope_id
            and entering.move_number + 1 = leaving.move_number
    where not entering.is_stop
)

select
    stays.scope_id,
    stays.stay,
    stays.phase,
    stays.entered_on,
    stays.left_on,
    coalesce(stays.left_on, today.reference_date) - stays.entered_on as lasted_days,
    decisions.decision,
    decisions.reason
from stays
cross join today
left join core.phase_decisions as decisions
    on
        stays.scope_id = decisions.scope_id
        and stays.left_on = decisions.decided_on
order by stays.scope_id, stays.stay
