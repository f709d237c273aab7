-- the phases of a scope

-- question: criteria_of_scope
select criteria.*
from mart.phase_criteria as criteria
inner join meta.criteria as meaning on criteria.criterion_id = meaning.criterion_id
where criteria.scope_id = $scope
order by meaning.position;

-- question: assessments_of_scope
select
    criterion_id,
    assessed_on,
    status,
    evidence,
    evidence_on,
    assessor
from core.phase_assessments
where scope_id = $scope and assessed_on <= (select reference_date from meta.publication)
order by criterion_id, assessed_on desc;

-- question: answers_of_scope
select
    scope_id,
    criterion_id,
    found,
    needed
from mart.criterion_answers
where scope_id = $scope;

-- question: conflicts_of_scope
select conflicts.*
from mart.phase_conflicts as conflicts
left join meta.criteria as criteria on conflicts.criterion_id = criteria.criterion_id
where conflicts.scope_id = $scope
order by conflicts.kind, criteria.position, conflicts.dated_on desc;

-- question: history_of_scope
select * from mart.phase_history
where scope_id = $scope
order by stay desc;

-- question: open_then_of_scope
-- what was open when the scope left a phase, and how it stands now
select
    then_open.stay,
    then_open.criterion_id,
    then_open.status,
    present.status as status_now,
    present.assessed_on as assessed_now
from mart.phase_stay_criteria as then_open
inner join mart.phase_criteria as present
    on then_open.scope_id = present.scope_id and then_open.criterion_id = present.criterion_id
inner join meta.criteria as criteria on then_open.criterion_id = criteria.criterion_id
where then_open.scope_id = $scope and then_open.is_open
order by then_open.stay desc, criteria.position;

-- question: decisions_of_scope
-- each with the stay in which it was taken; none when it is for later or came after a stop
select
    decisions.decided_on,
    decisions.phase,
    decisions.decision,
    decisions.reason,
    history.stay,
    coalesce(decisions.decided_on = history.left_on, false) as ends_stay,
    decisions.decided_on > publication.reference_date as is_upcoming
from core.phase_decisions as decisions
cross join meta.publication as publication
left join mart.phase_history as history
    on
        decisions.scope_id = history.scope_id
        and decisions.decided_on <= coalesce(history.left_on, publication.reference_date)
        and (history.stay = 1 or decisions.decided_on > history.entered_on)
where decisions.scope_id = $scope
order by decisions.decided_on desc;

-- question: decision_steps
-- the decisions that count about a scope, each with where the scope stood after it
select
    steps.decided_on,
    steps.phase_before,
    steps.phase,
    steps.stopped_on,
    phases.position
from mart.phase_steps as steps
inner join meta.phases as phases on steps.phase = phases.phase
where steps.scope_id = $scope and steps.turn > 0
order by steps.turn;
