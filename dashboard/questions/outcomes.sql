-- what pupils learned, and what surveys say

-- question: outcome_divisions
select distinct stratum_by from mart.outcome_effects
order by stratum_by <> 'alle', stratum_by;

-- question: outcome_names
select distinct
    effects.outcome,
    outcomes.position
from mart.outcome_effects as effects
left join meta.codes as outcomes on outcomes.code_list = 'outcome' and effects.outcome = outcomes.code
order by outcomes.position, effects.outcome;

-- question: outcome_years
-- the school years of which there is a comparison, the latest first
select distinct stratum as school_year from mart.outcome_effects
where stratum_by = 'school_year' and stratum <> 'onbekend'
order by school_year desc;

-- question: outcome_effects
select effects.*
from mart.outcome_effects as effects
left join meta.codes as outcomes on outcomes.code_list = 'outcome' and effects.outcome = outcomes.code
left join meta.codes as parts on effects.stratum_by = parts.code_list and effects.stratum = parts.code
where effects.stratum_by = $stratum_by and ($outcome is null or effects.outcome = $outcome)
order by outcomes.position, effects.outcome, parts.position, effects.stratum;

-- question: outcome_sensitivity
select sensitivity.*
from mart.outcome_sensitivity as sensitivity
left join meta.codes as outcomes on outcomes.code_list = 'outcome' and sensitivity.outcome = outcomes.code
order by outcomes.position, sensitivity.outcome, sensitivity.variant;

-- question: outcome_missing
-- how many pupils are counted in each comparison; those on a scale that was not used are of another scale, too
select
    missing.* exclude (n_other_scale, n_scale_not_used),
    missing.n_other_scale + missing.n_scale_not_used as n_other_scale,
    missing.n_both / nullif(missing.pupils, 0) as counted_share
from mart.outcome_missing as missing
left join meta.codes as outcomes on outcomes.code_list = 'outcome' and missing.outcome = outcomes.code
left join meta.codes as parts on missing.stratum_by = parts.code_list and missing.stratum = parts.code
where missing.stratum_by = $stratum_by and ($outcome is null or missing.outcome = $outcome)
order by outcomes.position, missing.outcome, parts.position, missing.stratum;

-- question: survey_scales
-- a series: the rounds of one scale, role and context; before and after are no rounds, so a series of their own
with

series as (
    select
        *,
        wave not in ('voor', 'na') as is_round,
        case wave when 'voor' then '0' when 'na' then '1' else wave end as wave_order
    from mart.survey_scales
)

select
    series.*,
    row_number() over (
        partition by series.scale, series.respondent_role, series.context, series.is_round
        order by series.wave_order desc
    ) = 1 as is_latest
from series
left join meta.codes as roles on roles.code_list = 'respondent_role' and series.respondent_role = roles.code
left join meta.codes as scales on scales.code_list = 'survey_scale' and series.scale = scales.code
left join meta.codes as contexts on contexts.code_list = 'context' and series.context = contexts.code
order by
    roles.position, series.respondent_role, scales.position, series.scale, contexts.position, series.context,
    series.is_round, series.wave_order;

-- question: survey_reliability
select * from mart.survey_reliability;
