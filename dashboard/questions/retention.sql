-- retention and reasons for leaving

-- question: after_year
select * from mart.retention_after_year
where stratum_by = 'alle';

-- question: retention_years
-- what was known of all placements by the end of a year, the latest first
select
    period,
    n,
    survival,
    ci_low,
    ci_high
from mart.retention_by_year
where scope_id = 'programma'
order by period desc;

-- question: strata
select distinct stratum_by from mart.retention_summary
order by stratum_by;

-- question: retention_curve
select * from mart.retention_curve
where stratum_by = $stratum_by
order by stratum, days;

-- question: retention_summary
select
    *,
    greatest(0, rmst_730 - 1.959964 * rmst_730_se) as rmst_low,
    least(730, rmst_730 + 1.959964 * rmst_730_se) as rmst_high
from mart.retention_summary
where stratum_by = $stratum_by
order by stratum = 'onbekend', n desc, stratum;

-- question: retention_at_risk
select * from mart.retention_at_risk
where stratum_by = $stratum_by
order by stratum, days;

-- question: retention_competing
select * from mart.retention_competing
where stratum_by = $stratum_by and exit_reason is not null
order by stratum, days, exit_reason;

-- question: exit_reasons
-- of each part how many placements ended for which reason, and which share had by one and by two years
-- a share is null where nobody was followed that long; the end of a pilot is no exit, so it has none
with

ended as (
    select
        case $stratum_by
            when 'school_sector' then school_sector
            when 'function' then function
            when 'contract_school' then contract_school
            when 'fte_class' then fte_class
            when 'coach' then coach
            when 'pilot_id' then pilot_id
            when 'size_class' then size_class
            else 'alle'
        end as stratum,
        exit_reason,
        is_exit
    from mart.placement_history
    where has_ended and exit_days > entry_days
),

counted as (
    select
        stratum,
        exit_reason,
        is_exit,
        count(*) as placements
    from ended
    group by stratum, exit_reason, is_exit
),

followed as (
    select
        stratum,
        max(days) as last_day
    from mart.retention_curve
    where stratum_by = $stratum_by
    group by stratum
),

-- what holds on a day is what the latest exit before it left
moments as (
    select
        competing.stratum,
        competing.exit_reason,
        max(case when competing.days <= 365 and followed.last_day >= 365 then competing.days end) as by_one_year,
        max(case when competing.days <= 730 and followed.last_day >= 730 then competing.days end) as by_two_years
    from mart.retention_competing as competing
    inner join followed on competing.stratum = followed.stratum
    where competing.stratum_by = $stratum_by
    group by competing.stratum, competing.exit_reason
),

incidence as (
    select * from mart.retention_competing
    where stratum_by = $stratum_by
)

select
    counted.stratum,
    counted.exit_reason,
    counted.is_exit,
    counted.placements,
    one_year.cumulative_incidence as share_365,
    one_year.ci_low as low_365,
    one_year.ci_high as high_365,
    two_years.cumulative_incidence as share_730,
    two_years.ci_low as low_730,
    two_years.ci_high as high_730
from counted
left join moments on counted.stratum = moments.stratum and counted.exit_reason = moments.exit_reason
left join incidence as one_year
    on
        moments.stratum = one_year.stratum
        and moments.exit_reason = one_year.exit_reason
        and moments.by_one_year = one_year.days
left join incidence as two_years
    on
        moments.stratum = two_years.stratum
        and moments.exit_reason = two_years.exit_reason
        and moments.by_two_years = two_years.days
order by counted.stratum, counted.placements desc, counted.exit_reason;

-- question: retention_sensitivity
select
    sensitivity.*,
    greatest(0, sensitivity.rmst_730 - 1.959964 * sensitivity.rmst_730_se) as rmst_low,
    least(730, sensitivity.rmst_730 + 1.959964 * sensitivity.rmst_730_se) as rmst_high
from mart.retention_sensitivity as sensitivity
order by sensitivity.variant <> 'hoofdanalyse', sensitivity.variant;
