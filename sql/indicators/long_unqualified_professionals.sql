/*
title_nl: Langer dan twee jaar onbevoegd
title_en: Unqualified for more than two years
definition_nl: >-
  Welk deel van de hybride professionals die op de peildatum lesgeven in een functie waarvoor een bevoegdheid nodig is,
  meer dan twee jaar na de eerste plaatsing nog geen bevoegdheid heeft. Wie in opleiding is, telt mee. Ieder telt één
  keer. Een levering zegt niet sinds wanneer, dus er is geen waarde voor eerdere jaren.
definition_en: >-
  Which part of the hybrid professionals who teach on the reference date in a function that takes a qualification has
  none yet, more than two years after the first placement. Those in training count as well. Everybody counts once. A
  delivery does not say since when, so there is no value for earlier years.
numerator_nl: hybride professionals die na twee jaar geen bevoegdheid hebben
numerator_en: hybrid professionals without a qualification after two years
denominator_nl: hybride professionals die lesgeven in een functie waarvoor een bevoegdheid nodig is
denominator_en: hybrid professionals who teach in a function that takes a qualification
unit: aandeel
direction: lager
kind: distinct
theme: bevoegdheid
level: individu
disclosure: personen
version: 1
since: 2020
counted_in: teaching.long_unqualified.ja
counted_of: teaching.alle.alle
*/
select
    scope_id,
    period,
    sum(case when is_long_unqualified then 1 else 0 end) as numerator,
    count(*) as denominator
from mart.teaching_professionals
group by scope_id, period
order by scope_id, period
