/*
title_nl: Afgekeurde rijen
title_en: Rows rejected
definition_nl: >-
  Welk deel van de rijen die in het jaar zijn geleverd bij de controle is afgekeurd. Een bestand dat ongewijzigd nog
  eens kwam en een ingetrokken levering tellen niet mee.
definition_en: >-
  Which part of the rows delivered in the year was rejected when they were checked. A file that came again unchanged and
  a withdrawn delivery do not count.
numerator_nl: afgekeurde rijen
numerator_en: rejected rows
denominator_nl: geleverde rijen
denominator_en: delivered rows
unit: aandeel
direction: lager
kind: distinct
theme: datakwaliteit
level: organisatie
disclosure: openbaar
version: 1
since: 2020
*/
select
    scope_id,
    period,
    sum(rows_rejected) as numerator,
    sum(rows_delivered) as denominator
from mart.scope_deliveries
group by scope_id, period
order by scope_id, period
