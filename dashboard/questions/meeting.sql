-- the meeting of the kernteam

-- question: last_meeting
select held_on from mart.last_meeting;

-- question: agenda
-- a delivery that is not overdue is no matter for a meeting; an action that runs on is told as one of so many
select
    agenda.*,
    coalesce(agenda.due_on < $today, false) as is_overdue
from mart.agenda as agenda
where agenda.kind <> 'levering' or agenda.due_on < $today
order by agenda.place;

-- question: open_actions
select actions.*
from core.actions as actions
inner join mart.open_actions as open_actions on actions.action_id = open_actions.action_id
order by open_actions.due_on nulls last, actions.action_id;

-- question: form_fields
select
    field,
    label_nl,
    label_en,
    description_nl,
    description_en,
    kind,
    required,
    code_list,
    refers_to,
    also_allowed
from meta.fields
where dataset = $dataset
order by position;
