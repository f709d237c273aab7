-- for a pilot, how many placements have started; for the partnership, how many pilots have begun in this way
-- Instruments and training are not in the data: an assessor sees those.
with

today as (
    select reference_date from meta.publication
),

limits as (
    select
        max(case when threshold = 'started_placements' then value end) as placements,
        max(case when threshold = 'started_pilots' then value end) as pilots
    from meta.thresholds
),

started as (
    select
        placements.pilot_id,
        count(*) as placements
    from core.placements as placements
    cross join today
    where placements.start_date <= today.reference_date
    group by placements.pilot_id
),

pilots as (
    select
        pilots.pilot_id,
        coalesce(started.placements, 0) as placements
    from core.pilots as pilots
    left join started
        on pilots.pilot_id = started.pilot_id
),

begun as (
    select count(pilots.pilot_id) as pilots
    from limits
    left join pilots
        on limits.placements <= pilots.placements
)

select
    pilots.pilot_id as scope_id,
    pilots.placements as found,
    cast(limits.placements as bigint) as needed
from pilots
cross join limits
union all
select
    'programma' as scope_id,
    begun.pilots as found,
    cast(limits.pilots as bigint) as needed
from begun
cross join limits
