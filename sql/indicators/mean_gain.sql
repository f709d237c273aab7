/*
title_nl: Gemiddelde groei in hybride groepen
title_en: Mean gain in hybrid groups
definition_nl: >-
  Ongewogen gemiddelde van de groei (nameting min voormeting) van groepen waarin hybride professionals lesgeven, in het
  jaar van de nameting. Van minder dan tien leerlingen is er geen waarde. Leerlingen zijn niet door loting verdeeld: de
  groei is niet zonder meer een effect van hybride professionals.
definition_en: >-
  Unweighted mean of the gains (after minus before) of groups that hybrid professionals teach, in the year of the second
  measurement. Of fewer than ten pupils there is no value. Pupils were not assigned at random: the gain is not by itself
  an effect of hybrid professionals.
numerator_nl: de gemiddelde groei, in punten van de meest gebruikte schaal
numerator_en: the mean gain, in points of the most used scale
unit: punten
direction: hoger
kind: estimate
variants: outcome
theme: leeropbrengsten
level: individu
disclosure: gevoelig
version: 1
since: 2020
*/
with

limits as (
    select max(case when threshold = 'small_denominator' then value end) as small_denominator
    from meta.thresholds
)

select
    gains.scope_id,
    gains.period,
    gains.outcome as variant,
    gains.gain as numerator,
    cast(null as double) as denominator
from mart.gain_by_year as gains
cross join limits
where gains.pupils >= limits.small_denominator
order by gains.scope_id, gains.period, gains.outcome
