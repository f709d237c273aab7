-- one row per month, pilot and school sector: placements active on its last day, or on the reference date
-- disclosure: intern
with

today as (
    select reference_date from meta.publication
),

-- the series begins with the first pilot: a combination of jobs may be years older than the programme
first_pilot as (
    select min(start_date) as started_on from core.pilots
),

months (month) as (
    select
        cast(unnest(generate_series(
            date_trunc('month', greatest(
                min(history.start_date), coalesce(min(first_pilot.started_on), min(history.start_date))
            )),
            date_trunc('month', max(today.reference_date)),
            interval 1 month
        )) as date)
    from mart.placement_history as history
    cross join today
    cross join first_pilot
),

moments as (
    select
        months.month,
        least(last_day(months.month), today.reference_date) as counted_on
    from months
    cross join today
)

select
    moments.month,
    moments.counted_on,
    history.pilot_id,
    history.school_sector,
    count(*) as placements,
    count(distinct history.professional_id) as professionals,
    sum(coalesce(history.fte_school, 0)) as fte_school,
    count(*) - count(history.fte_school) as without_fte
from moments
inner join mart.placement_history as history
    on
        moments.counted_on >= history.start_date
        and (history.ended_on is null or moments.counted_on < history.ended_on)
group by moments.month, moments.counted_on, history.pilot_id, history.school_sector
order by moments.month, history.pilot_id, history.school_sector
