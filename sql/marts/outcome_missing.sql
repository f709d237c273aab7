-- one row per outcome and stratum: how many pupils were measured twice, and why the others do not count
-- disclosure: gevoelig
with

strata as (
    select
        'alle' as stratum_by,
        'alle' as stratum,
        outcome,
        status
    from mart.outcome_pupils
    union all
    select
        'school_id' as stratum_by,
        school_id as stratum,
        outcome,
        status
    from mart.outcome_pupils
    union all
    select
        'school_year' as stratum_by,
        cast(school_year as varchar) as stratum,
        outcome,
        status
    from mart.outcome_pupils
    union all
    select
        'school_sector' as stratum_by,
        school_sector as stratum,
        outcome,
        status
    from mart.outcome_pupils
    union all
    select
        'pilot_id' as stratum_by,
        pilot_id as stratum,
        outcome,
        status
    from mart.outcome_pupils
    where pilot_id is not null
)

select
    outcome,
    stratum_by,
    stratum,
    count(*) as pupils,
    cast(sum(case when status = 'beide' then 1 else 0 end) as bigint) as n_both,
    cast(sum(case when status = 'alleen_voor' then 1 else 0 end) as bigint) as n_only_before,
    cast(sum(case when status = 'alleen_na' then 1 else 0 end) as bigint) as n_only_after,
    cast(sum(case when status = 'andere_groep' then 1 else 0 end) as bigint) as n_other_group,
    cast(sum(case when status = 'andere_schaal' then 1 else 0 end) as bigint) as n_other_scale
from strata
group by outcome, stratum_by, stratum
order by stratum_by, stratum, outcome
