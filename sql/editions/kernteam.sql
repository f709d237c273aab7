-- what the kernteam gets: pseudonymous rows, everything about the deliveries, and every mart
select
    table_schema,
    table_name
from information_schema.tables
where table_schema in ('core', 'meta', 'mart')
order by table_schema, table_name
