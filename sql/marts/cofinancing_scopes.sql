-- one row per co-financing rule, scope with money and year in which the rule holds for it
-- disclosure: openbaar
--
-- A rule for pilots with partners of a kind holds in the years in which one of them takes part.
with

scope_years as (
    select
        scope_id,
        year
    from mart.contribution_scopes
    union
    select
        scope_id,
        year
    from mart.expenditure_scopes
),

partners as (
    select
        pilot_id,
        lead_organisation_id as organisation_id,
        cast(null as date) as from_date,
        cast(null as date) as until_date
    from core.pilots
    union all
    select
        pilot_id,
        organisation_id,
        from_date,
        until_date
    from core.pilot_partners
),

taking_part as (
    select distinct
        scope_years.scope_id,
        scope_years.year,
        organisations.organisation_type
    from scope_years
    inner join partners
        on
            scope_years.scope_id = partners.pilot_id
            and scope_years.year >= coalesce(extract(year from partners.from_date), scope_years.year)
            and scope_years.year <= coalesce(extract(year from partners.until_date), scope_years.year)
    inner join core.organisations as organisations
        on partners.organisation_id = organisations.organisation_id
),

rules_of_years as (
    select
        rules.*,
        scope_years.scope_id,
        scope_years.year
    from meta.cofinancing_rules as rules
    inner join scope_years
        on
            rules.valid_from <= scope_years.year
            and coalesce(rules.valid_until, scope_years.year) >= scope_years.year
),

of_the_programme as (
    select
        rule_id,
        scope_id,
        year
    from rules_of_years
    where scope_id = 'programma' and list_contains(applies_to, 'programma')
),

of_pilots as (
    select distinct
        rules.rule_id,
        rules.scope_id,
        rules.year
    from rules_of_years as rules
    left join taking_part
        on
            rules.scope_id = taking_part.scope_id
            and rules.year = taking_part.year
    where
        rules.scope_id <> 'programma'
        and (list_contains(rules.applies_to, 'pilots') or list_contains(rules.applies_to, rules.scope_id))
        and (rules.partner_types is null or list_contains(rules.partner_types, taking_part.organisation_type))
),

scopes as (
    select * from of_the_programme
    union all
    select * from of_pilots
)

select
    rule_id,
    scope_id,
    year
from scopes
order by rule_id, scope_id, year
