/*
title_nl: Gerealiseerde kosten tegenover de begroting
title_en: Costs realised against budget
definition_nl: >-
  Welk deel van de begrote kosten van een jaar tot nu toe is uitgegeven; boven 1 is de begroting overschreden. Zolang
  van een onderdeel geen enkel gerealiseerd bedrag van dat jaar is geleverd, is het niet bekend; daarna telt wat nog
  niet is gemeld als nog niet uitgegeven.
definition_en: >-
  Which part of the costs budgeted for a year has been spent so far; above 1 the budget was exceeded. As long as no
  amount realised in that year was delivered of a scope, it is not known; after that, what was not reported counts as
  not yet spent.
numerator_nl: wat van de begrote kosten is gerealiseerd, in euro’s
numerator_en: what was realised of the costs budgeted, in euro
denominator_nl: begrote kosten, in euro’s
denominator_en: costs budgeted, in euro
unit: aandeel
direction: lager
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
    sum(expenditures.realised_eur) as numerator,
    sum(expenditures.budget_eur) as denominator
from mart.scope_periods as periods
inner join core.expenditures as expenditures
    on
        periods.scope_id = expenditures.pilot_id
        and periods.period = expenditures.year
where expenditures.budget_eur is not null
group by periods.scope_id, periods.period
having count(expenditures.realised_eur) > 0
order by periods.scope_id, periods.period
