-- one row per outcome, scope and calendar year of the second measurement: the mean gain of hybrid groups
-- disclosure: gevoelig
select
    outcome,
    scope_id,
    period,
    groups,
    pupils,
    gain
from analysis.gain_by_year
order by outcome, scope_id, period
