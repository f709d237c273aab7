-- one row per scale, role, context and wave
-- disclosure: gevoelig
select
    scale,
    respondent_role,
    context,
    wave,
    n,
    mean,
    sd,
    scale_min,
    scale_max,
    invited,
    response,
    n_incomplete,
    n_other_range,
    earlier_wave,
    n_paired,
    change,
    ci_low,
    ci_high,
    method,
    reason
from analysis.survey_scales
order by scale, respondent_role, context, wave
