-- one row per scope, year, kind, funding source and whether it is structural: what organisations contribute
-- disclosure: intern
--
-- An organisation with an amount counts once a row, however many pilots of the programme it contributes to.
select
    scope_id,
    year,
    kind,
    funding_source,
    structural,
    sum(committed_eur) as committed_eur,
    sum(realised_eur) as realised_eur,
    count(distinct case when committed_eur > 0 or realised_eur > 0 then organisation_id end) as contributors
from mart.contribution_scopes
group by scope_id, year, kind, funding_source, structural
order by scope_id, year, kind, funding_source, structural
