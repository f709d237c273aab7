-- one row per scope that has begun and calendar year, from its first up to that of the reference date
-- disclosure: openbaar
--
-- A pilot begins on its start date; the programme with its first assessment or decision or, when that is earlier, with
-- its first pilot. Stocks are taken on `counted_on`, flows from `first_day` up to and including `counted_on`.
with

today as (
    select reference_date from meta.publication
),

signs as (
    select
        pilot_id as scope_id,
        start_date as begun_on
    from core.pilots
    union all
    select
        'programma' as scope_id,
        start_date as begun_on
    from core.pilots
    union all
    select
        scope_id,
        assessed_on as begun_on
    from core.phase_assessments
    where scope_id = 'programma'
    union all
    select
        scope_id,
        decided_on as begun_on
    from core.phase_decisions
    where scope_id = 'programma'
),

begun as (
    select
        signs.scope_id,
        min(signs.begun_on) as begun_on
    from signs
    cross join today
    where signs.begun_on <= today.reference_date
    group by signs.scope_id
),

years as (
    select
        begun.scope_id,
        today.reference_date,
        unnest(generate_series(
            cast(extract(year from begun.begun_on) as bigint),
            cast(extract(year from today.reference_date) as bigint)
        )) as period
    from begun
    cross join today
)

select
    scope_id,
    period,
    cast(cast(period as varchar) || '-01-01' as date) as first_day,
    least(cast(cast(period as varchar) || '-12-31' as date), reference_date) as counted_on
from years
order by scope_id, period
