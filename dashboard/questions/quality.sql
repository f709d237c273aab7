-- deliveries, and what the checks found

-- question: delivering
select distinct
    partner_id,
    dataset
from meta.deliveries
order by partner_id, dataset;

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
    (
        select count(*) from meta.rules
        where $dataset is null or rules.dataset = $dataset
    ) as rules
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
select
    deliveries.partner_id,
    deliveries.dataset,
    deliveries.file_name,
    deliveries.received_at,
    notes.note
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

-- question: checks_by_year
-- of the rules that ever failed, how each came out in every year in which rows were held against it
select
    deliveries.dataset,
    results.rule,
    cast(year(deliveries.received_at) as varchar) as year,
    cast(sum(results.evaluated) as bigint) as evaluated,
    cast(sum(results.failed) as bigint) as failed
from meta.check_results as results
inner join meta.deliveries as deliveries on results.delivery_id = deliveries.delivery_id
where
    ($partner is null or deliveries.partner_id = $partner)
    and ($dataset is null or deliveries.dataset = $dataset)
group by deliveries.dataset, results.rule, year(deliveries.received_at)
having sum(results.evaluated) > 0
order by deliveries.dataset, results.rule, year;

-- question: partner_quality
-- of each partner how much of what it delivered before came again, how much of it is recent, and what was rejected
with

limits as (
    select
        max(case when threshold = 'complete_days' then value end) as complete_days,
        max(case when threshold = 'freshness_days' then value end) as freshness_days
    from meta.thresholds
),

datasets as (
    select
        partner_id,
        count(*) as datasets,
        count(case when $today - cast(loaded_at as date) <= limits.complete_days then 1 end) as received,
        count(case when $today - cast(loaded_at as date) <= limits.freshness_days then 1 end) as on_time
    from mart.freshness
    cross join limits
    where ($partner is null or partner_id = $partner) and ($dataset is null or dataset = $dataset)
    group by partner_id
),

counted as (
    select
        partner_id,
        cast(sum(rows_delivered) as bigint) as rows_delivered,
        cast(sum(rows_rejected) as bigint) as rows_rejected
    from meta.deliveries
    cross join limits
    where
        ($dataset is null or dataset = $dataset)
        and withdrawn_at is null
        and $today - cast(received_at as date) <= limits.complete_days
    group by partner_id
)

select
    datasets.*,
    coalesce(counted.rows_delivered, 0) as rows_delivered,
    coalesce(counted.rows_rejected, 0) as rows_rejected
from datasets
left join counted on datasets.partner_id = counted.partner_id
order by datasets.on_time / datasets.datasets, datasets.received / datasets.datasets, datasets.partner_id;
