-- one row per stratum: the share of placements that still lasts after a year (365 days)
-- disclosure: gevoelig
with

followed as (
    select
        stratum_by,
        stratum,
        max(days) as last_days
    from mart.retention_curve
    group by stratum_by, stratum
),

at_year (stratum_by, stratum, days) as (
    select
        stratum_by,
        stratum,
        max(days)
    from mart.retention_curve
    where days <= 365
    group by stratum_by, stratum
)

select
    summaries.stratum_by,
    summaries.stratum,
    summaries.n,
    case when followed.last_days >= 365 then curve.survival end as survival,
    case when followed.last_days >= 365 then curve.ci_low end as ci_low,
    case when followed.last_days >= 365 then curve.ci_high end as ci_high,
    case
        when followed.last_days is null then 'geen_waarneming'
        when followed.last_days < 365 then 'volgduur_te_kort'
        when summaries.reason like '%nul_door_late_instroom%' then 'nul_door_late_instroom'
        else curve.reason
    end as reason
from mart.retention_summary as summaries
left join followed
    on
        summaries.stratum_by = followed.stratum_by
        and summaries.stratum = followed.stratum
left join at_year
    on
        summaries.stratum_by = at_year.stratum_by
        and summaries.stratum = at_year.stratum
left join mart.retention_curve as curve
    on
        at_year.stratum_by = curve.stratum_by
        and at_year.stratum = curve.stratum
        and at_year.days = curve.days
order by summaries.stratum_by, summaries.stratum
