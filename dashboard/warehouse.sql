-- The questions that the dashboard asks an edition, each under its name. A filter that is null lets everything through.

-- question: publication
select as_of, reference_date, example_data from meta.publication;

-- question: thresholds
select threshold, value from meta.thresholds;

-- question: phases
select * from meta.phases order by position;

-- question: criteria
select * from meta.criteria order by position;

-- question: datasets
select dataset, label_nl, label_en from meta.datasets;

-- question: codes
select code_list, code, label_nl, label_en from meta.codes order by code_list, position;

-- question: fields
select dataset, field, label_nl, label_en, description_nl, description_en from meta.fields;

-- question: rules
select dataset, rule, severity, columns, message_nl, message_en from meta.rules;

-- question: organisations
select organisation_id, name from core.organisations order by name;

-- question: pilots
select pilot_id, name, region_code, strand from core.pilots order by name;

-- question: positions
select position.*, pilots.region_code, open_points.number as open_points
from mart.phase_position as position
left join core.pilots as pilots on position.scope_id = pilots.pilot_id
left join mart.attention as open_points
    on position.scope_id = open_points.scope_id and open_points.kind = 'door_met_open_punten'
where $regio is null or pilots.region_code = $regio or position.scope_id = 'programma'
order by position.scope_id <> 'programma', position.stopped_on is not null, pilots.name;

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
    cast(sum(case when loaded_at is null or $today - cast(loaded_at as date) > $limit then 1 else 0 end)
        as bigint) as stale_datasets,
    string_agg(
        case when loaded_at is null or $today - cast(loaded_at as date) > $limit then dataset end, ','
        order by dataset
    ) as stale_names
from mart.freshness
group by partner_id
order by latest_at nulls first, partner_id;

-- question: placements_now
select * from mart.placements_now where scope_id = coalesce($pilot, 'programma');

-- question: after_year
select * from mart.retention_after_year where stratum_by = 'alle';

-- question: criteria_of_scope
select criteria.*
from mart.phase_criteria as criteria
inner join meta.criteria as meaning on criteria.criterion_id = meaning.criterion_id
where criteria.scope_id = $scope
order by meaning.position;

-- question: evidence_of_scope
select criterion_id, assessed_on, evidence, evidence_on, assessor
from core.phase_assessments
where scope_id = $scope and evidence is not null
order by criterion_id, assessed_on desc;

-- question: decisions_of_scope
select decided_on, phase, decision, reason
from core.phase_decisions
where scope_id = $scope
order by decided_on desc;

-- question: placements_by_month
-- a sector without placements in a month has none: 0, not a gap
with

chosen as (
    select
        placements.month,
        placements.school_sector,
        sum(placements.placements) as placements,
        sum(placements.fte_school) as fte_school
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
    cast(coalesce(chosen.fte_school, 0) as double) as fte_school
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

-- question: strata
select distinct stratum_by from mart.retention_summary order by stratum_by;

-- question: retention_curve
select * from mart.retention_curve where stratum_by = $stratum_by order by stratum, days;

-- question: retention_summary
select
    *,
    greatest(0, rmst_730 - 1.959964 * rmst_730_se) as rmst_low,
    least(730, rmst_730 + 1.959964 * rmst_730_se) as rmst_high
from mart.retention_summary
where stratum_by = $stratum_by
order by stratum = 'onbekend', n desc, stratum;

-- question: retention_at_risk
select * from mart.retention_at_risk where stratum_by = $stratum_by order by stratum, days;

-- question: delivering
select distinct partner_id, dataset from meta.deliveries order by partner_id, dataset;

-- question: deliveries
select * from meta.deliveries
where ($partner is null or partner_id = $partner) and ($dataset is null or dataset = $dataset)
order by received_at desc, partner_id, dataset, file_name;

-- question: delivery_totals
select
    count(*) as deliveries,
    count(distinct partner_id) as partners,
    cast(coalesce(sum(rows_delivered), 0) as bigint) as rows_delivered,
    cast(coalesce(sum(rows_accepted), 0) as bigint) as rows_accepted,
    cast(coalesce(sum(rows_rejected), 0) as bigint) as rows_rejected,
    sum(rows_accepted) / nullif(sum(rows_delivered), 0) as accepted_share,
    count(case when outcome = 'geweigerd' then 1 end) as refused,
    (select count(*) from meta.rules where $dataset is null or rules.dataset = $dataset) as rules
from meta.deliveries
where ($partner is null or partner_id = $partner) and ($dataset is null or dataset = $dataset);

-- question: rows_by_month
select
    cast(date_trunc('month', received_at) as date) as month,
    cast(sum(rows_accepted) as bigint) as accepted,
    cast(sum(rows_rejected) as bigint) as rejected
from meta.deliveries
where ($partner is null or partner_id = $partner) and ($dataset is null or dataset = $dataset)
group by date_trunc('month', received_at)
order by month;

-- question: rejected
select
    deliveries.partner_id,
    deliveries.dataset,
    deliveries.file_name,
    deliveries.received_at,
    rejected.columns,
    rejected.rule,
    rejected.message,
    count(*) as number,
    string_agg(cast(rejected.row_number as varchar), ',' order by rejected.row_number) as row_numbers
from meta.rejected_rows as rejected
inner join meta.deliveries as deliveries on rejected.delivery_id = deliveries.delivery_id
where
    ($partner is null or deliveries.partner_id = $partner)
    and ($dataset is null or deliveries.dataset = $dataset)
group by
    deliveries.partner_id, deliveries.dataset, deliveries.file_name, deliveries.received_at,
    rejected.columns, rejected.rule, rejected.message
order by deliveries.received_at desc, number desc, rejected.message;

-- question: notes
select deliveries.partner_id, deliveries.dataset, deliveries.file_name, deliveries.received_at, notes.note
from meta.delivery_notes as notes
inner join meta.deliveries as deliveries on notes.delivery_id = deliveries.delivery_id
where
    ($partner is null or deliveries.partner_id = $partner)
    and ($dataset is null or deliveries.dataset = $dataset)
order by deliveries.received_at desc, deliveries.file_name, notes.position;

-- question: failed_checks
select
    deliveries.dataset,
    results.rule,
    min(results.severity) as severity,
    cast(sum(results.evaluated) as bigint) as evaluated,
    cast(sum(results.failed) as bigint) as failed,
    cast(sum(results.failed) as double) / nullif(sum(results.evaluated), 0) as share
from meta.check_results as results
inner join meta.deliveries as deliveries on results.delivery_id = deliveries.delivery_id
where
    ($partner is null or deliveries.partner_id = $partner)
    and ($dataset is null or deliveries.dataset = $dataset)
group by deliveries.dataset, results.rule
having sum(results.failed) > 0
order by failed desc, deliveries.dataset, results.rule;
