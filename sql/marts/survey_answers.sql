-- one row per respondent, organisation, role, context, wave, scale and item
-- disclosure: intern
with

threshold as (
    select cast(value as bigint) as persons_threshold
    from meta.thresholds
    where threshold = 'persons'
),

items as (
    select
        scale,
        count(*) as items
    from meta.survey_items
    group by scale
),

invitations as (
    select
        role,
        context,
        wave,
        cast(sum(invited) as bigint) as invited
    from core.survey_invitations
    group by role, context, wave
),

-- whoever answers without an invited count would be in the response's numerator only
answered_uninvited as (
    select distinct
        answers.respondent_role,
        answers.context,
        answers.wave
    from core.surveys as answers
    left join core.survey_invitations as invitations
        on
            answers.organisation_id = invitations.organisation_id
            and answers.respondent_role = invitations.role
            and answers.context = invitations.context
            and answers.wave = invitations.wave
    where coalesce(invitations.invited, 0) = 0
)

select
    answers.scale,
    answers.respondent_role,
    answers.context,
    answers.wave,
    answers.organisation_id,
    answers.respondent_id,
    answers.item,
    answers.score,
    answers.scale_min,
    answers.scale_max,
    survey_items.reversed,
    items.items,
    case when answered_uninvited.respondent_role is null then invitations.invited end as invited,
    threshold.persons_threshold
from core.surveys as answers
cross join threshold
inner join meta.survey_items
    on
        answers.scale = survey_items.scale
        and answers.item = survey_items.item
inner join items
    on answers.scale = items.scale
left join invitations
    on
        answers.respondent_role = invitations.role
        and answers.context = invitations.context
        and answers.wave = invitations.wave
left join answered_uninvited
    on
        answers.respondent_role = answered_uninvited.respondent_role
        and answers.context = answered_uninvited.context
        and answers.wave = answered_uninvited.wave
order by
    answers.scale, answers.respondent_role, answers.context, answers.wave, answers.respondent_id, answers.item
