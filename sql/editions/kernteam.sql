-- what the kernteam gets: pseudonymous rows, everything about the deliveries, and every mart
-- What one person answered stays out, also under a pseudonym: the kernteam holds that person's employers.
select
    table_schema,
    table_name,
    table_schema || '.' || table_name as source,
    cast(null as varchar) as only_columns,
    cast(null as varchar) as only_rows
from information_schema.tables
where
    table_schema in ('core', 'meta', 'mart')
    and not (table_schema = 'core' and table_name = 'surveys')
    and not (table_schema = 'mart' and table_name = 'survey_answers')
order by table_schema, table_name
