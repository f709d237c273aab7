/*
title_nl: Leveringen op tijd
title_en: Deliveries on time
definition_nl: >-
  Welk deel van wat partners eerder leverden op de teldag actueel is: kort genoeg geleden opnieuw geleverd en niet
  geweigerd. Een pilot heeft de leveringen van wie eraan meedoet.
definition_en: >-
  Which part of what partners delivered before is up to date on the day of counting: delivered again recently enough and
  not refused. A pilot has the deliveries of those who take part in it.
numerator_nl: datasets die op de teldag actueel zijn, per partner
numerator_en: datasets that are up to date on the day of counting, by partner
denominator_nl: datasets die eerder zijn geleverd, per partner
denominator_en: datasets that were delivered before, by partner
unit: aandeel
direction: hoger
kind: distinct
theme: datakwaliteit
level: organisatie
disclosure: openbaar
version: 1
since: 2020
*/
with

limits as (
    select max(case when threshold = 'freshness_days' then value end) as freshness_days
    from meta.thresholds
)

select
    deliveries.scope_id,
    deliveries.period,
    sum(case when deliveries.days_since_loaded <= limits.freshness_days then 1 else 0 end) as numerator,
    count(*) as denominator
from mart.scope_deliveries as deliveries
cross join limits
group by deliveries.scope_id, deliveries.period
order by deliveries.scope_id, deliveries.period
