-- one row per population, dimension, code, person and school: who is counted in which cell of the funder edition
-- disclosure: intern
--
-- Populations and cells stand in mart.person_cells. `alle` is the dimension of everybody. School: where somebody works
-- or learns, or who answered; what one school alone knows is no secret to it.
with

today as (
    select
        reference_date,
        cast(extract(year from reference_date) as bigint) as this_year
    from meta.publication
),

limits as (
    select max(case when threshold = 'alignment_days' then value end) as alignment_days
    from meta.thresholds
),

professionals as (
    select
        active.professional_id as person_id,
        active.school_id,
        active.school_sector,
        active.size_class,
        active.function,
        active.contract_school,
        history.fte_class,
        history.coach,
        active.pilot_id,
        coalesce(history.region_code, 'onbekend') as region,
        case
            when
                placements.last_alignment_on <= today.reference_date
                and today.reference_date - placements.last_alignment_on <= limits.alignment_days
                then 'ja'
            else 'nee'
        end as alignment
    from mart.placements_active as active
    cross join today
    cross join limits
    inner join mart.placement_history as history
        on active.placement_id = history.placement_id
    inner join core.placements as placements
        on active.placement_id = placements.placement_id
),

teaching as (
    select
        teaching.professional_id as person_id,
        professionals.school_id,
        case when teaching.is_qualified then 'ja' else 'nee' end as qualified,
        case when teaching.is_in_training then 'ja' else 'nee' end as in_training,
        case when teaching.is_long_unqualified then 'ja' else 'nee' end as long_unqualified
    from mart.teaching_professionals as teaching
    inner join professionals
        on teaching.professional_id = professionals.person_id
    where teaching.scope_id = 'programma'
),

exits as (
    select
        'exits_' || cast(extract(year from history.ended_on) as varchar) as population,
        history.exit_reason,
        history.professional_id as person_id,
        history.school_id
    from mart.placement_history as history
    cross join today
    where extract(year from history.ended_on) < today.this_year
),

pupils as (
    select
        'pupils_reached_' || cast(extract(year from outcomes.measured_on) as varchar) as population,
        outcomes.student_id as person_id,
        outcomes.school_id,
        coalesce(schools.organisation_type, 'onbekend') as school_sector
    from core.student_outcomes as outcomes
    cross join today
    inner join mart.hybrid_groups as hybrid_groups
        on
            outcomes.school_id = hybrid_groups.school_id
            and outcomes.school_year = hybrid_groups.school_year
            and outcomes.group_id = hybrid_groups.group_id
    left join core.organisations as schools
        on outcomes.school_id = schools.organisation_id
    where extract(year from outcomes.measured_on) < today.this_year
),

members (population, dimension, code, person_id, school_id) as (
    select
        'professionals',
        'alle',
        'alle',
        person_id,
        school_id
    from professionals
    union
    select
        'professionals',
        'school_sector',
        school_sector,
        person_id,
        school_id
    from professionals
    union
    select
        'professionals',
        'size_class',
        size_class,
        person_id,
        school_id
    from professionals
    union
    select
        'professionals',
        'function',
        function,
        person_id,
        school_id
    from professionals
    union
    select
        'professionals',
        'contract_school',
        contract_school,
        person_id,
        school_id
    from professionals
    union
    select
        'professionals',
        'fte_class',
        fte_class,
        person_id,
        school_id
    from professionals
    union
    select
        'professionals',
        'coach',
        coach,
        person_id,
        school_id
    from professionals
    union
    select
        'professionals',
        'alignment',
        alignment,
        person_id,
        school_id
    from professionals
    union
    select
        'professionals',
        'region',
        region,
        person_id,
        school_id
    from professionals
    union
    select
        'professionals',
        'pilot_id',
        pilot_id,
        person_id,
        school_id
    from professionals
    where pilot_id is not null
    union
    select
        'teaching',
        'alle',
        'alle',
        person_id,
        school_id
    from teaching
    union
    select
        'teaching',
        'qualified',
        qualified,
        person_id,
        school_id
    from teaching
    union
    select
        'teaching',
        'in_training',
        in_training,
        person_id,
        school_id
    from teaching
    where qualified = 'nee'
    union
    select
        'teaching',
        'long_unqualified',
        long_unqualified,
        person_id,
        school_id
    from teaching
    where qualified = 'nee'
    union
    -- a company of one is a person; it is nobody's pupil or employee
    select
        'zzp_companies',
        'alle',
        'alle',
        organisations.organisation_id as person_id,
        organisations.organisation_id as school_id
    from mart.scope_organisations as organisations
    inner join today
        on organisations.period = today.this_year
    where organisations.scope_id = 'programma' and organisations.size_class = 'zzp'
    union
    select
        population,
        'alle',
        'alle',
        person_id,
        school_id
    from exits
    union
    select
        population,
        'exit_reason',
        exit_reason,
        person_id,
        school_id
    from exits
    union
    select
        population,
        'alle',
        'alle',
        person_id,
        school_id
    from pupils
    union
    select
        population,
        'school_sector',
        school_sector,
        person_id,
        school_id
    from pupils
    union
    select
        population,
        dimension,
        code,
        person_id,
        school_id
    from analysis.outcome_members
    union
    select
        population,
        'alle',
        'alle',
        person_id,
        school_id
    from analysis.survey_members
)

select
    population,
    dimension,
    code,
    person_id,
    school_id
from members
order by population, dimension, code, person_id, school_id
