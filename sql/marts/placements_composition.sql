-- one row per pilot, school sector, attribute and its code: placements active on the reference date
-- disclosure: intern
with

active as (
    select * from mart.placements_active
),

attributes (pilot_id, school_sector, fte_school, attribute, code) as (
    select
        pilot_id,
        school_sector,
        fte_school,
        'function',
        function
    from active
    union all
    select
        pilot_id,
        school_sector,
        fte_school,
        'contract_school',
        contract_school
    from active
    union all
    select
        pilot_id,
        school_sector,
        fte_school,
        'school_sector',
        school_sector as code
    from active
    union all
    select
        pilot_id,
        school_sector,
        fte_school,
        'size_class',
        size_class
    from active
)

select
    pilot_id,
    school_sector,
    attribute,
    code,
    count(*) as placements,
    sum(coalesce(fte_school, 0)) as fte_school
from attributes
group by pilot_id, school_sector, attribute, code
order by pilot_id, school_sector, attribute, code
