-- one row per scope and calendar year: the share of placements that lasts a year (365 days), as known by then
-- disclosure: gevoelig
select
    scope_id,
    period,
    n,
    exits,
    survival,
    ci_low,
    ci_high,
    reason
from analysis.retention_by_year
order by scope_id, period
