/*
title_nl: Onbevoegde hybride professionals in opleiding
title_en: Unqualified hybrid professionals in training
definition_nl: >-
  Welk deel van de hybride professionals die op de peildatum zonder bevoegdheid lesgeven, daarvoor in opleiding is.
  Ieder telt één keer. Een levering zegt niet sinds wanneer, dus er is geen waarde voor eerdere jaren.
definition_en: >-
  Which part of the hybrid professionals who teach without a qualification on the reference date is in training for one.
  Everybody counts once. A delivery does not say since when, so there is no value for earlier years.
numerator_nl: hybride professionals in opleiding voor een bevoegdheid
numerator_en: hybrid professionals in training for a qualification
denominator_nl: hybride professionals die nog geen bevoegdheid hebben
denominator_en: hybrid professionals without a qualification yet
unit: aandeel
direction: hoger
kind: distinct
theme: bevoegdheid
level: individu
disclosure: personen
version: 1
since: 2020
counted_in: teaching.in_training.ja
counted_of: teaching.qualified.nee
*/
select
    scope_id,
    period,
    sum(case when is_in_training then 1 else 0 end) as numerator,
    count(*) as denominator
from mart.teaching_professionals
where not is_qualified
group by scope_id, period
order by scope_id, period
