-- one row per choice that retention figures hang on: the main one, and the same figures under another
-- disclosure: gevoelig
select
    variant,
    n,
    exits,
    survival_365,
    survival_730,
    median_days,
    rmst_730,
    rmst_730_se,
    reason
from analysis.retention_sensitivity
order by variant
