-- one row per scope, calendar year and organisation that takes part on the day of counting
-- disclosure: intern
--
-- Taking part: leading a pilot that has not been stopped, being its partner (without dates of its own: as long as the
-- pilot), or having an active placement. An organisation in four pilots stands under each, and once under `programma`.
with

pilot_periods as (
    select
        periods.scope_id,
        periods.period,
        periods.counted_on,
        pilots.lead_organisation_id
    from mart.scope_periods as periods
    inner join core.pilots as pilots
        on periods.scope_id = pilots.pilot_id
    left join mart.phase_position as standing
        on pilots.pilot_id = standing.scope_id
    where standing.stopped_on is null or periods.counted_on < standing.stopped_on
),

of_pilots as (
    select
        scope_id,
        period,
        lead_organisation_id as organisation_id
    from pilot_periods
    union
    select
        pilot_periods.scope_id,
        pilot_periods.period,
        partners.organisation_id
    from pilot_periods
    inner join core.pilot_partners as partners
        on pilot_periods.scope_id = partners.pilot_id
    where
        coalesce(partners.from_date, pilot_periods.counted_on) <= pilot_periods.counted_on
        and coalesce(partners.until_date, pilot_periods.counted_on) >= pilot_periods.counted_on
),

taking_part as (
    select * from of_pilots
    union
    select
        'programma' as scope_id,
        period,
        organisation_id
    from of_pilots
    union
    select
        scope_id,
        period,
        school_id as organisation_id
    from mart.scope_placements
    union
    select
        scope_id,
        period,
        company_id as organisation_id
    from mart.scope_placements
)

select
    taking_part.scope_id,
    taking_part.period,
    taking_part.organisation_id,
    organisations.organisation_type,
    organisations.size_class
from taking_part
left join core.organisations as organisations
    on taking_part.organisation_id = organisations.organisation_id
order by taking_part.scope_id, taking_part.period, taking_part.organisation_id
