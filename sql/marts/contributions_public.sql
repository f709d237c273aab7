-- one row per scope, year, kind and whether it is structural: public contributions only
-- disclosure: openbaar
select
    scope_id,
    year,
    kind,
    structural,
    committed_eur,
    realised_eur,
    contributors
from mart.contributions_by_year
where funding_source = 'publiek'
order by scope_id, year, kind, structural
