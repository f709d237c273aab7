-- what a figure rests on

-- question: datasets_behind
-- which data a figure rests on, with the versions of their contracts
select
    datasets.dataset,
    datasets.version
from meta.datasets as datasets
where
    datasets.dataset in (
        select dataset from meta.rests_on
        where list_contains($sources, source)
    )
order by datasets.label_nl;

-- question: deliveries_behind
-- of each partner the latest delivery that was taken
select
    partner_id,
    dataset,
    max(received_at) as received_at
from meta.deliveries
where list_contains($datasets, dataset) and withdrawn_at is null and outcome in ('geladen', 'deels')
group by partner_id, dataset
order by dataset, received_at desc, partner_id;

-- question: files_behind
-- the deliveries of which rows are in use, with how many
select
    deliveries.partner_id,
    deliveries.dataset,
    deliveries.received_at,
    deliveries.file_name,
    in_use.rows
from meta.rows_in_use as in_use
inner join meta.deliveries as deliveries on in_use.delivery_id = deliveries.delivery_id
where list_contains($datasets, deliveries.dataset)
order by deliveries.dataset, deliveries.received_at desc, deliveries.partner_id, deliveries.file_name;

-- question: checks_behind
-- how many rules the deliveries in use were held against, and how many of their rows were taken
with

behind as (
    select deliveries.*
    from meta.rows_in_use as in_use
    inner join meta.deliveries as deliveries on in_use.delivery_id = deliveries.delivery_id
    where list_contains($datasets, deliveries.dataset)
)

select
    count(*) as deliveries,
    cast(coalesce(sum(rows_delivered), 0) as bigint) as delivered,
    cast(coalesce(sum(rows_rejected), 0) as bigint) as rejected,
    (
        select count(*) from meta.rules
        where list_contains($datasets, dataset)
    ) as rules
from behind;

-- question: suppressed_of
select count(*) as number from meta.suppressed
where list_contains($marts, mart);
