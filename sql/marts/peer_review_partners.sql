-- one row per partner that takes part in the peer reviews: when it was last reviewed, by whom, and how many it gave
-- disclosure: intern
--
-- Partners are the organisations that lead or take part in a running pilot on the reference date, whatever their role.
-- A company of size zzp is a person: a review of it would be a judgement of that person, so it takes no part.
-- Once a year is once in two rounds: whoever was reviewed in 2025-2 is due in 2026-2; never reviewed is due at once.
with

today as (
    select reference_date from meta.publication
),

running as (
    select scope_id as pilot_id from mart.phase_position
    where scope_id <> 'programma' and stopped_on is null
),

taking_part as (
    select
        pilot_id,
        lead_organisation_id as organisation_id
    from core.pilots
    union
    select
        pilot_partners.pilot_id,
        pilot_partners.organisation_id
    from core.pilot_partners as pilot_partners
    cross join today
    where
        coalesce(pilot_partners.from_date, today.reference_date) <= today.reference_date
        and coalesce(pilot_partners.until_date, today.reference_date) >= today.reference_date
),

partners as (
    select distinct
        organisations.organisation_id,
        organisations.organisation_type
    from taking_part
    inner join running
        on taking_part.pilot_id = running.pilot_id
    inner join core.organisations as organisations
        on taking_part.organisation_id = organisations.organisation_id
    where organisations.size_class is null or organisations.size_class <> 'zzp'
),

received as (
    select
        reviewed_id,
        count(distinct review_id) as reviews,
        max(held_on) as last_on,
        max(round) as last_round
    from mart.peer_review_findings
    group by reviewed_id
),

given as (
    select
        reviewer_id,
        count(distinct review_id) as reviews,
        max(held_on) as last_on
    from mart.peer_review_findings
    group by reviewer_id
),

-- several organisations may have come to the last review together
last_reviewers as (
    select
        received.reviewed_id,
        min(network.reviewer_id) as first_reviewer_id,
        count(*) as reviewers
    from received
    inner join mart.peer_review_network as network
        on
            received.reviewed_id = network.reviewed_id
            and received.last_on = network.last_on
    group by received.reviewed_id
)

select
    partners.organisation_id,
    partners.organisation_type,
    coalesce(received.reviews, 0) as reviews_received,
    coalesce(given.reviews, 0) as reviews_given,
    received.last_on as last_reviewed_on,
    today.reference_date - received.last_on as days_since_reviewed,
    last_reviewers.first_reviewer_id as last_reviewer_id,
    coalesce(last_reviewers.reviewers, 0) as last_reviewers,
    given.last_on as last_reviewing_on,
    received.last_round,
    cast(cast(substr(received.last_round, 1, 4) as bigint) + 1 as varchar) || substr(received.last_round, 5)
        as due_round
from partners
cross join today
left join received
    on partners.organisation_id = received.reviewed_id
left join given
    on partners.organisation_id = given.reviewer_id
left join last_reviewers
    on partners.organisation_id = last_reviewers.reviewed_id
order by partners.organisation_id
