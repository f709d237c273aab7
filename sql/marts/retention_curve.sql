-- one row per stratum and day with an exit (and day 0, and the last day observed)
-- disclosure: gevoelig
select
    stratum_by,
    stratum,
    days,
    at_risk,
    exits,
    survival,
    ci_low,
    ci_high,
    reason
from analysis.retention_curve
order by stratum_by, stratum, days
