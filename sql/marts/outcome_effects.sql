-- one row per outcome and stratum
-- disclosure: gevoelig
select
    outcome,
    stratum_by,
    stratum,
    n_hybrid,
    n_comparison,
    groups_hybrid,
    groups_comparison,
    gain_hybrid,
    gain_comparison,
    hedges_g,
    ci_low,
    ci_high,
    p_value,
    p_adjusted,
    baseline_smd,
    evidence_class,
    method,
    reason,
    stratum_by <> 'alle' as is_exploratory
from analysis.outcome_effects
order by stratum_by, stratum, outcome
