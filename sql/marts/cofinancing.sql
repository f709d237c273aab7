-- one row per co-financing rule, scope, basis and year in which it holds (empty: those years together): is it met
-- disclosure: intern
--
-- A year that cannot be judged does not count in the years together. A shortfall of less than half a cent is none.
with

today as (
    select cast(extract(year from reference_date) as bigint) as this_year from meta.publication
),

by_year as (
    select
        amounts.rule_id,
        amounts.scope_id,
        amounts.basis,
        amounts.year,
        case when amounts.reason is null then 1 else 0 end as years,
        amounts.year < today.this_year as is_closed,
        amounts.pilots_left_out,
        amounts.numerator_eur,
        amounts.denominator_eur,
        amounts.reason
    from mart.cofinancing_amounts as amounts
    cross join today
),

-- closed when the rule's own last year has passed
together (
    rule_id,
    scope_id,
    basis,
    year,
    years,
    is_closed,
    pilots_left_out,
    numerator_eur,
    denominator_eur,
    reason
) as (
    select
        by_year.rule_id,
        by_year.scope_id,
        by_year.basis,
        cast(null as bigint),
        sum(by_year.years),
        coalesce(rules.valid_until < today.this_year, false),
        cast(null as bigint),
        sum(case when by_year.reason is null then by_year.numerator_eur end),
        sum(case when by_year.reason is null then by_year.denominator_eur end),
        case when sum(by_year.years) = 0 then 'geen_jaar' end
    from by_year
    inner join meta.cofinancing_rules as rules
        on by_year.rule_id = rules.rule_id
    cross join today
    group by by_year.rule_id, by_year.scope_id, by_year.basis, rules.valid_until, today.this_year
),

held as (
    select * from by_year
    union all
    select * from together
),

missing as (
    select
        held.*,
        rules.required_share,
        case
            when held.reason is null then round(rules.required_share * held.denominator_eur - held.numerator_eur, 2)
        end as missing_eur
    from held
    inner join meta.cofinancing_rules as rules
        on held.rule_id = rules.rule_id
)

select
    rule_id,
    scope_id,
    basis,
    year,
    cast(years as bigint) as years,
    is_closed,
    pilots_left_out,
    numerator_eur,
    denominator_eur,
    required_share,
    case when reason is null then numerator_eur / denominator_eur end as reached_share,
    missing_eur <= 0 as is_met,
    case when missing_eur > 0 then missing_eur when missing_eur <= 0 then 0 end as shortfall_eur,
    reason
from missing
order by rule_id, scope_id, basis, year
