-- one row per stratum and half year: placements under observation on that day
-- disclosure: gevoelig
with

exposed as (
    select *
    from mart.placement_history
    where exit_days > entry_days
),

strata as (
    select
        'alle' as stratum_by,
        'alle' as stratum,
        entry_days,
        exit_days
    from exposed
    union all
    select
        'school_sector' as stratum_by,
        school_sector as stratum,
        entry_days,
        exit_days
    from exposed
    union all
    select
        'function' as stratum_by,
        function as stratum,
        entry_days,
        exit_days
    from exposed
    union all
    select
        'contract_school' as stratum_by,
        contract_school as stratum,
        entry_days,
        exit_days
    from exposed
    union all
    select
        'fte_class' as stratum_by,
        fte_class as stratum,
        entry_days,
        exit_days
    from exposed
    union all
    select
        'coach' as stratum_by,
        coach as stratum,
        entry_days,
        exit_days
    from exposed
    union all
    select
        'pilot_id' as stratum_by,
        pilot_id as stratum,
        entry_days,
        exit_days
    from exposed
    union all
    select
        'size_class' as stratum_by,
        size_class as stratum,
        entry_days,
        exit_days
    from exposed
),

-- whole and half years of 365 days; day 0 counts those followed from their first day, as the curve does
moments as (
    select cast(unnest(generate_series(0, 40)) as integer) as half_years
),

ticks (days) as (
    select cast(floor(half_years * 182.5) as integer)
    from moments
),

last_days as (
    select
        stratum_by,
        max(exit_days) as last_days
    from strata
    group by stratum_by
)

select
    strata.stratum_by,
    strata.stratum,
    ticks.days,
    cast(sum(
        case
            when ticks.days = 0 and strata.entry_days = 0 then 1
            when ticks.days > 0 and strata.entry_days < ticks.days and strata.exit_days >= ticks.days then 1
            else 0
        end
    ) as bigint) as at_risk
from strata
inner join last_days
    on strata.stratum_by = last_days.stratum_by
inner join ticks
    on last_days.last_days >= ticks.days
group by strata.stratum_by, strata.stratum, ticks.days
order by strata.stratum_by, strata.stratum, ticks.days
