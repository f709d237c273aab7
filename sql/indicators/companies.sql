/*
title_nl: Deelnemende bedrijven
title_en: Companies taking part
definition_nl: >-
  Bedrijven van deze grootte die op de teldag meedoen: als penvoerder of partner van een pilot die niet is gestopt, of
  met een lopende plaatsing. Een bedrijf in meer pilots telt voor het partnerschap één keer.
definition_en: >-
  Companies of this size that take part on the day of counting: as the lead or a partner of a pilot that has not been
  stopped, or with an active placement. A company in several pilots counts once for the partnership.
numerator_nl: aantal verschillende bedrijven
numerator_en: number of distinct companies
unit: aantal
direction: hoger
kind: distinct
variants: size_class
theme: partnerschap
level: organisatieoverstijgend
disclosure: personen
version: 1
since: 2020
*/
with

codes as (
    select code as variant from meta.codes
    where code_list = 'size_class'
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
        and organisations.organisation_type = 'bedrijf'
        and codes.variant = organisations.size_class
group by periods.scope_id, periods.period, codes.variant
order by periods.scope_id, periods.period, codes.variant
