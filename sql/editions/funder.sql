-- what funders get: what is public of organisations, phases and money, and totals of persons after disclosure control
-- A mart of class openbaar comes by itself. Companies of one person, and of a size that is not known, are left out
-- wherever an organisation is named, and so is how many rows somebody delivered: of a small school that is how many
-- professionals it has.
with

definitions (table_name) as (
    values
    ('publication'),
    ('terms'),
    ('datasets'),
    ('fields'),
    ('codes'),
    ('phases'),
    ('criteria'),
    ('thresholds'),
    ('survey_scales'),
    ('indicators'),
    ('indicator_cells'),
    ('cofinancing_rules'),
    ('rules'),
    ('rests_on')
),

chosen (table_schema, table_name, source, only_columns, only_rows) as (
    select
        'meta',
        table_name,
        'meta.' || table_name,
        cast(null as varchar),
        cast(null as varchar)
    from definitions
    union all
    values
    ('meta', 'rounds', 'funder.rounds', null, null),
    ('meta', 'suppressed', 'funder.suppressed', null, null),
    (
        'meta',
        'deliveries',
        'meta.deliveries',
        'delivery_id, partner_id, dataset, received_at, received_on, contract_version, outcome, withdrawn_at',
        'partner_id not in (from funder.one_person_companies)'
    ),
    (
        'core',
        'organisations',
        'core.organisations',
        'organisation_id, name, organisation_type, brin, size_class, region_code, member_since',
        'organisation_id not in (from funder.one_person_companies)'
    ),
    (
        'core',
        'pilots',
        'core.pilots',
        'pilot_id, name, strand, region_code, start_date, planned_end_date, '
        || 'case when lead_organisation_id not in (from funder.one_person_companies) then lead_organisation_id end '
        || 'as lead_organisation_id',
        null
    ),
    (
        'core',
        'pilot_partners',
        'core.pilot_partners',
        'pilot_id, organisation_id, role, from_date, until_date',
        'organisation_id not in (from funder.one_person_companies)'
    ),
    ('core', 'phase_decisions', 'core.phase_decisions', 'scope_id, decided_on, phase, decision, reason', null),
    (
        'core',
        'targets',
        'core.targets',
        'indicator_id, scope_id, period, target, explanation, measure',
        null
    )
),

marts as (
    select
        'mart' as table_schema,
        marts.mart as table_name,
        'mart.' || marts.mart as source,
        case
            when marts.mart in ('freshness', 'scope_deliveries') then '* exclude (rows_delivered, rows_rejected)'
            when marts.mart = 'indicator_targets' then '* exclude (baseline, path)'
        end as only_columns,
        case
            when max(case when named.column_name = 'partner_id' then 1 else 0 end) = 1
                then 'partner_id not in (from funder.one_person_companies)'
        end as only_rows
    from meta.marts as marts
    inner join information_schema.columns as named
        on named.table_schema = 'mart' and marts.mart = named.table_name
    where marts.disclosure = 'openbaar'
    group by marts.mart
),

protected as (
    select
        'mart' as table_schema,
        table_name,
        'funder.' || table_name as source,
        cast(null as varchar) as only_columns,
        cast(null as varchar) as only_rows
    from information_schema.tables
    where
        table_schema = 'funder'
        and table_name not in ('rounds', 'suppressed', 'one_person_companies', 'pilots_without_answer')
)

select * from chosen
union all
select * from marts
union all
select * from protected
order by table_schema, table_name
