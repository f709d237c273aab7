-- what a partner gets beside what funders get: its own rows, deliveries and matters
-- Named one by one: a new dataset or mart is in it once it stands here. Own are the current rows that it delivered;
-- what another delivered about the same placement stays the other's. Answers of persons (surveys) are for no partner,
-- whoever delivered them: partners are employers. What everybody may see of a dataset comes whole, as funders have it.
with

datasets (table_name) as (
    values
    ('actions'),
    ('contributions'),
    ('expenditures'),
    ('peer_reviews'),
    ('phase_assessments'),
    ('placements'),
    ('professionals'),
    ('retention'),
    ('student_outcomes'),
    ('survey_invitations')
),

of_deliveries (table_name) as (
    values
    ('check_results'),
    ('delivery_notes'),
    ('rejected_rows'),
    ('rows_in_use'),
    ('vanished'),
    ('vanished_targets')
),

delivered (table_schema, table_name) as (
    select
        'core',
        table_name
    from datasets
    union all
    select
        'meta',
        table_name
    from of_deliveries
),

about_a_partner (table_schema, table_name) as (
    values
    ('mart', 'attention'),
    ('mart', 'freshness'),
    ('mart', 'scope_deliveries'),
    ('meta', 'deliveries')
),

-- made for partners by the queries in the folder partner; `edition_of` says whose a row is
concerning (table_schema, table_name) as (
    values
    ('mart', 'agenda'),
    ('mart', 'open_actions')
)

select
    table_schema,
    table_name,
    table_schema || '.' || table_name as source,
    cast(null as varchar) as only_columns,
    'delivery_id in (select d.delivery_id from meta.deliveries as d where d.partner_id = $organisation_id)' as only_rows
from delivered
union all
select
    table_schema,
    table_name,
    table_schema || '.' || table_name as source,
    cast(null as varchar) as only_columns,
    'partner_id = $organisation_id' as only_rows
from about_a_partner
union all
select
    table_schema,
    table_name,
    'partner.' || table_name as source,
    '* exclude (edition_of)' as only_columns,
    'edition_of = $organisation_id' as only_rows
from concerning
order by table_schema, table_name
