-- one row per partner: who might review it in the next round and why, or why nobody
-- disclosure: intern
--
-- Reviews given and received are a reason where not everybody is due; otherwise each partner reviews one.
with

everybody as (
    select count(*) = 0 as is_due from analysis.peer_review_proposal
    where outcome = 'niet_aan_de_beurt'
),

proposed as (
    select
        proposal.round,
        proposal.reviewed_id,
        proposal.reviewer_id,
        proposal.outcome,
        partners.last_reviewed_on,
        partners.days_since_reviewed,
        partners.last_reviewer_id,
        partners.due_round,
        pairs.experience,
        pairs.last_on,
        pairs.is_same_type,
        pairs.balance,
        everybody.is_due as is_everybody_due
    from analysis.peer_review_proposal as proposal
    cross join everybody
    inner join mart.peer_review_partners as partners
        on proposal.reviewed_id = partners.organisation_id
    left join mart.peer_review_pairs as pairs
        on
            proposal.reviewed_id = pairs.reviewed_id
            and proposal.reviewer_id = pairs.reviewer_id
),

as_text as (
    select
        *,
        cast(days_since_reviewed as varchar) as days_text,
        cast(extract(day from last_reviewed_on) as varchar)
        || '-' || cast(extract(month from last_reviewed_on) as varchar)
        || '-' || cast(extract(year from last_reviewed_on) as varchar) as reviewed_text,
        cast(extract(day from last_on) as varchar)
        || '-' || cast(extract(month from last_on) as varchar)
        || '-' || cast(extract(year from last_on) as varchar) as last_text
    from proposed
)

select
    round,
    reviewed_id,
    reviewer_id,
    outcome,
    last_reviewed_on,
    days_since_reviewed,
    last_reviewer_id,
    due_round,
    experience,
    is_same_type,
    balance,
    case
        when last_reviewed_on is null then 'Nog niet eerder beoordeeld'
        when outcome = 'niet_aan_de_beurt'
            then 'Laatst beoordeeld op ' || reviewed_text || ', dus aan de beurt in ronde ' || due_round
        else
            'Laatst beoordeeld op ' || reviewed_text || ' ('
            || days_text || case when days_since_reviewed = 1 then ' dag' else ' dagen' end || ' vóór de peildatum)'
    end as reason_reviewed_nl,
    case
        when last_reviewed_on is null then 'Not reviewed before'
        when outcome = 'niet_aan_de_beurt'
            then 'Last reviewed on ' || reviewed_text || ', so due in round ' || due_round
        else
            'Last reviewed on ' || reviewed_text || ' ('
            || days_text || case when days_since_reviewed = 1 then ' day' else ' days' end
            || ' before the reference date)'
    end as reason_reviewed_en,
    case
        when outcome = 'enige_partner' then 'Er is geen andere partner die kan beoordelen'
        when outcome = 'niemand_mag' then 'Deze partner heeft iedere andere partner als laatste beoordeeld'
        when outcome = 'niemand_over'
            then 'Wie deze partner mag beoordelen, beoordeelt al een ander of wordt door deze partner beoordeeld'
        when outcome = 'voorgesteld'
            then
                case experience
                    when 'nooit' then 'Beoordeelde deze partner nog niet'
                    when 'eerder' then 'Beoordeelde deze partner op ' || last_text || ', maar niet als laatste'
                    else 'Beoordeelde deze partner ook de vorige keer'
                end
                || case
                    when is_same_type then '; hetzelfde soort organisatie'
                    else '; een ander soort organisatie'
                end
                || case
                    when is_everybody_due then ''
                    when balance < 0 then '; gaf minder reviews dan zij kreeg, die van deze ronde meegeteld'
                    when balance = 0 then '; gaf evenveel reviews als zij kreeg, die van deze ronde meegeteld'
                    else '; gaf meer reviews dan zij kreeg, die van deze ronde meegeteld'
                end
    end as reason_reviewer_nl,
    case
        when outcome = 'enige_partner' then 'There is no other partner that can review'
        when outcome = 'niemand_mag' then 'This partner was the last to review every other partner'
        when outcome = 'niemand_over' then 'Who may review this partner reviews another one, or is reviewed by it'
        when outcome = 'voorgesteld'
            then
                case experience
                    when 'nooit' then 'Has not reviewed this partner yet'
                    when 'eerder' then 'Reviewed this partner on ' || last_text || ', but not as the last one'
                    else 'Reviewed this partner the last time, too'
                end
                || case
                    when is_same_type then '; the same kind of organisation'
                    else '; another kind of organisation'
                end
                || case
                    when is_everybody_due then ''
                    when balance < 0 then '; gave fewer reviews than it received, that of this round included'
                    when balance = 0 then '; gave as many reviews as it received, that of this round included'
                    else '; gave more reviews than it received, that of this round included'
                end
    end as reason_reviewer_en
from as_text
order by reviewed_id
