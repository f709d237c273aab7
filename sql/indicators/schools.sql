/*
title_nl: Deelnemende scholen
title_en: Schools taking part
definition_nl: >-
  Scholen van deze soort die op de teldag meedoen: als penvoerder of partner van een pilot die niet is gestopt, of met
  een lopende plaatsing. Een school in meer pilots telt voor het partnerschap één keer.
definition_en: >-
  Schools of this type that take part on the day of counting: as the lead or a partner of a pilot that has not been
  stopped, or with an active placement. A school in several pilots counts once for the partnership.
numerator_nl: aantal verschillende scholen
numerator_en: number of distinct schools
unit: aantal
direction: hoger
kind: distinct
variants: school_sector
theme: partnerschap
level: organisatieoverstijgend
disclosure: openbaar
version: 1
since: 2020
*/
with

codes as (
    select code as variant from meta.codes
    where code_list = 'school_sector'
)

select
    periods.scope_id,
    periods.period,
    codes.variant,
    count(organisations.organisation_id) as numerator,
    cast(null as double) as denominator
from mart.scope_periods as periods
cross join codes
left join mart.scope_organisations as organisations
    on
        periods.scope_id = organisations.scope_id
        and periods.period = organisations.period
        and codes.variant = organisations.organisation_type
group by periods.scope_id, periods.period, codes.variant
order by periods.scope_id, periods.period, codes.variant
