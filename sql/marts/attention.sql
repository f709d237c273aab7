-- one row per matter that asks for attention: its kind, what it is about, how many, and since when or until when
-- disclosure: intern
with

running as (
    select * from mart.placement_history
    where not has_ended
),

ready_for_decision as (
    select
        'klaar_voor_besluit' as kind,
        scope_id,
        cast(null as varchar) as partner_id,
        cast(null as varchar) as dataset,
        criteria_met as number,
        since as dated_on
    from mart.phase_position
    where ready and phase <> 'doorontwikkelen'
),

-- as it was known when the decision was taken, for as long as the scope is where that decision brought it
passed_with_open_points as (
    select
        'door_met_open_punten' as kind,
        passed.scope_id,
        cast(null as varchar) as partner_id,
        cast(null as varchar) as dataset,
        passed.criteria_open as number,
        passed.left_on as dated_on
    from mart.phase_history as passed
    inner join mart.phase_history as present
        on
            passed.scope_id = present.scope_id
            and passed.stay + 1 = present.stay
    where
        passed.decision = 'door'
        and passed.criteria_open > 0
        and present.left_on is null
),

-- an active placement that has not been seen for long, or that ends soon
of_placements as (
    select
        kind,
        pilot_id as scope_id,
        cast(null as varchar) as partner_id,
        cast(null as varchar) as dataset,
        count(*) as number,
        min(dated_on) as dated_on
    from mart.placement_attention
    where kind in ('lang_niet_gezien', 'loopt_binnenkort_af')
    group by kind, pilot_id
),

vanished as (
    select
        'verdwenen_zonder_einde' as kind,
        running.pilot_id as scope_id,
        cast(null as varchar) as partner_id,
        cast(null as varchar) as dataset,
        count(*) as number,
        cast(null as date) as dated_on
    from running
    where running.is_vanished
    group by running.pilot_id
),

-- a decision names the phase in which it is taken; another than the scope's own is probably a slip
decided_elsewhere as (
    select
        'besluit_in_andere_fase' as kind,
        scope_id,
        cast(null as varchar) as partner_id,
        cast(null as varchar) as dataset,
        count(*) as number,
        max(decided_on) as dated_on
    from mart.phase_steps
    where decided_in <> phase_before
    group by scope_id
),

-- the first report of an end stands; somebody says later that the placement still exists
contradicted as (
    select
        'tegenstrijdig_einde' as kind,
        history.pilot_id as scope_id,
        cast(null as varchar) as partner_id,
        cast(null as varchar) as dataset,
        count(*) as number,
        max(history.last_active_on) as dated_on
    from mart.placement_history as history
    where history.has_ended and history.last_active_on > history.ended_on
    group by history.pilot_id
),

refused as (
    select
        'levering_geweigerd' as kind,
        cast(null as varchar) as scope_id,
        partner_id,
        dataset,
        rows_rejected as number,
        received_on as dated_on
    from mart.freshness
    where is_refused
),

with_rejected_rows as (
    select
        'rijen_afgekeurd' as kind,
        cast(null as varchar) as scope_id,
        partner_id,
        dataset,
        rows_rejected as number,
        received_on as dated_on
    from mart.freshness
    where not is_refused and rows_rejected > 0
),

-- right when they came in, but what these rows point at was left out of a later file or withdrawn
pointing_at_nothing as (
    select
        'verwijst_naar_niets' as kind,
        cast(null as varchar) as scope_id,
        deliveries.partner_id,
        vanished_targets.dataset,
        cast(sum(vanished_targets.rows) as bigint) as number,
        max(deliveries.received_on) as dated_on
    from meta.vanished_targets as vanished_targets
    inner join meta.deliveries as deliveries
        on vanished_targets.delivery_id = deliveries.delivery_id
    group by deliveries.partner_id, vanished_targets.dataset
),

matters as (
    select * from ready_for_decision
    union all
    select * from passed_with_open_points
    union all
    select * from of_placements
    union all
    select * from vanished
    union all
    select * from decided_elsewhere
    union all
    select * from contradicted
    union all
    select * from refused
    union all
    select * from with_rejected_rows
    union all
    select * from pointing_at_nothing
)

select * from matters
order by kind, scope_id, partner_id, dataset
