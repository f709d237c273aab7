/*
title_nl: Aandeel private bijdragen
title_en: Private share of contributions
definition_nl: >-
  Welk deel van alles wat organisaties voor een jaar hebben toegezegd, in geld en in natura, van private herkomst is.
definition_en: >-
  Which part of all that organisations committed for a year, in cash and in kind, comes from private sources.
numerator_nl: toegezegde bijdragen van private herkomst, in euro’s
numerator_en: contributions committed from private sources, in euro
denominator_nl: alle toegezegde bijdragen, in euro’s
denominator_en: all contributions committed, in euro
unit: aandeel
direction: hoger
kind: ratio
theme: financien
level: organisatieoverstijgend
disclosure: intern
version: 1
since: 2020
*/
select
    scope_id,
    period,
    sum(case when funding_source = 'privaat' then committed_eur else 0 end) as numerator,
    sum(committed_eur) as denominator
from mart.scope_contributions
group by scope_id, period
order by scope_id, period
