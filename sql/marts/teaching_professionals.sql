-- one row per scope and professional who teaches there on the reference date in a function that takes a qualification
-- disclosure: intern
--
-- As in mart.placement_attention: `niet_vereist` needs no qualification, nor does a guest teacher; an empty one is not
-- a fact. A delivery says what somebody has now, not since when: so there is no row for earlier years.
with

today as (
    select reference_date from meta.publication
),

limits as (
    select max(case when threshold = 'unqualified_days' then value end) as unqualified_days
    from meta.thresholds
),

first_placements as (
    select
        professional_id,
        min(start_date) as first_start_date
    from core.placements
    group by professional_id
),

teaching as (
    select distinct
        placements.scope_id,
        placements.period,
        placements.counted_on,
        placements.professional_id
    from mart.scope_placements as placements
    inner join today
        on placements.counted_on = today.reference_date
    where placements.function in ('docent', 'seniordocent', 'instructeur', 'seniorinstructeur')
)

select
    teaching.scope_id,
    teaching.period,
    teaching.professional_id,
    professionals.qualification not in ('geen', 'in_opleiding') as is_qualified,
    professionals.qualification = 'in_opleiding' as is_in_training,
    professionals.qualification in ('geen', 'in_opleiding')
    and teaching.counted_on - first_placements.first_start_date > limits.unqualified_days as is_long_unqualified
from teaching
cross join limits
inner join core.professionals as professionals
    on teaching.professional_id = professionals.professional_id
inner join first_placements
    on teaching.professional_id = first_placements.professional_id
where professionals.qualification <> 'niet_vereist'
order by teaching.scope_id, teaching.professional_id
