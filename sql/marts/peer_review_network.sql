-- one row per reviewer and organisation that it reviewed: how often, when, and whether the other reviewed it as well
-- disclosure: intern
with

today as (
    select reference_date from meta.publication
),

visits as (
    select
        reviewer_id,
        reviewed_id,
        count(distinct review_id) as reviews,
        min(held_on) as first_on,
        max(held_on) as last_on
    from mart.peer_review_findings
    group by reviewer_id, reviewed_id
)

select
    visits.reviewer_id,
    visits.reviewed_id,
    visits.reviews,
    visits.first_on,
    visits.last_on,
    today.reference_date - visits.last_on as days_since_last,
    back.last_on is not null as is_reciprocal,
    back.last_on as reviewed_back_on
from visits
cross join today
left join visits as back
    on
        visits.reviewer_id = back.reviewed_id
        and visits.reviewed_id = back.reviewer_id
order by visits.reviewer_id, visits.reviewed_id
