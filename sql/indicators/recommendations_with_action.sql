/*
title_nl: Aanbevelingen met een actie
title_en: Recommendations with an action
definition_nl: >-
  Welk deel van de aanbevelingen uit de peerreviews van het jaar een actie heeft. Een aanbeveling over het hele
  partnerschap telt alleen in het programma.
definition_en: >-
  What share of the recommendations of the year's peer reviews has an action. A recommendation about the partnership
  as a whole counts in the programme only.
numerator_nl: aantal aanbevelingen met een actie
numerator_en: number of recommendations with an action
denominator_nl: aantal aanbevelingen
denominator_en: number of recommendations
unit: aandeel
direction: hoger
kind: ratio
theme: peerreviews
level: organisatie
disclosure: openbaar
version: 1
since: 2021
*/
select
    periods.scope_id,
    periods.period,
    cast(sum(case when recommendations.has_action then 1 else 0 end) as double) as numerator,
    count(*) as denominator
from mart.scope_periods as periods
inner join mart.peer_review_findings as recommendations
    on
        periods.scope_id = recommendations.scope_id
        and recommendations.held_on between periods.first_day and periods.counted_on
where recommendations.kind = 'aanbeveling'
group by periods.scope_id, periods.period
order by periods.scope_id, periods.period
