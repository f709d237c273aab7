-- one row per contribution and scope that it counts for: its pilot, if any, and the programme
-- disclosure: intern
--
-- Of a year that has yet to begin only what was committed counts: nothing can have been realised yet.
with

today as (
    select cast(extract(year from reference_date) as bigint) as this_year from meta.publication
),

counted as (
    select
        contributions.organisation_id,
        organisations.organisation_type,
        contributions.pilot_id,
        contributions.year,
        contributions.kind,
        contributions.funding_source,
        contributions.structural,
        contributions.committed_eur,
        case when contributions.year <= today.this_year then contributions.realised_eur end as realised_eur
    from core.contributions as contributions
    cross join today
    left join core.organisations as organisations
        on contributions.organisation_id = organisations.organisation_id
),

of_scopes as (
    select
        counted.pilot_id as scope_id,
        counted.*
    from counted
    where counted.pilot_id is not null
    union all
    select
        'programma' as scope_id,
        counted.*
    from counted
)

select
    scope_id,
    pilot_id,
    organisation_id,
    organisation_type,
    year,
    kind,
    funding_source,
    case
        when structural then 'ja'
        when not structural then 'nee'
        else 'onbekend'
    end as structural,
    committed_eur,
    realised_eur
from of_scopes
order by scope_id, pilot_id, organisation_id, year, kind, funding_source
