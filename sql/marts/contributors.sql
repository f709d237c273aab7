-- one row per scope and year: how many organisations contribute, each counted once, and how much in all
-- disclosure: intern
with

amounts as (
    select
        scope_id,
        year,
        funding_source,
        committed_eur,
        realised_eur,
        case when committed_eur > 0 or realised_eur > 0 then organisation_id end as contributor_id
    from mart.contribution_scopes
)

select
    scope_id,
    year,
    count(distinct contributor_id) as contributors,
    count(distinct case when funding_source = 'publiek' then contributor_id end) as public_contributors,
    count(distinct case when funding_source = 'privaat' then contributor_id end) as private_contributors,
    sum(committed_eur) as committed_eur,
    sum(realised_eur) as realised_eur
from amounts
group by scope_id, year
order by scope_id, year
