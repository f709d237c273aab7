-- one row per matter of the agenda that is about a partner or that it is to do, for that partner
-- The wording of an action or a finding is confidential: it goes to who delivered it, and to nobody else.
with

worded as (
    select
        actions.action_id as subject_id,
        deliveries.partner_id
    from core.actions as actions
    inner join meta.deliveries as deliveries
        on actions.delivery_id = deliveries.delivery_id
    union all
    select
        reviews.review_id as subject_id,
        deliveries.partner_id
    from core.peer_reviews as reviews
    inner join meta.deliveries as deliveries
        on reviews.delivery_id = deliveries.delivery_id
),

-- a review of which two partners delivered findings has words of both: these stay out for either
own_words as (
    select
        subject_id,
        min(partner_id) as partner_id
    from worded
    group by subject_id
    having min(partner_id) = max(partner_id)
)

select
    agenda.partner_id as edition_of,
    agenda.place,
    agenda.section,
    agenda.kind,
    agenda.scope_id,
    agenda.partner_id,
    agenda.subject_id,
    agenda.number,
    agenda.needed,
    agenda.dated_on,
    agenda.due_on,
    case when own_words.partner_id = agenda.partner_id then agenda.wording end as wording,
    agenda.is_new
from mart.agenda as agenda
left join own_words
    on agenda.subject_id = own_words.subject_id
where agenda.partner_id is not null
order by edition_of, agenda.place
