/*
title_nl: Aandeel structurele bijdragen
title_en: Structural share of contributions
definition_nl: >-
  Welk deel van alles wat organisaties voor een jaar hebben toegezegd doorgaat als de subsidie ophoudt. Een bijdrage
  waarvan dat niet is ingevuld telt niet als structureel.
definition_en: >-
  Which part of all that organisations committed for a year goes on when the subsidy ends. A contribution of which that
  is not told does not count as structural.
numerator_nl: toegezegde structurele bijdragen, in euro’s
numerator_en: structural contributions committed, in euro
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
    sum(case when structural then committed_eur else 0 end) as numerator,
    sum(committed_eur) as denominator
from mart.scope_contributions
group by scope_id, period
order by scope_id, period
