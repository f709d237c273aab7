-- one row per publication: the day of the last meeting of the kernteam before the reference date
-- disclosure: openbaar
--
-- No dataset tells when the kernteam met. A meeting is known by what it decided: the last day before the reference date
-- on which a decision was taken that the programme itself delivered. Before the first decision it is the last day on
-- which the programme delivered a new action of a meeting; an action carries no date of its own, and its receipt may be
-- later than the meeting, so a decision goes first. Without either there was no meeting yet: null.
--
-- Before the reference date, and not on it: what is recorded during a meeting belongs to that meeting, and leaves its
-- agenda as it was.
with

today as (
    select reference_date from meta.publication
),

decided as (
    select max(decisions.decided_on) as held_on
    from core.phase_decisions as decisions
    cross join today
    inner join meta.deliveries as deliveries
        on decisions.delivery_id = deliveries.delivery_id
    where
        decisions.decided_on < today.reference_date
        and deliveries.partner_id = 'programma'
),

agreed as (
    select max(first_received.received_on) as held_on
    from core.actions as actions
    cross join today
    inner join meta.first_received as first_received
        on
            actions.action_id = first_received.key
            and first_received.dataset = 'actions'
    inner join meta.deliveries as deliveries
        on actions.delivery_id = deliveries.delivery_id
    where
        actions.source = 'vergadering'
        and first_received.received_on < today.reference_date
        and deliveries.partner_id = 'programma'
)

select coalesce(decided.held_on, agreed.held_on) as held_on
from decided
cross join agreed
