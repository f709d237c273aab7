-- one row per scope and stay in a phase: when it entered and left, by which decision, and what was still open then
-- disclosure: openbaar
--
-- Which criteria were open stands in phase_stay_criteria. Of a stay that lasts, they are counted as they are now.
with

counted as (
    select
        scope_id,
        stay,
        sum(case when status = 'behaald' then 1 else 0 end) as criteria_met,
        sum(case when status <> 'nvt' then 1 else 0 end) as criteria_total,
        sum(case when is_open then 1 else 0 end) as criteria_open
    from mart.phase_stay_criteria
    group by scope_id, stay
)

select
    stays.scope_id,
    stays.stay,
    stays.phase,
    stays.entered_on,
    stays.left_on,
    stays.lasted_days,
    stays.decision,
    stays.reason,
    cast(coalesce(counted.criteria_met, 0) as bigint) as criteria_met,
    cast(coalesce(counted.criteria_total, 0) as bigint) as criteria_total,
    cast(coalesce(counted.criteria_open, 0) as bigint) as criteria_open
from mart.phase_stays as stays
left join counted
    on
        stays.scope_id = counted.scope_id
        and stays.stay = counted.stay
order by stays.scope_id, stays.stay
