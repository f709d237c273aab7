-- how many peer reviews were held lately: those about the pilot; for the partnership all of them
with

today as (
    select reference_date from meta.publication
),

limits as (
    select
        max(case when threshold = 'peer_reviews' then value end) as reviews,
        max(case when threshold = 'peer_review_months' then value end) as months
    from meta.thresholds
),

lately as (
    select
        reviews.review_id,
        reviews.pilot_id
    from core.peer_reviews as reviews
    cross join today
    cross join limits
    where
        reviews.reviewed_on <= today.reference_date
        and reviews.reviewed_on > today.reference_date - cast(limits.months as integer) * interval '1' month
),

counted as (
    select
        pilots.pilot_id as scope_id,
        count(distinct lately.review_id) as found
    from core.pilots as pilots
    left join lately
        on pilots.pilot_id = lately.pilot_id
    group by pilots.pilot_id
    union all
    select
        'programma' as scope_id,
        count(distinct review_id) as found
    from lately
)

select
    counted.scope_id,
    counted.found,
    cast(limits.reviews as bigint) as needed
from counted
cross join limits
