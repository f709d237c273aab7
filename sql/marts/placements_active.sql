-- one row per placement that is active on the reference date
-- disclosure: intern
with

today as (
    select reference_date from meta.publication
)

select
    history.placement_id,
    history.professional_id,
    history.pilot_id,
    history.school_id,
    history.company_id,
    history.school_sector,
    history.function,
    history.contract_school,
    history.size_class,
    history.fte_school
from mart.placement_history as history
cross join today
where
    history.start_date <= today.reference_date
    and (history.ended_on is null or history.ended_on > today.reference_date)
order by history.placement_id
