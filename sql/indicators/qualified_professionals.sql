/*
title_nl: Bevoegde hybride professionals
title_en: Qualified hybrid professionals
definition_nl: >-
  Welk deel van de hybride professionals die op de peildatum lesgeven in een functie waarvoor een bevoegdheid nodig is,
  er een heeft. Ieder telt één keer. Een levering zegt niet sinds wanneer, dus er is geen waarde voor eerdere jaren.
definition_en: >-
  Which part of the hybrid professionals who teach on the reference date in a function that takes a qualification has
  one. Everybody counts once. A delivery does not say since when, so there is no value for earlier years.
numerator_nl: hybride professionals met een bevoegdheid
numerator_en: hybrid professionals with a qualification
denominator_nl: hybride professionals die lesgeven in een functie waarvoor een bevoegdheid nodig is
denominator_en: hybrid professionals who teach in a function that takes a qualification
unit: aandeel
direction: hoger
kind: distinct
theme: bevoegdheid
level: individu
disclosure: personen
version: 1
since: 2020
counted_in: teaching.qualified.ja
counted_of: teaching.alle.alle
*/
select
    scope_id,
    period,
    sum(case when is_qualified then 1 else 0 end) as numerator,
    count(*) as denominator
from mart.teaching_professionals
group by scope_id, period
order by scope_id, period
