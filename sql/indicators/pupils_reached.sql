/*
title_nl: Bereikte leerlingen en studenten
title_en: Pupils and students reached
definition_nl: >-
  Leerlingen en studenten van wie in het jaar leeropbrengsten zijn gemeten, in een groep waarin hybride professionals
  een zo groot deel van de lesuren geven dat zij als hybride telt. Ieder telt één keer.
definition_en: >-
  Pupils and students whose outcomes were measured in the year, in a group in which hybrid professionals give so large a
  part of the lessons that it counts as hybrid. Everybody counts once.
numerator_nl: aantal verschillende leerlingen en studenten in hybride groepen
numerator_en: number of distinct pupils and students in hybrid groups
unit: aantal
direction: hoger
kind: distinct
theme: leeropbrengsten
level: individu
disclosure: personen
version: 1
since: 2020
grows_within_year: true
counted_in: "pupils_reached_{period}.alle.alle"
*/
with

today as (
    select reference_date from meta.publication
),

measured as (
    select
        outcomes.*,
        cast(extract(year from outcomes.measured_on) as bigint) as period
    from core.student_outcomes as outcomes
    cross join today
    where outcomes.measured_on <= today.reference_date
),

pupils as (
    select
        measured.pilot_id,
        measured.period,
        measured.student_id,
        hybrid_groups.group_id is not null as is_reached
    from measured
    left join mart.hybrid_groups as hybrid_groups
        on
            measured.school_id = hybrid_groups.school_id
            and measured.school_year = hybrid_groups.school_year
            and measured.group_id = hybrid_groups.group_id
),

of_scopes as (
    select
        'programma' as scope_id,
        period,
        student_id,
        is_reached
    from pupils
    union all
    select
        pilot_id as scope_id,
        period,
        student_id,
        is_reached
    from pupils
    where pilot_id is not null
)

select
    scope_id,
    period,
    count(distinct case when is_reached then student_id end) as numerator,
    cast(null as double) as denominator
from of_scopes
group by scope_id, period
order by scope_id, period
