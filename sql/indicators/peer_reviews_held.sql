/*
title_nl: Gehouden peerreviews
title_en: Peer reviews held
definition_nl: >-
  Peerreviews die in het jaar zijn gehouden. Bij een pilot tellen de reviews met een bevinding over die pilot; in
  het hele programma telt elke review één keer.
definition_en: >-
  Peer reviews held in the year. A pilot counts those with a finding about it; in the programme as a whole each
  review counts once.
numerator_nl: aantal peerreviews
numerator_en: number of peer reviews
unit: aantal
direction: hoger
kind: distinct
theme: peerreviews
level: organisatieoverstijgend
disclosure: openbaar
version: 1
since: 2021
grows_within_year: true
*/
with

findings as (
    select
        scope_id,
        review_id,
        held_on
    from mart.peer_review_findings
    where scope_id <> 'programma'
    union all
    select
        'programma' as scope_id,
        review_id,
        held_on
    from mart.peer_review_findings
)

select
    periods.scope_id,
    periods.period,
    count(distinct findings.review_id) as numerator,
    cast(null as double) as denominator
from mart.scope_periods as periods
left join findings
    on
        periods.scope_id = findings.scope_id
        and findings.held_on between periods.first_day and periods.counted_on
group by periods.scope_id, periods.period
order by periods.scope_id, periods.period
