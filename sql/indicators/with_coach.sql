/*
title_nl: Plaatsingen met coach of buddy
title_en: Placements with a coach or buddy
definition_nl: >-
  Welk deel van de plaatsingen die op de teldag lopen een coach of buddy bij de school heeft, volgens de laatste
  levering. Plaatsingen waarvan dit niet is ingevuld tellen niet mee.
definition_en: >-
  Which part of the placements that are active on the day of counting has a coach or buddy at school, by the latest
  delivery. Placements for which this was not filled in do not count.
numerator_nl: lopende plaatsingen met een coach of buddy
numerator_en: active placements with a coach or buddy
denominator_nl: lopende plaatsingen waarvan bekend is of er een coach of buddy is
denominator_en: active placements of which it is known whether there is a coach or buddy
unit: aandeel
direction: hoger
kind: ratio
theme: plaatsingen
level: organisatie
disclosure: personen
version: 1
since: 2020
counted_in: professionals.coach.ja
counted_of: [professionals.coach.ja, professionals.coach.nee]
*/
select
    scope_id,
    period,
    sum(case when coach = 'ja' then 1 else 0 end) as numerator,
    count(*) as denominator
from mart.scope_placements
where is_own and coach <> 'onbekend'
group by scope_id, period
order by scope_id, period
