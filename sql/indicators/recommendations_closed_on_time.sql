/*
title_nl: Aanbevelingen op tijd afgerond
title_en: Recommendations closed on time
definition_nl: >-
  Welk deel van de aanbevelingen met een deadline in het jaar op tijd is afgerond. Een deadline op de peildatum zelf
  telt nog niet mee zolang de actie loopt.
definition_en: >-
  What share of the recommendations with a deadline in the year was closed on time. A deadline on the reference date
  itself does not count yet while the action is open.
numerator_nl: aantal aanbevelingen dat uiterlijk op de deadline is afgerond
numerator_en: number of recommendations closed by their deadline
denominator_nl: aantal aanbevelingen waarvan de deadline in het jaar viel
denominator_en: number of recommendations of which the deadline fell in the year
unit: aandeel
direction: hoger
kind: ratio
theme: peerreviews
level: organisatie
disclosure: openbaar
version: 1
since: 2021
*/
with

today as (
    select reference_date from meta.publication
),

due as (
    select
        recommendations.scope_id,
        recommendations.due_on,
        case when recommendations.closed_on <= recommendations.due_on then 1 else 0 end as is_on_time
    from mart.peer_review_findings as recommendations
    cross join today
    where
        recommendations.kind = 'aanbeveling'
        and (recommendations.due_on < today.reference_date or recommendations.closed_on is not null)
)

select
    periods.scope_id,
    periods.period,
    cast(sum(due.is_on_time) as double) as numerator,
    count(*) as denominator
from mart.scope_periods as periods
inner join due
    on
        periods.scope_id = due.scope_id
        and due.due_on between periods.first_day and periods.counted_on
group by periods.scope_id, periods.period
order by periods.scope_id, periods.period
