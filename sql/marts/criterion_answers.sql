-- one row per scope and criterion that the data can answer by itself: how many it found, and how many it takes
-- disclosure: intern
--
-- The rows come from sql/criteria: a file a criterion. O2 counts the placements of a pilot, which are persons.
select
    cast(null as varchar) as scope_id,
    cast(null as varchar) as criterion_id,
    cast(null as bigint) as found,
    cast(null as bigint) as needed
where false
