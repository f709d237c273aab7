/*
title_nl: Bedrijven per school
title_en: Companies per school
definition_nl: >-
  Met hoeveel bedrijven een school gemiddeld samenwerkt, geteld over de plaatsingen die op de teldag lopen.
definition_en: >-
  With how many companies a school works together on average, over the placements active on the day of counting.
numerator_nl: verschillende paren van een school en een bedrijf met een lopende plaatsing
numerator_en: distinct pairs of a school and a company with an active placement
denominator_nl: verschillende scholen met een lopende plaatsing
denominator_en: distinct schools with an active placement
unit: per_school
direction: hoger
kind: distinct
theme: partnerschap
level: organisatieoverstijgend
disclosure: personen
version: 1
since: 2020
*/
with

pairs as (
    select distinct
        scope_id,
        period,
        school_id,
        company_id
    from mart.scope_placements
)

select
    scope_id,
    period,
    count(*) as numerator,
    count(distinct school_id) as denominator
from pairs
group by scope_id, period
order by scope_id, period
