-- one row per scale, role, context and wave
-- disclosure: gevoelig
select
    found.scale,
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
    reason,
    scales.direction
from analysis.survey_scales as found
left join meta.survey_scales as scales
    on found.scale = scales.scale
order by found.scale, respondent_role, context, wave
