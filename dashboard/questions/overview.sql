-- the partnership at a glance

-- question: open_points
-- how much was still open when a scope went on to its phase
select
    scope_id,
    number
from mart.attention
where kind = 'door_met_open_punten';

-- question: positions
select
    position.*,
    pilots.region_code
from mart.phase_position as position
left join core.pilots as pilots on position.scope_id = pilots.pilot_id
where $regio is null or pilots.region_code = $regio or position.scope_id = 'programma'
order by position.scope_id <> 'programma', pilots.name;

-- question: attention
select attention.*
from mart.attention as attention
left join core.pilots as pilots on attention.scope_id = pilots.pilot_id
where $regio is null or pilots.region_code = $regio or attention.scope_id is null
order by attention.kind, attention.number desc, attention.scope_id, attention.partner_id;

-- question: freshness
select
    partner_id,
    max(loaded_at) as latest_at,
    $today - cast(max(loaded_at) as date) as age_days,
    count(*) as datasets,
    count(case when loaded_at is null or $today - cast(loaded_at as date) > $stale_after then 1 end) as stale_datasets,
    string_agg(
        case when loaded_at is null or $today - cast(loaded_at as date) > $stale_after then dataset end, ','
        order by dataset
    ) as stale_names
from mart.freshness
group by partner_id
order by latest_at nulls first, partner_id;

-- question: three_axes
select
    axes.*,
    cast(round(axes.completeness * axes.datasets_expected) as bigint) as datasets_received,
    cast(round(axes.timeliness * axes.datasets_expected) as bigint) as datasets_on_time,
    cast(round(axes.rejected_share * axes.rows_delivered) as bigint) as rows_rejected
from mart.three_axes as axes
left join core.pilots as pilots on axes.scope_id = pilots.pilot_id
order by axes.scope_id <> 'programma', pilots.name;

-- question: reach
-- the partnership's counts of professionals, pupils, schools and companies: each of the last year that has one, but of
-- what grows within a year the last year that is over; a part without a row has no value
with

parts as (
    select
        meaning.indicator_id,
        meaning.indicator,
        meaning.variants,
        meaning.variant,
        meaning.title_nl,
        meaning.title_en,
        meaning.definition_nl,
        meaning.definition_en,
        meaning.grows_within_year,
        codes.position
    from meta.indicators as meaning
    left join meta.codes as codes on meaning.variants = codes.code_list and meaning.variant = codes.code
    where
        meaning.is_latest
        and meaning.indicator in ('active_placements', 'pupils_reached', 'schools', 'companies')
),

told as (
    select
        found.indicator_id,
        found.scope_id,
        found.period,
        found.value,
        periods.counted_on,
        periods.counted_on < cast(cast(found.period as varchar) || '-12-31' as date) as is_under_way
    from mart.indicator_values as found
    inner join mart.scope_periods as periods on found.scope_id = periods.scope_id and found.period = periods.period
    where found.scope_id = 'programma'
),

latest as (
    select
        parts.indicator,
        max(told.period) as period
    from told
    inner join parts on told.indicator_id = parts.indicator_id
    where not (parts.grows_within_year and told.is_under_way)
    group by parts.indicator
)

select
    parts.*,
    'programma' as scope_id,
    latest.period,
    told.value,
    -- what counts persons stands still between rounds
    case
        when parts.indicator_id in (select indicator_id from meta.indicator_cells)
            then least(periods.counted_on, (select max(peildatum) from meta.rounds))
        else periods.counted_on
    end as counted_on,
    periods.counted_on < cast(cast(latest.period as varchar) || '-12-31' as date) as is_under_way
from parts
inner join latest on parts.indicator = latest.indicator
inner join mart.scope_periods as periods on periods.scope_id = 'programma' and latest.period = periods.period
left join told on parts.indicator_id = told.indicator_id and latest.period = told.period
order by
    array_position(['active_placements', 'pupils_reached', 'schools', 'companies'], parts.indicator),
    parts.position;

-- question: rounds
select
    peildatum,
    frozen_at,
    threshold
from meta.rounds
order by peildatum desc;

-- question: numbers_left_out
select count(*) as number from meta.suppressed;

-- question: latest_response
-- of each role and context the last wave that was held: the largest of its scales says how many took part
with

waves as (
    select
        respondent_role,
        context,
        wave,
        max(n) as n,
        max(invited) as invited,
        max(response) as response,
        max(reason) as reason,
        row_number() over (
            partition by respondent_role, context
            order by case wave when 'voor' then '0' when 'na' then '1' else wave end desc
        ) as turn
    from mart.survey_scales
    group by respondent_role, context, wave
)

select waves.*
from waves
left join meta.codes as roles on roles.code_list = 'respondent_role' and waves.respondent_role = roles.code
left join meta.codes as contexts on contexts.code_list = 'context' and waves.context = contexts.code
where waves.turn = 1
order by roles.position, waves.respondent_role, contexts.position;
