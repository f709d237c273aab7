/*
title_nl: Behaalde criteria
title_en: Criteria achieved
definition_nl: >-
  Criteria van een fase die op de teldag volgens hun laatste beoordeling zijn behaald. Het partnerschap heeft zijn eigen
  beoordelingen; die van de pilots worden daar niet bij opgeteld.
definition_en: >-
  Criteria of a phase that are achieved on the day of counting by their latest assessment. The partnership has
  assessments of its own; those of the pilots are not added to them.
numerator_nl: aantal criteria van de fase dat is behaald
numerator_en: number of criteria of the phase that have been achieved
unit: aantal
direction: hoger
kind: distinct
variants: phase
theme: fasen
level: organisatieoverstijgend
disclosure: openbaar
version: 1
since: 2020
*/
with

latest as (
    select
        periods.scope_id,
        periods.period,
        assessments.criterion_id,
        max(assessments.assessed_on) as assessed_on
    from mart.scope_periods as periods
    inner join core.phase_assessments as assessments
        on
            periods.scope_id = assessments.scope_id
            and periods.counted_on >= assessments.assessed_on
    group by periods.scope_id, periods.period, assessments.criterion_id
),

achieved as (
    select
        latest.scope_id,
        latest.period,
        criteria.phase,
        count(*) as criteria
    from latest
    inner join core.phase_assessments as assessments
        on
            latest.scope_id = assessments.scope_id
            and latest.criterion_id = assessments.criterion_id
            and latest.assessed_on = assessments.assessed_on
    inner join meta.criteria as criteria
        on latest.criterion_id = criteria.criterion_id
    where assessments.status = 'behaald'
    group by latest.scope_id, latest.period, criteria.phase
)

select
    periods.scope_id,
    periods.period,
    phases.phase as variant,
    cast(coalesce(achieved.criteria, 0) as double) as numerator,
    cast(null as double) as denominator
from mart.scope_periods as periods
cross join meta.phases as phases
left join achieved
    on
        periods.scope_id = achieved.scope_id
        and periods.period = achieved.period
        and phases.phase = achieved.phase
order by periods.scope_id, periods.period, phases.position
