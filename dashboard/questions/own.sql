-- one organisation: its own rows beside the figures of the programme

-- question: own_placements_by_month
-- as the partner itself delivered them; what another delivered about the same placement stays the other's
with

today as (
    select reference_date from meta.publication
),

-- the first report of an end stands
ended as (
    select
        retention.placement_id,
        arg_min(retention.ended_on, retention.checked_on) as ended_on
    from core.retention as retention
    cross join today
    where retention.status = 'gestopt' and retention.checked_on <= today.reference_date
    group by retention.placement_id
),

months as (
    select
        unnest(generate_series(
            date_trunc('month', greatest(min(placements.start_date), (select min(start_date) from core.pilots))),
            date_trunc('month', max(today.reference_date)),
            interval 1 month
        )) as month
    from core.placements as placements
    cross join today
),

moments as (
    select
        cast(months.month as date) as month,
        least(last_day(months.month), today.reference_date) as counted_on
    from months
    cross join today
)

select
    moments.month,
    moments.counted_on,
    coalesce(schools.organisation_type, 'onbekend') as school_sector,
    count(*) as placements,
    cast(sum(coalesce(placements.fte_school, 0)) as double) as fte_school,
    count(*) - count(placements.fte_school) as without_fte
from moments
inner join core.placements as placements on moments.counted_on >= placements.start_date
left join ended on placements.placement_id = ended.placement_id
left join core.organisations as schools on placements.school_id = schools.organisation_id
where ended.ended_on is null or moments.counted_on < ended.ended_on
group by moments.month, moments.counted_on, schools.organisation_type
order by moments.month, school_sector;

-- question: own_composition
-- the partner's active placements, as it delivered them, cut up in several ways; `alle` is all of them
with

today as (
    select
        publication.reference_date,
        (
            select value from meta.thresholds
            where threshold = 'alignment_days'
        ) as alignment_days
    from meta.publication as publication
),

ended as (
    select
        retention.placement_id,
        arg_min(retention.ended_on, retention.checked_on) as ended_on
    from core.retention as retention
    cross join today
    where retention.status = 'gestopt' and retention.checked_on <= today.reference_date
    group by retention.placement_id
),

active as (
    select
        placements.*,
        coalesce(schools.organisation_type, 'onbekend') as school_sector,
        today.reference_date - placements.last_alignment_on between 0 and today.alignment_days as is_aligned
    from core.placements as placements
    cross join today
    left join ended on placements.placement_id = ended.placement_id
    left join core.organisations as schools on placements.school_id = schools.organisation_id
    where
        placements.start_date <= today.reference_date
        and (ended.ended_on is null or ended.ended_on > today.reference_date)
),

parts as (
    select
        professional_id,
        fte_school,
        unnest([
            { 'attribute': 'alle', 'code': 'alle' },
            { 'attribute': 'school_sector', 'code': school_sector },
            { 'attribute': 'function', 'code': function },
            { 'attribute': 'contract_school', 'code': coalesce(contract_school, 'onbekend') },
            {
                'attribute': 'fte_class',
                'code': case
                    when fte_school is null then 'onbekend'
                    when fte_school < 0.5 then 'onder_0.5'
                    else 'vanaf_0.5'
                end
            },
            {
                'attribute': 'coach',
                'code': case when coach is null then 'onbekend' when coach then 'ja' else 'nee' end
            },
            { 'attribute': 'alignment', 'code': case when coalesce(is_aligned, false) then 'ja' else 'nee' end }
        ]) as part
    from active
)

select
    parts.part.attribute,
    parts.part.code,
    count(*) as placements,
    count(distinct parts.professional_id) as persons,
    cast(coalesce(sum(parts.fte_school), 0) as double) as fte_school
from parts
group by parts.part.attribute, parts.part.code
order by parts.part.attribute, placements desc, parts.part.code;

-- question: own_deliveries
-- of each dataset that the partner delivers the latest: judged against today, as the indicator does against its day
select
    freshness.*,
    $today - cast(freshness.loaded_at as date) as age_days,
    coalesce($today - cast(freshness.loaded_at as date) <= limits.value, false) as is_on_time
from mart.freshness as freshness
inner join meta.thresholds as limits on limits.threshold = 'freshness_days'
where freshness.partner_id = $organisatie
order by is_on_time, freshness.loaded_at nulls first, freshness.dataset;

-- question: own_delivery_figures
-- of what makes up two indicators, the part that is the partner's own
select
    deliveries.period,
    count(case when deliveries.days_since_loaded <= limits.value then 1 end) as on_time,
    count(*) as datasets,
    cast(sum(deliveries.rows_rejected) as bigint) as rows_rejected,
    cast(sum(deliveries.rows_delivered) as bigint) as rows_delivered
from mart.scope_deliveries as deliveries
inner join meta.thresholds as limits on limits.threshold = 'freshness_days'
where deliveries.scope_id = 'programma' and deliveries.partner_id = $organisatie
group by deliveries.period
order by deliveries.period desc
limit 1;

-- question: programme_figures
-- the partnership's figures of its last year
select
    found.indicator_id,
    found.scope_id,
    found.period,
    found.numerator,
    found.denominator,
    found.value,
    meaning.unit
from mart.indicator_values as found
inner join meta.indicators as meaning on found.indicator_id = meaning.indicator_id and meaning.is_latest
where
    found.scope_id = 'programma'
    and found.period = (
        select max(period) from mart.scope_periods
        where scope_id = 'programma'
    );

-- question: programme_persons
-- hybrid professionals of the partnership with an active placement, on the day of the latest round
select
    peildatum,
    dimension as attribute,
    code,
    persons
from mart.person_counts
where
    population = 'professionals' and within_dimension is null
    and peildatum = (select max(peildatum) from meta.rounds);
