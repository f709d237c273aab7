-- contributions, costs and the rules of co-financing

-- question: money_years
-- contributions and costs of every year with either, the present year first and those ahead last
with

contributed as (
    select
        year,
        sum(committed_eur) as committed_eur,
        sum(realised_eur) as contributed_eur,
        sum(case when funding_source = 'privaat' then committed_eur else 0 end)
        / nullif(sum(committed_eur), 0) as private_share,
        sum(case when structural = 'ja' then committed_eur else 0 end)
        / nullif(sum(committed_eur), 0) as structural_share
    from mart.contributions_by_year
    where scope_id = $onderdeel
    group by year
),

spent as (
    select
        year,
        sum(budget_eur) as budget_eur,
        sum(realised_eur) as spent_eur
    from mart.expenditures_by_year
    where scope_id = $onderdeel
    group by year
)

select
    cast(coalesce(contributed.year, spent.year) as varchar) as year,
    coalesce(contributed.year, spent.year) = extract(year from publication.reference_date) as is_under_way,
    contributed.* exclude (year),
    spent.* exclude (year)
from contributed
full join spent on contributed.year = spent.year
cross join meta.publication as publication
order by coalesce(contributed.year, spent.year) > extract(year from publication.reference_date), year desc;

-- question: contribution_parts
-- what the contributions of a year are made of, cut up in three ways
with

parts as (
    select
        'funding_source' as attribute,
        funding_source as code,
        committed_eur,
        realised_eur
    from mart.contributions_by_year
    where scope_id = $onderdeel and year = cast($jaar as bigint)
    union all
    select
        'contribution_kind' as attribute,
        kind as code,
        committed_eur,
        realised_eur
    from mart.contributions_by_year
    where scope_id = $onderdeel and year = cast($jaar as bigint)
    union all
    select
        'structural' as attribute,
        structural as code,
        committed_eur,
        realised_eur
    from mart.contributions_by_year
    where scope_id = $onderdeel and year = cast($jaar as bigint)
)

select
    attribute,
    code,
    sum(committed_eur) as committed_eur,
    sum(realised_eur) as realised_eur,
    sum(committed_eur) / nullif(sum(sum(committed_eur)) over (partition by attribute), 0) as share
from parts
group by attribute, code
order by
    array_position(['funding_source', 'contribution_kind', 'structural'], attribute),
    code = 'onbekend', committed_eur desc nulls last, code;

-- question: costs_of_year
-- a category that is null: all of them
with

costs as (
    select
        category,
        budget_eur,
        realised_eur,
        deviation_eur,
        deviation_share
    from mart.expenditures_by_year
    where scope_id = $onderdeel and year = cast($jaar as bigint)
),

with_total as (
    select * from costs
    union all
    select
        null as category,
        sum(budget_eur) as budget_eur,
        sum(realised_eur) as realised_eur,
        sum(deviation_eur) as deviation_eur,
        null as deviation_share
    from costs
    having count(*) > 1
)

select with_total.*
from with_total
left join meta.codes as codes on with_total.category = codes.code and codes.code_list = 'cost_category'
order by with_total.category is null, codes.position, with_total.category;

-- question: cofinancing
-- of each rule its years together first, what was realised before what was promised
select
    found.*,
    rules.* exclude (rule_id, required_share),
    min(found.year) over (partition by found.rule_id, found.basis) as first_year,
    max(found.year) over (partition by found.rule_id, found.basis) as last_year
from mart.cofinancing as found
inner join meta.cofinancing_rules as rules on found.rule_id = rules.rule_id
where found.scope_id = $onderdeel
order by rules.position, found.basis, found.year nulls first;

-- question: cofinancing_met
-- the same for who reads only whether a rule is met
select
    found.*,
    rules.* exclude (rule_id, required_share),
    min(found.year) over (partition by found.rule_id, found.basis) as first_year,
    max(found.year) over (partition by found.rule_id, found.basis) as last_year
from mart.cofinancing_met as found
inner join meta.cofinancing_rules as rules on found.rule_id = rules.rule_id
where found.scope_id = $onderdeel
order by rules.position, found.basis, found.year nulls first;

-- question: public_years
-- public contributions of every year, the present year first and those ahead last
select
    cast(public.year as varchar) as year,
    public.year = extract(year from publication.reference_date) as is_under_way,
    sum(public.committed_eur) as committed_eur,
    sum(public.realised_eur) as contributed_eur
from mart.contributions_public as public
cross join meta.publication as publication
where public.scope_id = $onderdeel
group by public.year, publication.reference_date
order by public.year > extract(year from publication.reference_date), public.year desc;

-- question: public_parts
-- what the public contributions of a year are made of, cut up in two ways
with

chosen as (
    select
        kind,
        structural,
        committed_eur,
        realised_eur
    from mart.contributions_public
    where scope_id = $onderdeel and year = cast($jaar as bigint)
),

parts as (
    select
        'contribution_kind' as attribute,
        kind as code,
        committed_eur,
        realised_eur
    from chosen
    union all
    select
        'structural' as attribute,
        structural as code,
        committed_eur,
        realised_eur
    from chosen
)

select
    attribute,
    code,
    sum(committed_eur) as committed_eur,
    sum(realised_eur) as realised_eur,
    sum(committed_eur) / nullif(sum(sum(committed_eur)) over (partition by attribute), 0) as share
from parts
group by attribute, code
order by
    array_position(['contribution_kind', 'structural'], attribute),
    code = 'onbekend', committed_eur desc nulls last, code;

-- question: private_years
-- private contributions by closed year and form, all forms together first; those of the latest round of each year
select private.*
from mart.contributions_private as private
left join meta.codes as kinds on kinds.code_list = 'contribution_kind' and private.kind = kinds.code
order by private.year desc, kinds.position nulls first, private.kind, private.basis;

-- question: public_money
-- the contributions of the partnership, those of the last four years up to now; private ones as far as published
with

public_years as (
    select
        year,
        sum(committed_eur) as public_committed,
        sum(realised_eur) as public_realised
    from mart.contributions_public
    where scope_id = 'programma'
    group by year
),

private_years as (
    select
        year,
        max(case when basis = 'committed' then amount_eur end) as private_committed,
        max(case when basis = 'realised' then amount_eur end) as private_realised,
        sum(case when amount_eur is null then 1 else 0 end) > 0 as is_withheld
    from mart.contributions_private
    where
        kind = 'totaal'
        and peildatum = (select max(latest.peildatum) from mart.contributions_private as latest)
    group by year
)

select
    coalesce(public_years.year, private_years.year) as year,
    public_years.public_committed,
    public_years.public_realised,
    private_years.private_committed,
    private_years.private_realised,
    coalesce(private_years.is_withheld, false) as is_private_withheld
from public_years
full join private_years on public_years.year = private_years.year
cross join meta.publication as publication
where
    coalesce(public_years.year, private_years.year) between extract(year from publication.reference_date) - 3
    and extract(year from publication.reference_date)
order by year desc;

-- question: rules_met
-- of each co-financing rule whether the partnership meets it, over its years together and by what was realised
select
    rules.label_nl,
    rules.label_en,
    found.is_met
from mart.cofinancing_met as found
inner join meta.cofinancing_rules as rules on found.rule_id = rules.rule_id
where found.scope_id = 'programma' and found.basis = 'gerealiseerd' and found.year is null
order by rules.position;
