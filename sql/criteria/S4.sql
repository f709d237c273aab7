-- how many of the five kinds of partners take part: vmbo, mbo, hbo, companies and training funds
with

today as (
    select reference_date from meta.publication
),

limits as (
    select max(case when threshold = 'partner_kinds' then value end) as kinds
    from meta.thresholds
),

-- without dates of its own a partner takes part from the day on which its pilot begins
partners as (
    select
        pilot_id as scope_id,
        lead_organisation_id as organisation_id,
        start_date as from_date,
        cast(null as date) as until_date
    from core.pilots
    union all
    select
        pilot_partners.pilot_id as scope_id,
        pilot_partners.organisation_id,
        coalesce(pilot_partners.from_date, pilots.start_date) as from_date,
        pilot_partners.until_date
    from core.pilot_partners as pilot_partners
    inner join core.pilots as pilots
        on pilot_partners.pilot_id = pilots.pilot_id
),

-- the partnership has the partners of pilots that were not stopped, and its members by the register of organisations
taking_part as (
    select
        scope_id,
        organisation_id,
        from_date,
        until_date
    from partners
    union all
    select
        'programma' as scope_id,
        partners.organisation_id,
        partners.from_date,
        partners.until_date
    from partners
    left join mart.phase_position as standing
        on partners.scope_id = standing.scope_id
    where standing.stopped_on is null
    union all
    select
        'programma' as scope_id,
        organisation_id,
        member_since as from_date,
        cast(null as date) as until_date
    from core.organisations
    where member_since is not null
),

kinds as (
    select distinct
        taking_part.scope_id,
        organisations.organisation_type
    from taking_part
    inner join core.organisations as organisations
        on taking_part.organisation_id = organisations.organisation_id
    cross join today
    where
        organisations.organisation_type in ('vmbo', 'mbo', 'hbo', 'bedrijf', 'training_fund')
        and taking_part.from_date <= today.reference_date
        and coalesce(taking_part.until_date, today.reference_date) >= today.reference_date
),

scopes as (
    select pilot_id as scope_id from core.pilots
    union all
    select 'programma' as scope_id
)

select
    scopes.scope_id,
    count(kinds.organisation_type) as found,
    cast(max(limits.kinds) as bigint) as needed
from scopes
cross join limits
left join kinds
    on scopes.scope_id = kinds.scope_id
group by scopes.scope_id
