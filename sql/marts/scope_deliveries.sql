-- one row per scope, calendar year, partner and dataset that it had delivered by the day of counting
-- disclosure: openbaar
--
-- A pilot has the deliveries of those who take part in it, `programma` those of everybody. What a partner delivered
-- once is expected of it from then on: `days_since_loaded` runs from its last delivery that was not refused, to the day
-- of counting. Rows are those of the calendar year up to that day; a file that came again unchanged was not judged
-- again, so its rows do not count. Withdrawn deliveries are left out.
with

standing as (
    select
        partner_id,
        dataset,
        received_on,
        outcome,
        case when outcome = 'ongewijzigd' then 0 else rows_delivered end as rows_delivered,
        case when outcome = 'ongewijzigd' then 0 else rows_rejected end as rows_rejected
    from meta.deliveries
    where withdrawn_at is null
),

delivering as (
    select distinct partner_id from standing
),

partners as (
    select
        periods.scope_id,
        periods.period,
        periods.first_day,
        periods.counted_on,
        organisations.organisation_id as partner_id
    from mart.scope_periods as periods
    inner join mart.scope_organisations as organisations
        on
            periods.scope_id = organisations.scope_id
            and periods.period = organisations.period
    where periods.scope_id <> 'programma'
    union all
    select
        periods.scope_id,
        periods.period,
        periods.first_day,
        periods.counted_on,
        delivering.partner_id
    from mart.scope_periods as periods
    cross join delivering
    where periods.scope_id = 'programma'
)

select
    partners.scope_id,
    partners.period,
    partners.counted_on,
    partners.partner_id,
    standing.dataset,
    partners.counted_on
    - max(case when standing.outcome <> 'geweigerd' then standing.received_on end) as days_since_loaded,
    cast(sum(
        case when standing.received_on >= partners.first_day then standing.rows_delivered else 0 end
    ) as bigint) as rows_delivered,
    cast(sum(
        case when standing.received_on >= partners.first_day then standing.rows_rejected else 0 end
    ) as bigint) as rows_rejected
from partners
inner join standing
    on
        partners.partner_id = standing.partner_id
        and partners.counted_on >= standing.received_on
group by partners.scope_id, partners.period, partners.counted_on, partners.partner_id, standing.dataset
order by partners.scope_id, partners.period, partners.partner_id, standing.dataset
