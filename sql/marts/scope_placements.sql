-- one row per scope, calendar year and placement that was active on the day of counting
-- disclosure: intern
--
-- Every placement stands under its pilot and under `programma`. `is_own` marks the one row by which it is counted once
-- over all scopes: its pilot's or, in a year before its pilot began or when that vanished, the programme's.
with

of_programme as (
    select
        periods.period,
        periods.counted_on,
        history.*
    from mart.scope_periods as periods
    inner join mart.placement_history as history
        on
            periods.counted_on >= history.start_date
            and (history.ended_on is null or periods.counted_on < history.ended_on)
    where periods.scope_id = 'programma'
),

active as (
    select
        of_programme.*,
        pilot_periods.scope_id as pilot_scope_id
    from of_programme
    left join mart.scope_periods as pilot_periods
        on
            of_programme.pilot_id = pilot_periods.scope_id
            and of_programme.period = pilot_periods.period
),

of_scopes as (
    select
        'programma' as scope_id,
        active.pilot_scope_id is null as is_own,
        active.*
    from active
    union all
    select
        active.pilot_scope_id as scope_id,
        true as is_own,
        active.*
    from active
    where active.pilot_scope_id is not null
)

select
    scope_id,
    period,
    counted_on,
    placement_id,
    is_own,
    professional_id,
    school_id,
    school_sector,
    company_id,
    size_class,
    function,
    fte_school,
    coach
from of_scopes
order by scope_id, period, placement_id
