-- one row per stratum, exit reason and day with an exit of any reason (and day 0)
-- disclosure: gevoelig
select
    stratum_by,
    stratum,
    exit_reason,
    days,
    cumulative_incidence,
    ci_low,
    ci_high,
    reason
from analysis.retention_competing
order by stratum_by, stratum, exit_reason, days
