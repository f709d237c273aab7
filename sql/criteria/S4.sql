-- how many of the five kinds of partners take part: vmbo, mbo, hbo, companies and training funds
with

kinds as (
    select unnest(['vmbo', 'mbo', 'hbo', 'bedrijf', 'training_fund']) as organisation_type
),

today as (
    select reference_date from meta.publication
),

partners as (
    select
        pilot_id as scope_id,
        lead_organisation_id as organisation_id
    from core.pilots
    union
    select
        pilot_partners.pilot_id as scope_id,
        pilot_partners.organisation_id
    from core.pilot_partners as pilot_partners
    cross join today
    where
        coalesce(pilot_partners.from_date, today.reference_date) <= today.reference_date
        and coalesce(pilot_partners.until_date, today.reference_date) >= today.reference_date
),

scopes as (
    select
        scope_id,
        organisation_id
    from partners
    union
    select
        'programma' as scope_id,
        organisation_id
    from partners
)

select
    scopes.scope_id,
    count(distinct kinds.organisation_type) as found,
    5 as needed
from scopes
left join core.organisations as organisations
    on scopes.organisation_id = organisations.organisation_id
left join kinds
    on organisations.organisation_type = kinds.organisation_type
group by scopes.scope_id
