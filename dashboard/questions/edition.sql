-- what every page needs: the edition itself, and what names mean

-- question: tables
select table_schema || '.' || table_name as name from information_schema.tables;

-- question: publication
select
    as_of,
    reference_date,
    example_data,
    left(built_from, 8) as mark
from meta.publication;

-- question: thresholds
select
    threshold,
    value,
    label_nl,
    label_en,
    ours
from meta.thresholds;

-- question: phases
select * from meta.phases
order by position;

-- question: criteria
select * from meta.criteria
order by position;

-- question: datasets
select
    dataset,
    label_nl,
    label_en
from meta.datasets;

-- question: codes
select
    code_list,
    code,
    label_nl,
    label_en
from meta.codes
order by code_list, position;

-- question: fields
select
    dataset,
    field,
    label_nl,
    label_en,
    description_nl,
    description_en
from meta.fields;

-- question: rules
select
    dataset,
    rule,
    severity,
    columns,
    message_nl,
    message_en
from meta.rules;

-- question: organisations
select
    organisation_id,
    name
from core.organisations
order by name;

-- question: pilots
select
    pilot_id,
    name,
    region_code,
    strand
from core.pilots
order by name;

-- question: suppressed
-- what is withheld from an edition: null there, and named here
select
    row_key,
    "column" as column_name
from meta.suppressed
where mart = $mart;
