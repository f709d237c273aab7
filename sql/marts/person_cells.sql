-- one row per population, dimension and code of which the funder edition may hold how many persons it counts
-- disclosure: intern
--
-- Every code of a list has a cell, so that a row tells nothing of whether somebody is in it. `counts_as` is the class
-- of the number. A code may stand within that of another dimension (a pilot in its region). A population `nested_in`
-- another counts only persons whom that counts too. A flow is of a closed year or wave: published once, it stays so.
with

today as (
    select cast(extract(year from reference_date) as bigint) as this_year from meta.publication
),

years as (
    select distinct periods.period as year
    from mart.scope_periods as periods
    cross join today
    where periods.period < today.this_year
),

populations (population, counts_as, nested_in, is_flow) as (
    select
        'professionals',
        'personen',
        cast(null as varchar),
        false
    union all
    select
        'teaching',
        'personen',
        'professionals',
        false
    union all
    select
        'zzp_companies',
        'personen',
        null,
        false
    union all
    select
        'pupils_reached_' || cast(year as varchar),
        'personen',
        null,
        true
    from years
    union all
    select
        'exits_' || cast(year as varchar),
        'gevoelig',
        null,
        true
    from years
    union all
    select distinct
        population,
        'gevoelig',
        cast(null as varchar),
        false
    from analysis.outcome_members
    union all
    select distinct
        population,
        'gevoelig',
        cast(null as varchar),
        true
    from analysis.survey_members
),

kinds as (
    select
        *,
        case
            when population like 'exits_%' then 'exits'
            when population like 'pupils_reached_%' then 'pupils_reached'
            when population like 'outcome.%' then 'outcome'
            when population like 'survey.%' then 'survey'
            else population
        end as kind
    from populations
),

yes_no_dimensions (dimension) as (
    values ('coach'), ('alignment'), ('qualified'), ('in_training'), ('long_unqualified')
),

listed (dimension, code) as (
    select
        code_list as dimension,
        code
    from meta.codes
    where code_list in ('school_sector', 'size_class', 'function', 'exit_reason')
    union all
    select
        'contract_school',
        code
    from meta.codes
    where code_list = 'contract'
    union all
    select
        yes_no_dimensions.dimension,
        codes.code
    from yes_no_dimensions
    cross join meta.codes as codes
    where codes.code_list = 'yes_no'
    union all
    values
    ('fte_class', 'onder_0.5'),
    ('fte_class', 'vanaf_0.5'),
    ('school_sector', 'onbekend'),
    ('size_class', 'onbekend'),
    ('contract_school', 'onbekend'),
    ('fte_class', 'onbekend'),
    ('coach', 'onbekend')
    union
    select
        'region',
        coalesce(region_code, 'onbekend')
    from core.pilots
),

offered (kind, dimension) as (
    values
    ('professionals', 'school_sector'),
    ('professionals', 'size_class'),
    ('professionals', 'function'),
    ('professionals', 'contract_school'),
    ('professionals', 'fte_class'),
    ('professionals', 'coach'),
    ('professionals', 'alignment'),
    ('professionals', 'region'),
    ('teaching', 'qualified'),
    ('teaching', 'in_training'),
    ('teaching', 'long_unqualified'),
    ('pupils_reached', 'school_sector'),
    ('exits', 'exit_reason'),
    ('outcome', 'school_sector')
),

cells as (
    select
        population,
        'alle' as dimension,
        'alle' as code,
        cast(null as varchar) as within_dimension,
        cast(null as varchar) as within_code
    from kinds
    union all
    select
        kinds.population,
        listed.dimension,
        listed.code,
        case when listed.dimension in ('in_training', 'long_unqualified') then 'qualified' end as within_dimension,
        case when listed.dimension in ('in_training', 'long_unqualified') then 'nee' end as within_code
    from kinds
    inner join offered
        on kinds.kind = offered.kind
    inner join listed
        on offered.dimension = listed.dimension
    union all
    select
        'professionals' as population,
        'pilot_id' as dimension,
        pilot_id as code,
        'region' as within_dimension,
        coalesce(region_code, 'onbekend') as within_code
    from core.pilots
    union all
    -- a school year has no list: it exists once somebody was measured in it
    select distinct
        population,
        dimension,
        code,
        cast(null as varchar) as within_dimension,
        cast(null as varchar) as within_code
    from analysis.outcome_members
    where dimension = 'school_year'
)

select
    cells.population,
    kinds.counts_as,
    kinds.nested_in,
    kinds.is_flow,
    cells.dimension,
    cells.code,
    cells.within_dimension,
    cells.within_code
from cells
inner join kinds
    on cells.population = kinds.population
order by cells.population, cells.dimension, cells.code
