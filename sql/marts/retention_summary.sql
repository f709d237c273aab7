-- one row per stratum
-- disclosure: gevoelig
select
    stratum_by,
    stratum,
    n,
    exits,
    median_days,
    median_low,
    median_high,
    rmst_730,
    rmst_730_se,
    logrank_chi2,
    logrank_df,
    logrank_p,
    persons,
    n_no_exposure,
    n_missing_followup,
    n_entry_assumed,
    n_vanished,
    n_continued,
    reason,
    note
from analysis.retention_summary
order by stratum_by, stratum
