-- one row per partner and dataset that it has delivered: how recent and how good its latest delivery is
-- disclosure: openbaar
with

standing as (
    select * from meta.deliveries
    where withdrawn_at is null
),

latest as (
    select
        partner_id,
        dataset,
        max(received_at) as received_at
    from standing
    group by partner_id, dataset
),

latest_loaded as (
    select
        partner_id,
        dataset,
        max(received_at) as received_at
    from standing
    where outcome <> 'geweigerd'
    group by partner_id, dataset
)

select
    latest.partner_id,
    latest.dataset,
    latest.received_at,
    standing.received_on,
    latest_loaded.received_at as loaded_at,
    count(*) as files,
    cast(sum(standing.rows_delivered) as bigint) as rows_delivered,
    cast(sum(standing.rows_rejected) as bigint) as rows_rejected,
    max(case when standing.outcome = 'geweigerd' then 1 else 0 end) = 1 as is_refused
from latest
inner join standing
    on
        latest.partner_id = standing.partner_id
        and latest.dataset = standing.dataset
        and latest.received_at = standing.received_at
left join latest_loaded
    on
        latest.partner_id = latest_loaded.partner_id
        and latest.dataset = latest_loaded.dataset
group by
    latest.partner_id,
    latest.dataset,
    latest.received_at,
    standing.received_on,
    latest_loaded.received_at
order by latest.partner_id, latest.dataset
