-- placements

-- question: placements_now
select * from mart.placements_now
where scope_id = coalesce($pilot, 'programma');

-- question: placements_by_month
-- a sector without placements in a month has none: 0, not a gap
with

chosen as (
    select
        placements.month,
        placements.school_sector,
        sum(placements.placements) as placements,
        sum(placements.fte_school) as fte_school,
        sum(placements.without_fte) as without_fte
    from mart.placements_by_month as placements
    left join core.pilots as pilots on placements.pilot_id = pilots.pilot_id
    where
        ($pilot is null or placements.pilot_id = $pilot)
        and ($regio is null or pilots.region_code = $regio)
        and ($sector is null or placements.school_sector = $sector)
    group by placements.month, placements.school_sector
),

months as (
    select distinct
        placements.month,
        placements.counted_on
    from mart.placements_by_month as placements
    where placements.month >= (select min(chosen.month) from chosen)
),

sectors as (
    select distinct school_sector from chosen
)

select
    months.month,
    months.counted_on,
    sectors.school_sector,
    cast(coalesce(chosen.placements, 0) as bigint) as placements,
    cast(coalesce(chosen.fte_school, 0) as double) as fte_school,
    cast(coalesce(chosen.without_fte, 0) as bigint) as without_fte
from months
cross join sectors
left join chosen
    on
        months.month = chosen.month
        and sectors.school_sector = chosen.school_sector
order by months.month, sectors.school_sector;

-- question: composition
select
    composition.attribute,
    composition.code,
    cast(sum(composition.placements) as bigint) as placements,
    cast(sum(composition.fte_school) as double) as fte_school
from mart.placements_composition as composition
left join core.pilots as pilots on composition.pilot_id = pilots.pilot_id
where
    ($pilot is null or composition.pilot_id = $pilot)
    and ($regio is null or pilots.region_code = $regio)
    and ($sector is null or composition.school_sector = $sector)
group by composition.attribute, composition.code
order by composition.attribute, placements desc, composition.code;

-- question: active_totals
select
    cast(coalesce(sum(composition.placements), 0) as bigint) as placements,
    cast(coalesce(sum(composition.fte_school), 0) as double) as fte_school,
    count(distinct composition.pilot_id) as pilots
from mart.placements_composition as composition
left join core.pilots as pilots on composition.pilot_id = pilots.pilot_id
where
    composition.attribute = 'school_sector'
    and ($pilot is null or composition.pilot_id = $pilot)
    and ($regio is null or pilots.region_code = $regio)
    and ($sector is null or composition.school_sector = $sector);

-- question: school_companies
-- how many active placements each school has at each company; both with the total that they are sorted by
with

pairs as (
    select
        active.school_id,
        active.company_id,
        count(*) as placements
    from mart.placements_active as active
    left join core.pilots as pilots on active.pilot_id = pilots.pilot_id
    where
        ($pilot is null or active.pilot_id = $pilot)
        and ($regio is null or pilots.region_code = $regio)
        and ($sector is null or active.school_sector = $sector)
    group by active.school_id, active.company_id
),

with_totals as (
    select
        *,
        cast(sum(placements) over (partition by school_id) as bigint) as of_school,
        cast(sum(placements) over (partition by company_id) as bigint) as of_company,
        count(*) over (partition by school_id) as companies
    from pairs
)

select with_totals.*
from with_totals
left join core.organisations as schools on with_totals.school_id = schools.organisation_id
left join core.organisations as companies on with_totals.company_id = companies.organisation_id
order by
    with_totals.of_school desc, schools.name, with_totals.school_id,
    with_totals.of_company desc, companies.name, with_totals.company_id;

-- question: placement_attention
-- first what has a day ahead, the nearest first; then what is longest so; a placement stands at its most urgent matter.
-- What deliveries do not agree on is told of ended placements, too; these say no reason in words.
with

matters as (
    select
        placement_id,
        pilot_id,
        school_id,
        company_id,
        kind,
        number,
        dated_on,
        cast(null as date) as ended_on,
        reason_nl,
        reason_en
    from mart.placement_attention
    union all
    select
        placement_id,
        pilot_id,
        school_id,
        company_id,
        case when is_vanished then 'verdwenen_zonder_einde' else 'tegenstrijdig_einde' end as kind,
        null as number,
        last_active_on as dated_on,
        ended_on,
        null as reason_nl,
        null as reason_en
    from mart.placement_history
    where is_vanished or (has_ended and last_active_on > ended_on)
),

chosen as (
    select
        attention.*,
        array_position(
            [
                'proefperiode_loopt_af', 'loopt_binnenkort_af', 'verdwenen_zonder_einde', 'tegenstrijdig_einde',
                'lang_niet_gezien', 'geen_afstemming', 'lang_onbevoegd', 'fte_boven_1', 'geen_coach'
            ],
            attention.kind
        ) as kind_rank,
        case
            when attention.kind in ('proefperiode_loopt_af', 'loopt_binnenkort_af') then attention.number
            else -coalesce(attention.number, 0)
        end as weight
    from matters as attention
    left join mart.placement_history as history on attention.placement_id = history.placement_id
    left join core.pilots as pilots on attention.pilot_id = pilots.pilot_id
    where
        ($pilot is null or attention.pilot_id = $pilot)
        and ($regio is null or pilots.region_code = $regio)
        and ($sector is null or history.school_sector = $sector)
),

ranked as (
    select
        *,
        first_value(kind_rank) over own as first_rank,
        first_value(weight) over own as first_weight
    from chosen
    window own as (partition by placement_id order by kind_rank nulls last, weight)
)

select * exclude (first_rank, first_weight, kind_rank, weight)
from ranked
order by first_rank nulls last, first_weight, placement_id, kind_rank nulls last, weight;
