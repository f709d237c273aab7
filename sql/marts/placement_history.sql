-- one row per placement: when it began, from when and until when it was observed, and how that ended
-- disclosure: intern
with

today as (
    select reference_date from meta.publication
),

limits as (
    select
        max(case when threshold = 'entry_assumed_days' then value end) as entry_assumed_days,
        max(case when threshold = 'continued_days' then value end) as continued_days
    from meta.thresholds
),

observations as (
    select retention.*
    from core.retention as retention
    cross join today
    where retention.checked_on <= today.reference_date
),

-- the first report of an end stands; a later "actief" contradicts it
first_end as (
    select
        placement_id,
        min(checked_on) as checked_on
    from observations
    where status = 'gestopt'
    group by placement_id
),

ended as (
    select
        observations.placement_id,
        observations.ended_on,
        observations.exit_reason,
        observations.ended_by,
        first_received.received_on as end_received_on
    from observations
    inner join first_end
        on
            observations.placement_id = first_end.placement_id
            and observations.checked_on = first_end.checked_on
    left join meta.first_received as first_received
        on
            observations.placement_id || '/' || cast(observations.checked_on as varchar) = first_received.key
            and first_received.dataset = 'retention'
),

last_active as (
    select
        placement_id,
        max(checked_on) as checked_on
    from observations
    where status = 'actief'
    group by placement_id
),

-- a delivery is of the day on which it arrived in the Netherlands, as its own rules have it
first_received as (
    select
        key as placement_id,
        received_on
    from meta.first_received
    where dataset = 'placements'
),

-- two partners may have left out the same placement
vanished as (
    select distinct key as placement_id
    from meta.vanished
    where dataset = 'placements'
),

placements as (
    select
        placements.*,
        pilots.region_code,
        schools.organisation_type as school_sector,
        companies.size_class,
        ended.ended_on,
        ended.exit_reason,
        ended.ended_by,
        ended.end_received_on,
        first_received.received_on as first_received_on,
        last_active.checked_on as last_active_on,
        vanished.placement_id is not null as is_vanished,
        coalesce(placements.followed_from, greatest(placements.start_date, pilots.start_date), placements.start_date)
            as entry_on,
        coalesce(
            placements.followed_from is null
            and first_received.received_on - placements.start_date > limits.entry_assumed_days,
            false
        ) as is_entry_assumed
    from core.placements as placements
    cross join limits
    left join core.pilots as pilots
        on placements.pilot_id = pilots.pilot_id
    left join core.organisations as schools
        on placements.school_id = schools.organisation_id
    left join core.organisations as companies
        on placements.company_id = companies.organisation_id
    left join ended
        on placements.placement_id = ended.placement_id
    left join last_active
        on placements.placement_id = last_active.placement_id
    left join vanished
        on placements.placement_id = vanished.placement_id
    left join first_received
        on placements.placement_id = first_received.placement_id
),

-- somebody who goes on elsewhere within three months has left the placement, not the field
continued as (
    select distinct leaving.placement_id
    from placements as leaving
    inner join placements as later
        on
            leaving.professional_id = later.professional_id
            and leaving.placement_id <> later.placement_id
            and leaving.ended_on <= later.start_date
    cross join limits
    where later.start_date - leaving.ended_on <= limits.continued_days
)

select
    placements.placement_id,
    placements.professional_id,
    placements.pilot_id,
    placements.school_id,
    placements.company_id,
    placements.region_code,
    placements.start_date,
    placements.planned_end_date,
    placements.ended_on,
    placements.exit_reason,
    placements.last_active_on,
    placements.first_received_on,
    placements.end_received_on,
    placements.fte_school,
    placements.hours_school_year,
    placements.entry_on - placements.start_date as entry_days,
    coalesce(placements.ended_on, placements.last_active_on) - placements.start_date as exit_days,
    placements.ended_on is not null as has_ended,
    coalesce(placements.ended_on is not null and placements.exit_reason <> 'pilot_beeindigd', false) as is_exit,
    placements.is_entry_assumed,
    placements.is_vanished and placements.ended_on is null as is_vanished,
    continued.placement_id is not null as is_continued,
    coalesce(placements.school_sector, 'onbekend') as school_sector,
    placements.function,
    coalesce(placements.contract_school, 'onbekend') as contract_school,
    case
        when placements.fte_school is null then 'onbekend'
        when placements.fte_school < 0.5 then 'onder_0.5'
        else 'vanaf_0.5'
    end as fte_class,
    case
        when placements.coach is null then 'onbekend'
        when placements.coach then 'ja'
        else 'nee'
    end as coach,
    coalesce(placements.size_class, 'onbekend') as size_class
from placements
left join continued
    on placements.placement_id = continued.placement_id
order by placements.placement_id
