-- one row per outcome and stratum: how many pupils are counted in its gains, and why the others are not
-- disclosure: gevoelig
-- n_both = n_hybrid + n_comparison of outcome_effects, but for a pilot: its row counts the pilot's own pupils, and the
-- pupils that they are compared with stand beside them (comparison_pupils, of whom comparison_both are counted)
select
    outcome,
    stratum_by,
    stratum,
    pupils,
    n_both,
    n_scale_not_used,
    n_only_before,
    n_only_after,
    n_other_group,
    n_other_scale,
    comparison_pupils,
    comparison_both
from analysis.outcome_missing
order by stratum_by, stratum, outcome
