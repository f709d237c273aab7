-- one row per version of an indicator, variant, scope and period that it gives figures of
-- disclosure: intern
--
-- The rows come from sql/indicators: a file a version. Scopes are pilots, and `programma` for what belongs to no pilot
-- or, of the kinds distinct and estimate, for the partnership as a whole.
select
    cast(null as varchar) as indicator,
    cast(null as bigint) as version,
    cast(null as varchar) as variant,
    cast(null as varchar) as scope_id,
    cast(null as bigint) as period,
    cast(null as double) as numerator,
    cast(null as double) as denominator
where false
