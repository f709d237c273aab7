-- what the kernteam gets: pseudonymous rows, everything about the deliveries, and every mart
-- What one person answered, or that somebody did, stays out, also under a pseudonym: the kernteam holds employers.
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
    and not (table_schema = 'mart' and table_name in ('survey_answers', 'person_cells', 'person_memberships'))
order by table_schema, table_name
