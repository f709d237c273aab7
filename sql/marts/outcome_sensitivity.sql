-- one row per outcome and variant of the contrast of everybody: main analysis, mixed model, comparison with share 0
-- disclosure: gevoelig
select
    outcome,
    variant,
    n_hybrid,
    n_comparison,
    groups_hybrid,
    groups_comparison,
    difference,
    hedges_g,
    ci_low,
    ci_high,
    p_value,
    note
from analysis.outcome_sensitivity
order by outcome, variant
