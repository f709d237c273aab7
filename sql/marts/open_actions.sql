-- one row per action that is open on the reference date, and per recommendation without one, from whatever source
-- disclosure: intern
--
-- `dataset` and its own key (`action_id`, or `review_id` and `finding_id`) say where it is recorded. `known_since` is
-- the day on which it was first delivered. Which are overdue is judged against today, by who shows them.
with

today as (
    select reference_date from meta.publication
),

of_the_list as (
    select
        'actions' as dataset,
        actions.action_id,
        cast(null as varchar) as review_id,
        cast(null as varchar) as finding_id,
        actions.scope_id,
        actions.source as origin,
        actions.text as wording,
        actions.owner as action_owner,
        actions.due_on,
        first_received.received_on as known_since,
        true as has_action
    from core.actions as actions
    cross join today
    left join meta.first_received as first_received
        on
            actions.action_id = first_received.key
            and first_received.dataset = 'actions'
    where actions.closed_on is null or actions.closed_on > today.reference_date
),

-- a finding that is no recommendation is here once it has an action or a deadline
of_peer_reviews as (
    select
        'peer_reviews' as dataset,
        cast(null as varchar) as action_id,
        review_id,
        finding_id,
        scope_id,
        'peerreview' as origin,
        coalesce(action, finding) as wording,
        coalesce(action_owner, reviewed_id) as action_owner,
        due_on,
        known_since,
        action is not null as has_action
    from mart.peer_review_actions
    where closed_on is null
)

select * from of_the_list
union all
select * from of_peer_reviews
order by due_on nulls last, dataset, action_id, review_id, finding_id
