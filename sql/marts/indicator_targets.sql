-- one row per indicator, scope and calendar year up to its last target: what is aimed at, and where it should be by now
-- disclosure: openbaar
--
-- `target` is the first target of this year or later. `path` runs from the baseline in the scope's first year straight
-- to the first target, and from each target straight to the next. Without a baseline, or with a target in or before the
-- scope's first year, it begins at the first target and equals that before it. One baseline a series: that of the
-- earliest target which gives one.
with

periods as (
    select
        scope_id,
        period,
        min(period) over (partition by scope_id) as first_period
    from mart.scope_periods
),

series as (
    select
        indicator_id,
        scope_id,
        min(period) as first_target_period,
        min(case when baseline is not null then period end) as baseline_period
    from core.targets
    group by indicator_id, scope_id
),

baselines as (
    select
        series.indicator_id,
        series.scope_id,
        series.first_target_period,
        targets.baseline
    from series
    inner join core.targets as targets
        on
            series.indicator_id = targets.indicator_id
            and series.scope_id = targets.scope_id
            and series.baseline_period = targets.period
),

points as (
    select
        indicator_id,
        scope_id,
        period,
        target as height
    from core.targets
    union all
    select
        baselines.indicator_id,
        baselines.scope_id,
        periods.period,
        baselines.baseline as height
    from baselines
    inner join periods
        on
            baselines.scope_id = periods.scope_id
            and periods.period = periods.first_period
            and baselines.first_target_period > periods.period
),

ahead as (
    select
        targets.indicator_id,
        periods.scope_id,
        periods.period,
        min(targets.period) as target_period
    from periods
    inner join core.targets as targets
        on
            periods.scope_id = targets.scope_id
            and periods.period <= targets.period
    group by targets.indicator_id, periods.scope_id, periods.period
),

around as (
    select
        ahead.indicator_id,
        ahead.scope_id,
        ahead.period,
        ahead.target_period,
        max(points.period) as point_period
    from ahead
    left join points
        on
            ahead.indicator_id = points.indicator_id
            and ahead.scope_id = points.scope_id
            and ahead.period >= points.period
    group by ahead.indicator_id, ahead.scope_id, ahead.period, ahead.target_period
)

select
    around.indicator_id,
    around.scope_id,
    around.period,
    baselines.baseline,
    targets.target,
    case
        when points.height is null or points.period = around.target_period then targets.target
        else
            points.height
            + (targets.target - points.height) * (around.period - points.period)
            / (around.target_period - points.period)
    end as path
from around
inner join core.targets as targets
    on
        around.indicator_id = targets.indicator_id
        and around.scope_id = targets.scope_id
        and around.target_period = targets.period
left join points
    on
        around.indicator_id = points.indicator_id
        and around.scope_id = points.scope_id
        and around.point_period = points.period
left join baselines
    on
        around.indicator_id = baselines.indicator_id
        and around.scope_id = baselines.scope_id
order by around.indicator_id, around.scope_id, around.period
