-- one row per partner and partner that might review it in the next round, itself included: what speaks for and against
-- disclosure: intern
--
-- The next round is the first in which no review has been held: the current half year, or the one after it once the
-- first review of the current one is in. Nobody reviews itself, nor the partner by which it was itself reviewed last.
-- `balance`: reviews that the reviewer gave less those that it received, the one of this round included when it is due.
with

today as (
    select
        cast(extract(year from reference_date) as varchar)
        || case when extract(month from reference_date) <= 6 then '-1' else '-2' end as this_round,
        case
            when extract(month from reference_date) <= 6 then cast(extract(year from reference_date) as varchar) || '-2'
            else cast(extract(year from reference_date) + 1 as varchar) || '-1'
        end as round_after
    from meta.publication
),

latest as (
    select max(round) as round from mart.peer_review_findings
),

next_round as (
    select
        case
            when latest.round is null or latest.round < today.this_round then today.this_round
            else today.round_after
        end as round
    from today
    cross join latest
),

partners as (
    select
        partners.*,
        next_round.round,
        partners.due_round is null or partners.due_round <= next_round.round as is_due
    from mart.peer_review_partners as partners
    cross join next_round
)

select
    reviewed.round,
    reviewed.organisation_id as reviewed_id,
    reviewer.organisation_id as reviewer_id,
    reviewed.is_due,
    reviewed.days_since_reviewed,
    case
        when reviewed.organisation_id = reviewer.organisation_id then 'zelf'
        when back.last_on = reviewer.last_reviewed_on then 'beoordeelde_laatst'
    end as obstacle,
    reviewer.reviews_given - reviewer.reviews_received - case when reviewer.is_due then 1 else 0 end as balance,
    case
        when earlier.last_on is null then 'nooit'
        when earlier.last_on = reviewed.last_reviewed_on then 'vorige_keer'
        else 'eerder'
    end as experience,
    earlier.last_on,
    coalesce(reviewed.organisation_type = reviewer.organisation_type, false) as is_same_type
from partners as reviewed
cross join partners as reviewer
left join mart.peer_review_network as earlier
    on
        reviewed.organisation_id = earlier.reviewed_id
        and reviewer.organisation_id = earlier.reviewer_id
left join mart.peer_review_network as back
    on
        reviewed.organisation_id = back.reviewer_id
        and reviewer.organisation_id = back.reviewed_id
order by reviewed.organisation_id, reviewer.organisation_id
