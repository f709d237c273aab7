/*
title_nl: Lopende plaatsingen
title_en: Active placements
definition_nl: Hybride plaatsingen die op de teldag zijn begonnen en nog niet zijn geëindigd.
definition_en: Hybrid placements that have begun on the day of counting and have not ended yet.
numerator_nl: aantal plaatsingen dat op de teldag loopt
numerator_en: number of placements that are active on the day of counting
unit: aantal
direction: hoger
kind: additive
theme: plaatsingen
level: individu
disclosure: personen
version: 1
since: 2020
counted_in: professionals.alle.alle
*/
select
    periods.scope_id,
    periods.period,
    count(placements.placement_id) as numerator,
    cast(null as double) as denominator
from mart.scope_periods as periods
left join mart.scope_placements as placements
    on
        periods.scope_id = placements.scope_id
        and periods.period = placements.period
        and placements.is_own
group by periods.scope_id, periods.period
order by periods.scope_id, periods.period
