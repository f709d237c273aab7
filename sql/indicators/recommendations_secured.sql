/*
title_nl: Geborgde aanbevelingen
title_en: Recommendations secured
definition_nl: >-
  Welk deel van alle aanbevelingen tot en met de teldag is afgerond met een vaste plek voor de opbrengst
  (instrument, beleid of scholing). Zonder dag van afronden telt een aanbeveling niet als geborgd.
definition_en: >-
  What share of all recommendations up to the day of counting was closed with a lasting place for the yield
  (instrument, policy or training). Without a day of closing a recommendation does not count as secured.
numerator_nl: aantal aanbevelingen dat op de teldag is afgerond en geborgd
numerator_en: number of recommendations closed and secured on the day of counting
denominator_nl: aantal aanbevelingen tot en met de teldag
denominator_en: number of recommendations up to the day of counting
unit: aandeel
direction: hoger
kind: ratio
theme: peerreviews
level: organisatie
disclosure: openbaar
version: 1
since: 2021
*/
select
    periods.scope_id,
    periods.period,
    cast(
        sum(
            case
                when
                    recommendations.closed_on <= periods.counted_on
                    and recommendations.secured_in is not null
                    then 1
                else 0
            end
        ) as double
    ) as numerator,
    count(*) as denominator
from mart.scope_periods as periods
inner join mart.peer_review_findings as recommendations
    on
        periods.scope_id = recommendations.scope_id
        and periods.counted_on >= recommendations.held_on
where recommendations.kind = 'aanbeveling'
group by periods.scope_id, periods.period
order by periods.scope_id, periods.period
