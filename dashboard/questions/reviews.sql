-- peer reviews and what is learned from them

-- question: review_totals
-- a year is 365 days; whose deadline has passed is judged today
select
    count(*) as partners,
    count(case when $today - last_reviewed_on <= 365 then 1 end) as within_year,
    (
        select count(*)
        from (select distinct review_id, reviewed_id from mart.peer_review_findings) as held -- noqa: LT09
    ) as reviews,
    (
        select count(*) from mart.peer_review_actions
        where closed_on is null and due_on < $today
    ) as late
from mart.peer_review_partners;

-- question: review_turns
-- who takes part now, and who else was reviewed: since when, and whether it is their turn in the round of today
with

today as (
    select
        cast(extract(year from $today) as varchar)
        || case when extract(month from $today) <= 6 then '-1' else '-2' end as round
),

known as (
    select organisation_id from mart.peer_review_partners
    union
    select reviewed_id from mart.peer_review_network
    union
    select reviewer_id from mart.peer_review_network
),

received as (
    select
        reviewed_id,
        max(last_on) as last_on
    from mart.peer_review_network
    group by reviewed_id
),

turns as (
    select
        known.organisation_id,
        received.last_on as last_reviewed_on,
        $today - received.last_on as days_since_reviewed,
        partners.due_round,
        case
            when partners.organisation_id is null then 'doet_niet_mee'
            when received.last_on is null then 'nooit'
            when partners.due_round < today.round then 'over_tijd'
            when partners.due_round = today.round then 'aan_de_beurt'
            else 'later'
        end as turn
    from known
    cross join today
    left join mart.peer_review_partners as partners on known.organisation_id = partners.organisation_id
    left join received on known.organisation_id = received.reviewed_id
)

select turns.*
from turns
left join core.organisations as organisations on turns.organisation_id = organisations.organisation_id
order by
    array_position(['over_tijd', 'nooit', 'aan_de_beurt', 'later', 'doet_niet_mee'], turns.turn),
    turns.last_reviewed_on,
    organisations.name;

-- question: review_rounds
select distinct round from mart.peer_review_findings
order by round desc;

-- question: review_network
-- who reviewed whom in a round, or ever; whether the other did as well is of all rounds
select
    findings.reviewer_id,
    findings.reviewed_id,
    count(distinct findings.review_id) as reviews,
    max(findings.held_on) as last_on,
    network.is_reciprocal
from mart.peer_review_findings as findings
inner join mart.peer_review_network as network
    on findings.reviewer_id = network.reviewer_id and findings.reviewed_id = network.reviewed_id
where $ronde is null or findings.round = $ronde
group by findings.reviewer_id, findings.reviewed_id, network.is_reciprocal
order by last_on desc, findings.reviewer_id, findings.reviewed_id;

-- question: reviewed
select distinct reviewed_id from mart.peer_review_levels
where reviewed_id <> 'programma'
order by reviewed_id;

-- question: review_levels
-- the last six rounds up to and including the one that is chosen
select levels.*
from mart.peer_review_levels as levels
left join meta.codes as themes on levels.theme = themes.code and themes.code_list = 'theme'
where
    levels.reviewed_id = $organisatie
    and levels.round in (
        select distinct round from mart.peer_review_levels
        where reviewed_id = $organisatie and ($ronde is null or round <= $ronde)
        order by round desc
        limit 6
    )
order by themes.position, levels.theme, levels.round;

-- question: review_actions
-- the deadlines of what is not closed are judged today
select
    actions.* exclude (status, days_late),
    case when actions.closed_on is null and actions.due_on < $today then 'te_laat' else actions.status end as status,
    case when actions.closed_on is null and actions.due_on < $today then $today - actions.due_on end as days_late
from mart.peer_review_actions as actions
where $ronde is null or actions.round = $ronde
order by actions.closed_on desc nulls first, actions.due_on nulls last, actions.review_id, actions.finding_id;

-- question: learning
select * from mart.learning
where $ronde is null or round = $ronde
order by theme, held_on desc, review_id, finding_id;

-- question: review_proposal
select proposal.*
from mart.peer_review_proposal as proposal
left join core.organisations as organisations on proposal.reviewed_id = organisations.organisation_id
order by
    proposal.outcome <> 'voorgesteld', proposal.outcome = 'niet_aan_de_beurt', proposal.last_reviewed_on is not null,
    organisations.name, proposal.reviewed_id;
