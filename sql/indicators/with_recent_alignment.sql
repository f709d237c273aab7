/*
title_nl: Plaatsingen met recente afstemming
title_en: Placements with recent alignment
definition_nl: >-
  Welk deel van de plaatsingen die op de peildatum lopen in de zes maanden daarvoor is besproken door school en bedrijf.
  Een levering noemt alleen het laatste gesprek, dus er is geen waarde voor eerdere jaren.
definition_en: >-
  Which part of the placements that are active on the reference date was talked over by school and company in the six
  months before. A delivery names the last talk only, so there is no value for earlier years.
numerator_nl: lopende plaatsingen met afstemming in de laatste zes maanden
numerator_en: active placements with alignment in the last six months
denominator_nl: lopende plaatsingen
denominator_en: active placements
unit: aandeel
direction: hoger
kind: ratio
theme: plaatsingen
level: organisatieoverstijgend
disclosure: personen
version: 1
since: 2020
counted_in: professionals.alignment.ja
counted_of: professionals.alle.alle
*/
with

today as (
    select reference_date from meta.publication
),

limits as (
    select max(case when threshold = 'alignment_days' then value end) as alignment_days
    from meta.thresholds
),

aligned as (
    select
        placements.scope_id,
        placements.period,
        coalesce(
            talks.last_alignment_on <= today.reference_date
            and today.reference_date - talks.last_alignment_on <= limits.alignment_days,
            false
        ) as is_recent
    from mart.scope_placements as placements
    inner join core.placements as talks
        on placements.placement_id = talks.placement_id
    inner join today
        on placements.counted_on = today.reference_date
    cross join limits
    where placements.is_own
)

select
    scope_id,
    period,
    sum(case when is_recent then 1 else 0 end) as numerator,
    count(*) as denominator
from aligned
group by scope_id, period
order by scope_id, period
