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
-- how many values of these tables are withheld, by the rule of their table
select
    rule,
    count(*) as number
from meta.suppressed
where list_contains($marts, mart)
group by rule
order by number desc, rule;

-- question: withheld_scales
-- as `suppressed_of`, of answers to surveys where an edition has every table: null for whom they are of
with

waves as (
    select
        n,
        mean,
        sd,
        n_incomplete,
        n_other_range,
        change,
        coalesce(reason, '') as reason
    from mart.survey_scales
),

withheld as (
    select
        'antwoorden' as said_as,
        count(*) - count(n) + count(*) - count(mean) + count(*) - count(sd) as amount
    from waves
    where reason like 'te_weinig_respondenten%'
    union all
    select
        'enkelen' as said_as,
        count(*) - count(n_incomplete) + count(*) - count(n_other_range) as amount
    from waves
    where n is not null
    union all
    select
        'eerdere_antwoorden' as said_as,
        count(*) - count(change) as amount
    from waves
    where reason like '%eerdere_meting_te_weinig_respondenten%'
    union all
    select
        'verandering' as said_as,
        count(*) - count(change) as amount
    from waves
    where reason like '%ingehouden_om_herleidbaarheid%'
)

select
    said_as,
    amount as number
from withheld
where amount > 0
order by amount desc, said_as;

-- question: withheld_reliability
-- as `withheld_scales`, of how well their questions belong together
select
    'antwoorden' as said_as,
    count(*) - count(alpha) as number
from mart.survey_reliability
where reason like 'te_weinig_respondenten%'
having count(*) > count(alpha);
