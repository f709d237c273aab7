-- one row per open action or recommendation without one, for who is to do it and for whom it is about
-- Its wording is confidential: it goes to who delivered it, and to nobody else.
with

own_words as (
    select
        actions.action_id,
        deliveries.partner_id
    from core.actions as actions
    inner join meta.deliveries as deliveries
        on actions.delivery_id = deliveries.delivery_id
),

findings as (
    select
        reviews.review_id,
        reviews.finding_id,
        reviews.reviewed_id,
        deliveries.partner_id
    from core.peer_reviews as reviews
    inner join meta.deliveries as deliveries
        on reviews.delivery_id = deliveries.delivery_id
),

told as (
    select
        open_actions.*,
        findings.reviewed_id,
        coalesce(own_words.partner_id, findings.partner_id) as worded_by
    from mart.open_actions as open_actions
    left join own_words
        on open_actions.action_id = own_words.action_id
    left join findings
        on
            open_actions.review_id = findings.review_id
            and open_actions.finding_id = findings.finding_id
),

concerned as (
    select
        told.action_owner as edition_of,
        told.*
    from told
    union
    select
        told.reviewed_id as edition_of,
        told.*
    from told
    union
    select
        told.worded_by as edition_of,
        told.*
    from told
)

select
    edition_of,
    dataset,
    action_id,
    review_id,
    finding_id,
    scope_id,
    origin,
    case when worded_by = edition_of then wording end as wording,
    action_owner,
    due_on,
    known_since,
    has_action
from concerned
where edition_of is not null
order by edition_of, due_on nulls last, dataset, action_id, review_id, finding_id
