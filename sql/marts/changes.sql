-- one row per change since the last meeting: its kind, what it is about, and when
-- disclosure: intern
--
-- Decisions taken, pilots begun, criteria achieved or no longer so, actions closed, peer reviews held (`number` of
-- findings); of placements how many began and ended. Changed is what is dated after the last meeting
-- (mart.last_meeting) and not after the reference date; without an earlier meeting, everything. What partners report
-- comes weeks after it happened, so a placement, its end and a peer review changed as well when they were first
-- delivered after that meeting, as long as the partnership delivered at all by then.
with

today as (
    select reference_date from meta.publication
),

first_delivery as (
    select min(received_on) as received_on from meta.deliveries
),

-- what was delivered after `known_until` was not known in that meeting
meeting as (
    select
        coalesce(last_meeting.held_on, cast('0001-01-01' as date)) as held_on,
        case when first_delivery.received_on <= last_meeting.held_on then last_meeting.held_on end as known_until
    from mart.last_meeting as last_meeting
    cross join first_delivery
),

decisions as (
    select
        'besluit_genomen' as kind,
        decisions.scope_id,
        cast(null as varchar) as partner_id,
        decisions.decision as subject_id,
        cast(null as double) as number,
        decisions.decided_on as dated_on,
        cast(null as date) as due_on,
        decisions.reason as wording
    from core.phase_decisions as decisions
    cross join today
    cross join meeting
    where
        decisions.decided_on <= today.reference_date
        and decisions.decided_on > meeting.held_on
),

pilots_begun as (
    select
        'pilot_begonnen' as kind,
        pilots.pilot_id as scope_id,
        cast(null as varchar) as partner_id,
        cast(null as varchar) as subject_id,
        cast(null as double) as number,
        pilots.start_date as dated_on,
        cast(null as date) as due_on,
        cast(null as varchar) as wording
    from core.pilots as pilots
    cross join today
    cross join meeting
    where
        pilots.start_date <= today.reference_date
        and pilots.start_date > meeting.held_on
),

last_before as (
    select
        assessments.scope_id,
        assessments.criterion_id,
        max(assessments.assessed_on) as assessed_on
    from core.phase_assessments as assessments
    cross join meeting
    where assessments.assessed_on <= meeting.held_on
    group by assessments.scope_id, assessments.criterion_id
),

met_before as (
    select
        last_before.scope_id,
        last_before.criterion_id
    from last_before
    inner join core.phase_assessments as assessments
        on
            last_before.scope_id = assessments.scope_id
            and last_before.criterion_id = assessments.criterion_id
            and last_before.assessed_on = assessments.assessed_on
    where assessments.status = 'behaald'
),

criteria_changed as (
    select
        case when criteria.status = 'behaald' then 'criterium_behaald' else 'criterium_heropend' end as kind,
        criteria.scope_id,
        cast(null as varchar) as partner_id,
        criteria.criterion_id as subject_id,
        cast(null as double) as number,
        criteria.assessed_on as dated_on,
        cast(null as date) as due_on,
        cast(null as varchar) as wording
    from mart.phase_criteria as criteria
    cross join meeting
    left join met_before
        on
            criteria.scope_id = met_before.scope_id
            and criteria.criterion_id = met_before.criterion_id
    where
        criteria.assessed_on > meeting.held_on
        and (
            (criteria.status = 'behaald' and met_before.scope_id is null)
            or (criteria.status in ('niet_gestart', 'in_uitvoering') and met_before.scope_id is not null)
        )
),

closed as (
    select
        actions.scope_id,
        actions.owner as partner_id,
        actions.action_id as subject_id,
        actions.closed_on,
        actions.due_on,
        actions.text as wording
    from core.actions as actions
    cross join today
    where actions.closed_on <= today.reference_date
    union all
    select
        scope_id,
        coalesce(action_owner, reviewed_id) as partner_id,
        review_id as subject_id,
        closed_on,
        due_on,
        coalesce(action, finding) as wording
    from mart.peer_review_actions
    where closed_on is not null
),

actions_closed as (
    select
        'actie_afgerond' as kind,
        closed.scope_id,
        closed.partner_id,
        closed.subject_id,
        cast(null as double) as number,
        closed.closed_on as dated_on,
        closed.due_on,
        closed.wording
    from closed
    cross join meeting
    where closed.closed_on > meeting.held_on
),

reviews_held as (
    select
        'peerreview_gehouden' as kind,
        cast(null as varchar) as scope_id,
        findings.reviewed_id as partner_id,
        findings.review_id as subject_id,
        cast(count(*) as double) as number,
        findings.held_on as dated_on,
        cast(null as date) as due_on,
        cast(null as varchar) as wording
    from mart.peer_review_findings as findings
    cross join meeting
    group by findings.reviewed_id, findings.review_id, findings.held_on
    having findings.held_on > max(meeting.held_on) or min(findings.known_since) > max(meeting.known_until)
),

placements_begun as (
    select
        'plaatsingen_begonnen' as kind,
        'programma' as scope_id,
        cast(null as varchar) as partner_id,
        cast(null as varchar) as subject_id,
        cast(count(*) as double) as number,
        max(placements.start_date) as dated_on,
        cast(null as date) as due_on,
        cast(null as varchar) as wording
    from mart.placement_history as placements
    cross join today
    cross join meeting
    where
        placements.start_date <= today.reference_date
        and (placements.start_date > meeting.held_on or placements.first_received_on > meeting.known_until)
    having count(*) > 0
),

placements_ended as (
    select
        'plaatsingen_beeindigd' as kind,
        'programma' as scope_id,
        cast(null as varchar) as partner_id,
        cast(null as varchar) as subject_id,
        cast(count(*) as double) as number,
        max(placements.ended_on) as dated_on,
        cast(null as date) as due_on,
        cast(null as varchar) as wording
    from mart.placement_history as placements
    cross join meeting
    where placements.ended_on > meeting.held_on or placements.end_received_on > meeting.known_until
    having count(*) > 0
)

select * from decisions
union all
select * from pilots_begun
union all
select * from criteria_changed
union all
select * from actions_closed
union all
select * from reviews_held
union all
select * from placements_begun
union all
select * from placements_ended
order by kind, scope_id, partner_id, subject_id, dated_on
