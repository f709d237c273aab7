/*
title_nl: Behoud na een jaar
title_en: Retention after a year
definition_nl: >-
  Geschat deel van de plaatsingen dat na 365 dagen nog bestaat (Kaplan-Meier), uit alles wat tot en met de teldag is
  waargenomen. Van minder dan tien gevolgde plaatsingen is er geen waarde.
definition_en: >-
  Estimated share of the placements that still exists after 365 days (Kaplan-Meier), from all that was observed up to
  and including the day of counting. Of fewer than ten placements that were followed there is no value.
numerator_nl: de schatting op dag 365
numerator_en: the estimate on day 365
unit: aandeel
direction: hoger
kind: estimate
theme: behoud
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
    estimates.scope_id,
    estimates.period,
    estimates.survival as numerator,
    cast(null as double) as denominator
from mart.retention_by_year as estimates
cross join limits
where estimates.n >= limits.small_denominator
order by estimates.scope_id, estimates.period
