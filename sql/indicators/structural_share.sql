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
    periods.scope_id,
    periods.period,
    sum(case when contributions.structural then contributions.committed_eur else 0 end) as numerator,
    sum(contributions.committed_eur) as denominator
from mart.scope_periods as periods
inner join core.contributions as contributions
    on
        periods.scope_id = coalesce(contributions.pilot_id, 'programma')
        and periods.period = contributions.year
where contributions.committed_eur is not null
group by periods.scope_id, periods.period
order by periods.scope_id, periods.period
