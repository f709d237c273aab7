-- one row per recommendation of a peer review, and per other finding with an action or a deadline: what came of it
-- disclosure: intern
--
-- Status on the reference date, the first that holds: closed (`afgerond`, or `afgerond_te_laat` after its deadline),
-- `te_laat` once the deadline has passed, `zonder_actie` while nothing was agreed, else `open`.
with

today as (
    select reference_date from meta.publication
),

agreed as (
    select
        findings.*,
        today.reference_date
    from mart.peer_review_findings as findings
    cross join today
    where findings.kind = 'aanbeveling' or findings.has_action or findings.due_on is not null
),

with_status as (
    select
        *,
        case
            when closed_on > due_on then 'afgerond_te_laat'
            when closed_on is not null then 'afgerond'
            when due_on < reference_date then 'te_laat'
            when not has_action then 'zonder_actie'
            else 'open'
        end as status
    from agreed
)

select
    with_status.review_id,
    with_status.finding_id,
    with_status.scope_id,
    with_status.kind,
    with_status.theme,
    reviews.finding,
    reviews.public_summary,
    reviews.action,
    with_status.reviewed_id,
    with_status.reviewer_id,
    with_status.held_on,
    with_status.known_since,
    with_status.round,
    with_status.action_owner,
    with_status.due_on,
    with_status.closed_on,
    with_status.secured_in,
    with_status.status,
    case
        when with_status.status in ('te_laat', 'afgerond_te_laat')
            then coalesce(with_status.closed_on, with_status.reference_date) - with_status.due_on
    end as days_late
from with_status
inner join core.peer_reviews as reviews
    on
        with_status.review_id = reviews.review_id
        and with_status.finding_id = reviews.finding_id
order by with_status.due_on, with_status.review_id, with_status.finding_id
