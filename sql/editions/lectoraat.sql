-- what the lectoraat gets for its registered purpose: rows under identities of their own, and the figures beside them
-- Named one by one: a new dataset or mart is in it once it stands here. All rows and figures are those of the schema
-- lectoraat, which the build makes from what is named: without who did not consent, without dates and free text.
with

-- everybody may know which organisation leads a pilot: beside the pilot's name its new id would be none
datasets (table_name, only_columns) as (
    values
    ('organisations', null),
    ('peer_reviews', null),
    ('pilots', '* exclude (lead_organisation_id)'),
    ('placements', null),
    ('professionals', null),
    ('retention', null),
    ('student_outcomes', null),
    ('survey_invitations', null),
    ('surveys', null)
),

-- placement_history is of rows, the others are figures
marts (table_name, only_columns) as (
    values
    ('gain_by_year', null),
    ('outcome_effects', null),
    ('outcome_missing', null),
    ('outcome_sensitivity', null),
    ('phase_criteria', null),
    ('phase_history', '* exclude (reason)'),
    ('phase_position', null),
    ('placement_history', null),
    ('retention_after_year', null),
    ('retention_at_risk', null),
    ('retention_by_year', null),
    ('retention_competing', null),
    ('retention_curve', null),
    ('retention_sensitivity', null),
    ('retention_summary', null),
    ('survey_reliability', null),
    ('survey_scales', null)
),

-- what names mean, of the tables that are in it
definitions (table_name, only_rows) as (
    values
    ('codes', null),
    ('criteria', null),
    (
        'datasets',
        'dataset in (select t.table_name from information_schema.tables as t where t.table_schema = ''lectoraat'')'
    ),
    (
        'fields',
        '(dataset, field) in (select (c.table_name, c.column_name) from information_schema.columns as c '
        || 'where c.table_schema = ''lectoraat'')'
    ),
    (
        'marts',
        'mart in (select t.table_name from information_schema.tables as t where t.table_schema = ''lectoraat'')'
    ),
    ('phases', null),
    ('publication', null),
    ('rests_on', null),
    ('survey_items', null),
    ('survey_scales', null),
    ('terms', null),
    ('thresholds', null)
)

select
    'core' as table_schema,
    table_name,
    'lectoraat.' || table_name as source,
    only_columns,
    cast(null as varchar) as only_rows
from datasets
union all
select
    'mart' as table_schema,
    table_name,
    'lectoraat.' || table_name as source,
    only_columns,
    cast(null as varchar) as only_rows
from marts
union all
select
    'meta' as table_schema,
    table_name,
    'meta.' || table_name as source,
    cast(null as varchar) as only_columns,
    only_rows
from definitions
union all
select
    'meta' as table_schema,
    'manifest' as table_name,
    'lectoraat.manifest' as source,
    cast(null as varchar) as only_columns,
    cast(null as varchar) as only_rows
order by table_schema, table_name
