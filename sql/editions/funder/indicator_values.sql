-- one row per indicator, scope and period that funders get a value of, or are told that it is withheld
--
-- Indicators of class openbaar as everybody has them. Those of persons from the cells in which they are counted, on the
-- round's peildatum and of the programme; of a pilot how many professionals are active, no more. Baselines and paths of
-- these are left out: they are counts of persons, too.
with

limits as (
    select
        max(case when threshold = 'persons' then value end) as persons,
        max(case when threshold = 'small_denominator' then value end) as small_denominator,
        max(case when threshold = 'tolerance_share' then value end) as tolerance_share
    from meta.thresholds
),

latest_in_year as (
    select
        cast(extract(year from peildatum) as bigint) as period,
        max(peildatum) as peildatum
    from funder.rounds
    group by cast(extract(year from peildatum) as bigint)
),

periods as (
    select period from mart.scope_periods
    where scope_id = 'programma'
),

figures as (
    select distinct
        indicator_id,
        direction,
        disclosure,
        variant,
        indicator
    from meta.indicators
    where is_latest
),

-- the period of a stock is the year of its peildatum, that of a flow stands in the name of its population
parts as (
    select
        cells.indicator_id,
        cells.part,
        latest_in_year.period,
        counts.persons
    from meta.indicator_cells as cells
    cross join latest_in_year
    inner join funder.person_counts as counts
        on
            cells.population = counts.population
            and cells.dimension = counts.dimension
            and cells.code = counts.code
            and latest_in_year.peildatum = counts.peildatum
    union all
    select
        cells.indicator_id,
        cells.part,
        periods.period,
        counts.persons
    from meta.indicator_cells as cells
    cross join periods
    inner join funder.person_counts as counts
        on
            replace(cells.population, '{period}', cast(periods.period as varchar)) = counts.population
            and cells.dimension = counts.dimension
            and cells.code = counts.code
    where cells.population like '%{period}'
),

-- what is withheld of one cell is withheld of the sum
summed as (
    select
        indicator_id,
        'programma' as scope_id,
        period,
        case
            when sum(case when part = 'numerator' and persons is null then 1 else 0 end) = 0
                then sum(case when part = 'numerator' then persons end)
        end as numerator,
        case
            when sum(case when part = 'denominator' and persons is null then 1 else 0 end) = 0
                then sum(case when part = 'denominator' then persons end)
        end as denominator,
        sum(case when part = 'denominator' then 1 else 0 end) > 0 as is_share
    from parts
    group by indicator_id, period
    union all
    select
        cells.indicator_id,
        counts.code as scope_id,
        latest_in_year.period,
        counts.persons as numerator,
        cast(null as double) as denominator,
        false as is_share
    from meta.indicator_cells as cells
    inner join latest_in_year
        on cells.population = 'professionals'
    inner join funder.person_counts as counts
        on
            counts.population = 'professionals'
            and counts.dimension = 'pilot_id'
            and latest_in_year.peildatum = counts.peildatum
    where cells.indicator_id = 'active_placements'
),

-- x/n in whole percents if n, x and n - x may each be known
valued as (
    select
        summed.indicator_id,
        summed.scope_id,
        summed.period,
        cast(summed.numerator as double) as numerator,
        cast(summed.denominator as double) as denominator,
        case
            when not summed.is_share then cast(summed.numerator as double)
            when
                summed.denominator >= limits.persons
                and (summed.numerator = 0 or summed.numerator >= limits.persons)
                and (summed.denominator = summed.numerator or summed.denominator - summed.numerator >= limits.persons)
                then floor(100.0 * summed.numerator / summed.denominator + 0.5) / 100
        end as value,
        summed.is_share
    from summed
    cross join limits
    union all
    select
        'retention_one_year' as indicator_id,
        'programma' as scope_id,
        latest_in_year.period,
        cast(null as double) as numerator,
        cast(null as double) as denominator,
        curve.survival as value,
        true as is_share
    from funder.retention_curve as curve
    inner join latest_in_year
        on curve.peildatum = latest_in_year.peildatum
    where curve.stratum_by = 'alle' and curve.days = 365
),

judged as (
    select
        valued.*,
        targets.target,
        case figures.direction
            when 'lager' then valued.value - targets.path
            else targets.path - valued.value
        end as shortfall,
        limits.tolerance_share * case
            when targets.baseline <> targets.target then abs(targets.target - targets.baseline)
            else abs(targets.target)
        end as tolerance,
        coalesce(valued.denominator < limits.small_denominator, false) as is_small
    from valued
    cross join limits
    inner join figures
        on valued.indicator_id = figures.indicator_id
    left join mart.indicator_targets as targets
        on
            valued.indicator_id = targets.indicator_id
            and valued.scope_id = targets.scope_id
            and valued.period = targets.period
),

of_persons as (
    select
        indicator_id,
        scope_id,
        period,
        case when value is not null then numerator end as numerator,
        case when value is not null then denominator end as denominator,
        value,
        cast(null as double) as baseline,
        target,
        case
            when target is null then 'geen_doel'
            when value is null then cast(null as varchar)
            when is_small then 'te_klein'
            when shortfall <= 1e-9 then 'op_koers'
            when shortfall <= tolerance then 'aandacht'
            else 'achter'
        end as status,
        cast(null as double) as path,
        cast(null as double) as shortfall,
        cast(1 as bigint) as version,
        false as is_break,
        case
            when value is null and target is not null then ['numerator', 'denominator', 'value', 'status']
            when value is null then ['numerator', 'denominator', 'value']
            else []
        end as withheld,
        ['path'] as never_given
    from judged
),

-- a count of companies of more than one person is no count of persons; rows delivered would tell how many somebody has,
-- and so would their share in all its decimals: 0.113208 is 6 of 53
open_to_all as (
    select
        given.indicator_id,
        given.scope_id,
        given.period,
        case when given.indicator_id <> 'rows_rejected' then given.numerator end as numerator,
        case when given.indicator_id <> 'rows_rejected' then given.denominator end as denominator,
        case
            when given.indicator_id = 'rows_rejected' then floor(100 * given.value + 0.5) / 100
            else given.value
        end as value,
        given.baseline,
        given.target,
        given.status,
        given.path,
        case when given.indicator_id <> 'rows_rejected' then given.shortfall end as shortfall,
        given.version,
        given.is_break,
        cast([] as varchar[]) as withheld,
        case
            when given.indicator_id = 'rows_rejected' then ['numerator', 'denominator', 'shortfall']
            else []
        end as never_given
    from mart.indicator_values as given
    inner join figures
        on given.indicator_id = figures.indicator_id
    where figures.disclosure = 'openbaar' or (figures.indicator = 'companies' and figures.variant <> 'zzp')
)

select * from of_persons
union all
select * from open_to_all
order by indicator_id, scope_id, period
