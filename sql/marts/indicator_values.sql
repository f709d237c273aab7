-- one row per indicator, scope and calendar year from the scope's first up to that of the reference date
-- disclosure: intern
--
-- A period's value comes from the definition (version) that holds then; `is_break` marks the first one under another.
-- Kinds additive and ratio: the programme's value is the sum of all numerators over that of all denominators.
-- `path` is where the scope should be by now (mart.indicator_targets), `shortfall` how much worse than that the value
-- is. Each row may be shown as its indicator's own disclosure class says; together they are for the kernteam.
with

limits as (
    select
        max(case when threshold = 'small_denominator' then value end) as small_denominator,
        max(case when threshold = 'tolerance_share' then value end) as tolerance_share
    from meta.thresholds
),

definitions as (
    select
        indicator_id,
        indicator,
        variant,
        version,
        since,
        kind,
        direction,
        denominator_nl is not null as has_denominator
    from meta.indicators
),

figures as (
    select distinct indicator_id from definitions
),

-- what the definitions give, without rows that only say that there are no data
counts as (
    select
        definitions.indicator_id,
        definitions.version,
        definitions.kind,
        counts.scope_id,
        counts.period,
        counts.numerator,
        counts.denominator
    from mart.indicator_counts as counts
    inner join definitions
        on
            counts.indicator = definitions.indicator
            and counts.version = definitions.version
            and coalesce(counts.variant, '') = coalesce(definitions.variant, '')
    where
        counts.numerator is not null
        and (counts.denominator is not null or not definitions.has_denominator)
),

of_scopes as (
    select
        indicator_id,
        version,
        scope_id,
        period,
        numerator,
        denominator
    from counts
    where kind in ('distinct', 'estimate') or scope_id <> 'programma'
    union all
    select
        indicator_id,
        version,
        'programma' as scope_id,
        period,
        sum(numerator) as numerator,
        sum(denominator) as denominator
    from counts
    where kind in ('additive', 'ratio')
    group by indicator_id, version, period
),

grid as (
    select
        figures.indicator_id,
        periods.scope_id,
        periods.period,
        max(definitions.since) as since
    from figures
    cross join mart.scope_periods as periods
    left join definitions
        on
            figures.indicator_id = definitions.indicator_id
            and periods.period >= definitions.since
    group by figures.indicator_id, periods.scope_id, periods.period
),

measured as (
    select
        grid.indicator_id,
        grid.scope_id,
        grid.period,
        definitions.version,
        definitions.direction,
        definitions.has_denominator,
        of_scopes.numerator,
        case when of_scopes.scope_id is null then 0 else of_scopes.denominator end as denominator,
        case
            when not definitions.has_denominator then of_scopes.numerator
            when of_scopes.denominator <> 0 then of_scopes.numerator / of_scopes.denominator
        end as value
    from grid
    left join definitions
        on
            grid.indicator_id = definitions.indicator_id
            and grid.since = definitions.since
    left join of_scopes
        on
            grid.indicator_id = of_scopes.indicator_id
            and definitions.version = of_scopes.version
            and grid.scope_id = of_scopes.scope_id
            and grid.period = of_scopes.period
),

compared as (
    select
        measured.*,
        targets.baseline,
        targets.target,
        targets.path,
        case measured.direction
            when 'lager' then measured.value - targets.path
            else targets.path - measured.value
        end as shortfall,
        limits.tolerance_share * case
            when targets.baseline <> targets.target then abs(targets.target - targets.baseline)
            else abs(targets.target)
        end as tolerance,
        measured.has_denominator and measured.denominator < limits.small_denominator as is_small
    from measured
    cross join limits
    left join mart.indicator_targets as targets
        on
            measured.indicator_id = targets.indicator_id
            and measured.scope_id = targets.scope_id
            and measured.period = targets.period
)

select
    indicator_id,
    scope_id,
    period,
    numerator,
    denominator,
    value,
    baseline,
    target,
    case
        when target is null then 'geen_doel'
        when value is null then 'onvoldoende_data'
        when is_small then 'te_klein'
        when shortfall <= 1e-9 then 'op_koers'
        when shortfall <= tolerance then 'aandacht'
        else 'achter'
    end as status,
    path,
    shortfall,
    version,
    coalesce(
        version <> lag(version) over (partition by indicator_id, scope_id order by period),
        false
    ) as is_break
from compared
order by indicator_id, scope_id, period
