/*
title_nl: Fte van hybride professionals bij scholen
title_en: Fte of hybrid professionals at schools
definition_nl: >-
  De aanstelling bij de school van alle plaatsingen die op de teldag lopen, bij elkaar. Uren van gastdocenten zonder fte
  tellen niet mee.
definition_en: >-
  The appointments at school of all placements that are active on the day of counting, added up. Hours of guest teachers
  without fte do not count.
numerator_nl: som van de fte bij de school
numerator_en: sum of the fte at school
unit: fte
direction: hoger
kind: additive
theme: plaatsingen
level: organisatie
disclosure: personen
version: 1
since: 2020
*/
select
    periods.scope_id,
    periods.period,
    coalesce(sum(placements.fte_school), 0) as numerator,
    cast(null as double) as denominator
from mart.scope_periods as periods
left join mart.scope_placements as placements
    on
        periods.scope_id = placements.scope_id
        and periods.period = placements.period
        and placements.is_own
group by periods.scope_id, periods.period
order by periods.scope_id, periods.period
