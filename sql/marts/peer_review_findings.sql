-- one row per finding of a peer review held up to the reference date
-- disclosure: intern
--
-- A review (its number and who was reviewed) is held on the last day of its findings. Its round YYYY-N is the half year
-- of that day: N = 1 up to and including June, 2 after it. A finding without pilot, or about a pilot that has vanished,
-- is about the partnership as a whole. What is closed after the reference date is still open. `known_since` is the day
-- on which it was first delivered: a review is often written up weeks later.
with

today as (
    select reference_date from meta.publication
),

held as (
    select
        reviews.*,
        today.reference_date,
        max(reviews.reviewed_on) over (partition by reviews.review_id, reviews.reviewed_id) as held_on
    from core.peer_reviews as reviews
    cross join today
    where reviews.reviewed_on <= today.reference_date
)

select
    held.review_id,
    held.finding_id,
    coalesce(pilots.pilot_id, 'programma') as scope_id,
    held.reviewed_id,
    held.reviewer_id,
    held.held_on,
    coalesce(first_received.received_on, held.held_on) as known_since,
    cast(extract(year from held.held_on) as varchar)
    || case when extract(month from held.held_on) <= 6 then '-1' else '-2' end as round,
    held.theme,
    held.level,
    held.kind,
    held.action is not null as has_action,
    held.action_owner,
    held.due_on,
    case when held.closed_on <= held.reference_date then held.closed_on end as closed_on,
    case when held.closed_on is null or held.closed_on <= held.reference_date then held.secured_in end as secured_in
from held
left join core.pilots as pilots
    on held.pilot_id = pilots.pilot_id
left join meta.first_received as first_received
    on
        held.review_id || '/' || held.finding_id = first_received.key
        and first_received.dataset = 'peer_reviews'
order by held.review_id, held.finding_id
