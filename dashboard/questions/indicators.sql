-- indicators and their targets

-- question: indicators
select
    indicator_id,
    label_nl,
    label_en,
    unit,
    theme
from meta.indicators
where is_latest
order by indicator_id;

-- question: indicators_of_theme
-- each figure of a theme, or of all, in the scope's last year, under the definition that holds then; beside it that of
-- the year before under the same definition, unless it is an estimate (its interval is not known here) or one of few
select
    found.*,
    meaning.* exclude (indicator_id, version),
    periods.counted_on,
    periods.counted_on < cast(cast(found.period as varchar) || '-12-31' as date) as is_under_way,
    coalesce(
        found.denominator < (
            select value from meta.thresholds
            where threshold = 'small_denominator'
        ), false
    ) as is_small,
    case
        when meaning.kind = 'estimate' then null
        when earlier.denominator < (
            select value from meta.thresholds
            where threshold = 'small_denominator'
        ) then null
        else earlier.value
    end as earlier_value,
    aims.period as target_period,
    aims.explanation,
    aims.measure
from mart.indicator_values as found
inner join meta.indicators as meaning
    on
        found.indicator_id = meaning.indicator_id
        and (found.version = meaning.version or (found.version is null and meaning.is_latest))
inner join mart.scope_periods as periods on found.scope_id = periods.scope_id and found.period = periods.period
left join mart.indicator_values as earlier
    on
        found.indicator_id = earlier.indicator_id
        and found.scope_id = earlier.scope_id
        and found.version = earlier.version
        and found.period = earlier.period + 1
left join core.targets as aims
    on
        found.indicator_id = aims.indicator_id
        and found.scope_id = aims.scope_id
        and aims.period = (
            select min(later.period) from core.targets as later
            where
                later.indicator_id = found.indicator_id
                and later.scope_id = found.scope_id
                and later.period >= found.period
        )
left join meta.codes as variants on meaning.variants = variants.code_list and meaning.variant = variants.code
where
    found.scope_id = $onderdeel
    and ($thema is null or meaning.theme = $thema)
    and found.period = (
        select max(period) from mart.scope_periods
        where scope_id = $onderdeel
    )
order by meaning.title_nl, variants.position;

-- question: indicator_totals
-- of every figure of the scope's last year
select
    period,
    count(*) as figures,
    count(case when status <> 'geen_doel' then 1 end) as with_target,
    count(case when status in ('op_koers', 'aandacht', 'achter') then 1 end) as judged,
    count(case when status = 'op_koers' then 1 end) as on_course,
    count(case when status = 'aandacht' then 1 end) as needing_attention,
    count(case when status = 'achter' then 1 end) as behind
from mart.indicator_values
where
    scope_id = $onderdeel
    and period = (
        select max(period) from mart.scope_periods
        where scope_id = $onderdeel
    )
group by period;

-- question: indicator_series
-- the values of a theme's figures, or of all, over the years; a value of few has no place in a chart
select
    found.indicator_id,
    found.period,
    case
        when found.denominator < (
            select value from meta.thresholds
            where threshold = 'small_denominator'
        ) then null
        else found.value
    end as value,
    found.numerator,
    found.denominator,
    found.status,
    found.path,
    found.is_break,
    periods.counted_on < cast(cast(found.period as varchar) || '-12-31' as date) as is_under_way
from mart.indicator_values as found
inner join mart.scope_periods as periods on found.scope_id = periods.scope_id and found.period = periods.period
where
    found.scope_id = $onderdeel
    and found.indicator_id in (
        select indicator_id from meta.indicators
        where $thema is null or theme = $thema
    )
order by found.indicator_id, found.period;
