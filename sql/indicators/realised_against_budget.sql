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
grows_within_year: true
*/
-- costs of a year before their pilot began, or of a pilot that vanished, are the programme's
with

budgeted as (
    select
        programme.period,
        expenditures.budget_eur,
        expenditures.realised_eur,
        coalesce(owners.scope_id, programme.scope_id) as scope_id
    from core.expenditures as expenditures
    inner join mart.scope_periods as programme
        on
            expenditures.year = programme.period
            and programme.scope_id = 'programma'
    left join mart.scope_periods as owners
        on
            expenditures.pilot_id = owners.scope_id
            and expenditures.year = owners.period
    where expenditures.budget_eur is not null
)

select
    scope_id,
    period,
    sum(realised_eur) as numerator,
    sum(budget_eur) as denominator
from budgeted
group by scope_id, period
having count(realised_eur) > 0
order by scope_id, period
