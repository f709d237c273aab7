/*
title_nl: Vertrek
title_en: Exits
definition_nl: >-
  Plaatsingen die in het jaar zijn geëindigd, naar de reden van vertrek. Een plaatsing telt in het jaar van haar
  einddatum, ook als het einde later is gemeld.
definition_en: >-
  Placements that ended in the year, by the reason of the exit. A placement counts in the year of its end date, also
  when the end was reported later.
numerator_nl: aantal plaatsingen dat in het jaar om deze reden eindigde
numerator_en: number of placements that ended in the year for this reason
unit: aantal
direction: lager
kind: additive
variants: exit_reason
theme: behoud
level: individu
disclosure: gevoelig
version: 1
since: 2020
grows_within_year: true
counted_in: "exits_{period}.exit_reason.{variant}"
*/
with

reasons as (
    select code as variant from meta.codes
    where code_list = 'exit_reason'
),

ended as (
    select
        programme.period,
        history.exit_reason as variant,
        coalesce(pilots.scope_id, programme.scope_id) as scope_id
    from mart.placement_history as history
    inner join mart.scope_periods as programme
        on history.ended_on between programme.first_day and programme.counted_on
    left join mart.scope_periods as pilots
        on
            history.pilot_id = pilots.scope_id
            and programme.period = pilots.period
    where programme.scope_id = 'programma'
)

select
    periods.scope_id,
    periods.period,
    reasons.variant,
    count(ended.variant) as numerator,
    cast(null as double) as denominator
from mart.scope_periods as periods
cross join reasons
left join ended
    on
        periods.scope_id = ended.scope_id
        and periods.period = ended.period
        and reasons.variant = ended.variant
group by periods.scope_id, periods.period, reasons.variant
order by periods.scope_id, periods.period, reasons.variant
