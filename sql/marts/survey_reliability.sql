-- one row per scale, role, context and wave
-- disclosure: gevoelig
select
    scale,
    respondent_role,
    context,
    wave,
    items,
    n,
    alpha,
    ci_low,
    ci_high,
    few_items,
    reason
from analysis.survey_reliability
order by scale, respondent_role, context, wave
