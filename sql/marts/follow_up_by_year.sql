-- one row per scope, calendar year and placement that was under observation by the day of counting
-- disclosure: intern
--
-- Days since the start, as in mart.placement_history, but cut off on the day of counting: what happened later is not
-- used, what happened before and was reported later is.
with

of_scopes as (
    select
        periods.scope_id,
        periods.period,
        history.placement_id,
        history.entry_days,
        history.exit_days,
        history.is_exit,
        periods.counted_on - history.start_date as followed_days
    from mart.scope_periods as periods
    inner join mart.placement_history as history
        on periods.scope_id = 'programma' or periods.scope_id = history.pilot_id
),

cut_off as (
    select
        scope_id,
        period,
        placement_id,
        entry_days,
        least(exit_days, followed_days) as exit_days,
        is_exit and exit_days <= followed_days as is_exit
    from of_scopes
    where exit_days is not null
)

select *
from cut_off
where exit_days > entry_days
order by scope_id, period, placement_id
