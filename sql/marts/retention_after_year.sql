-- one row per stratum: the share of placements that still lasts after a year (365 days)
-- disclosure: gevoelig
select
    stratum_by,
    stratum,
    n,
    survival,
    ci_low,
    ci_high,
    reason
from analysis.retention_after_year
order by stratum_by, stratum
