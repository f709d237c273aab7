/*
title_nl: Gerealiseerde bijdragen tegenover toegezegde
title_en: Contributions realised against committed
definition_nl: >-
  Welk deel van de toegezegde bijdragen van een jaar tot nu toe is gerealiseerd. Zolang van een onderdeel geen enkel
  gerealiseerd bedrag van dat jaar is geleverd, is het niet bekend; daarna telt wat nog niet is gemeld als nog niet
  gerealiseerd.
definition_en: >-
  Which part of the contributions committed for a year has been realised so far. As long as no amount realised in that
  year was delivered of a scope, it is not known; after that, what was not reported counts as not yet realised.
numerator_nl: wat van de toegezegde bijdragen is gerealiseerd, in euro’s
numerator_en: what was realised of the contributions committed, in euro
denominator_nl: toegezegde bijdragen, in euro’s
denominator_en: contributions committed, in euro
unit: aandeel
direction: hoger
kind: ratio
theme: financien
level: organisatieoverstijgend
disclosure: intern
version: 1
since: 2020
grows_within_year: true
*/
select
    scope_id,
    period,
    sum(realised_eur) as numerator,
    sum(committed_eur) as denominator
from mart.scope_contributions
group by scope_id, period
having count(realised_eur) > 0
order by scope_id, period
