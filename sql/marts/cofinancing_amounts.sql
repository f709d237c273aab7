-- one row per co-financing rule, scope, basis and year in which it holds: what counts above and below the line
-- disclosure: intern
--
-- On the basis `toegezegd` commitments stand above the budget, on `gerealiseerd` what was contributed above what was
-- spent. A pilot of which one of the two is unknown is left out of the programme (`pilots_left_out`): contributions
-- without their costs would make its share too large, costs without their contributions too small.
with

today as (
    select cast(extract(year from reference_date) as bigint) as this_year from meta.publication
),

bases as (
    select unnest(['toegezegd', 'gerealiseerd']) as basis
),

rules as (
    select
        scopes.scope_id,
        scopes.year,
        bases.basis,
        today.this_year,
        rules.*
    from mart.cofinancing_scopes as scopes
    inner join meta.cofinancing_rules as rules
        on scopes.rule_id = rules.rule_id
    cross join bases
    cross join today
),

contributions as (
    select
        bases.basis,
        amounts.*,
        case bases.basis when 'toegezegd' then amounts.committed_eur else amounts.realised_eur end as eur
    from mart.contribution_scopes as amounts
    cross join bases
    where case bases.basis when 'toegezegd' then amounts.committed_eur else amounts.realised_eur end is not null
),

expenditures as (
    select
        bases.basis,
        amounts.*,
        case bases.basis when 'toegezegd' then amounts.budget_eur else amounts.realised_eur end as eur
    from mart.expenditure_scopes as amounts
    cross join bases
    where case bases.basis when 'toegezegd' then amounts.budget_eur else amounts.realised_eur end is not null
),

sides as (
    select
        pilot_id,
        year,
        basis,
        1 as is_contributed,
        0 as is_spent
    from contributions
    where scope_id = 'programma' and pilot_id is not null
    union all
    select
        pilot_id,
        year,
        basis,
        0 as is_contributed,
        1 as is_spent
    from expenditures
    where scope_id = 'programma' and pilot_id is not null
),

left_out as (
    select
        pilot_id,
        year,
        basis
    from sides
    group by pilot_id, year, basis
    having max(is_contributed) = 0 or max(is_spent) = 0
),

pilots_left_out as (
    select
        'programma' as scope_id,
        year,
        basis,
        count(*) as pilots
    from left_out
    group by year, basis
),

-- a list of codes that is null leaves nothing out
contributed as (
    select
        rules.rule_id,
        rules.scope_id,
        rules.year,
        rules.basis,
        sum(
            case
                when not list_contains(rules.funding_sources, contributions.funding_source) then 0
                when not list_contains(rules.kinds, contributions.kind) then 0
                when rules.organisation_types is null then contributions.eur
                when list_contains(rules.organisation_types, contributions.organisation_type) then contributions.eur
                else 0
            end
        ) as eur
    from rules
    inner join contributions
        on
            rules.scope_id = contributions.scope_id
            and rules.year = contributions.year
            and rules.basis = contributions.basis
    left join left_out
        on
            contributions.pilot_id = left_out.pilot_id
            and contributions.year = left_out.year
            and contributions.basis = left_out.basis
    where contributions.scope_id <> 'programma' or left_out.pilot_id is null
    group by rules.rule_id, rules.scope_id, rules.year, rules.basis
),

spent as (
    select
        rules.rule_id,
        rules.scope_id,
        rules.year,
        rules.basis,
        sum(expenditures.eur) as eur
    from rules
    inner join expenditures
        on
            rules.scope_id = expenditures.scope_id
            and rules.year = expenditures.year
            and rules.basis = expenditures.basis
    left join left_out
        on
            expenditures.pilot_id = left_out.pilot_id
            and expenditures.year = left_out.year
            and expenditures.basis = left_out.basis
    where
        (expenditures.scope_id <> 'programma' or left_out.pilot_id is null)
        and (rules.cost_categories is null or list_contains(rules.cost_categories, expenditures.category))
    group by rules.rule_id, rules.scope_id, rules.year, rules.basis
)

select
    rules.rule_id,
    rules.scope_id,
    rules.basis,
    rules.year,
    contributed.eur as numerator_eur,
    spent.eur as denominator_eur,
    coalesce(pilots_left_out.pilots, 0) as pilots_left_out,
    case
        when rules.basis = 'gerealiseerd' and rules.year > rules.this_year then 'jaar_niet_begonnen'
        when contributed.eur is null then 'geen_bijdragen'
        when coalesce(spent.eur, 0) = 0 then 'geen_kosten'
    end as reason
from rules
left join contributed
    on
        rules.rule_id = contributed.rule_id
        and rules.scope_id = contributed.scope_id
        and rules.year = contributed.year
        and rules.basis = contributed.basis
left join spent
    on
        rules.rule_id = spent.rule_id
        and rules.scope_id = spent.scope_id
        and rules.year = spent.year
        and rules.basis = spent.basis
left join pilots_left_out
    on
        rules.scope_id = pilots_left_out.scope_id
        and rules.year = pilots_left_out.year
        and rules.basis = pilots_left_out.basis
order by rules.rule_id, rules.scope_id, rules.basis, rules.year
