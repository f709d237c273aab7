-- one row per matter for the next meeting: its section of the agenda, its kind, and what it is about
-- disclosure: intern
--
-- gewijzigd:   what changed since the last meeting (mart.changes)
-- besluiten:   scopes that are ready (`number` of `needed` criteria), and where the record disagrees with itself
--              (mart.phase_conflicts: of evidence out of date that of the current phase, its age in days; of open
--              points those that are still open)
-- acties:      every open action, and every recommendation of a peer review without one (mart.open_actions)
-- afwijkingen: indicators behind their path in the year of the reference date, as long as their target has neither
--              explanation nor measure; `number` is the value, `needed` where it should be by now
-- leveringen:  every dataset that a partner delivers, due `freshness_days` after it was last loaded; when its latest
--              delivery was refused, without a due date
--
-- `due_on` is a fact; whether it has passed is judged against today, by who shows the agenda. `is_new`: dated after the
-- last meeting. `subject_id` is a criterion, decision, action, review, indicator or dataset, as the kind has it;
-- `place` is the order of the meeting, that of the code lists agenda_section and agenda_kind.
with

today as (
    select reference_date from meta.publication
),

meeting as (
    select coalesce(held_on, cast('0001-01-01' as date)) as held_on
    from mart.last_meeting
),

limits as (
    select cast(max(case when threshold = 'freshness_days' then value end) as integer) as freshness_days
    from meta.thresholds
),

changed as (
    select
        'gewijzigd' as section,
        kind,
        scope_id,
        partner_id,
        subject_id,
        number,
        cast(null as double) as needed,
        dated_on,
        due_on,
        wording
    from mart.changes
),

ready as (
    select
        'besluiten' as section,
        'klaar_voor_besluit' as kind,
        scope_id,
        cast(null as varchar) as partner_id,
        cast(null as varchar) as subject_id,
        cast(criteria_met as double) as number,
        cast(criteria_total as double) as needed,
        since as dated_on,
        cast(null as date) as due_on,
        cast(null as varchar) as wording
    from mart.phase_position
    where ready and phase <> 'doorontwikkelen'
),

conflicts as (
    select
        'besluiten' as section,
        conflicts.kind,
        conflicts.scope_id,
        cast(null as varchar) as partner_id,
        conflicts.criterion_id as subject_id,
        cast(
            case conflicts.kind
                when 'bewijs_verouderd' then conflicts.number
                when 'door_met_open_punten' then conflicts.still_open
                else conflicts.found
            end as double
        ) as number,
        case
            when conflicts.kind <> 'door_met_open_punten' then cast(conflicts.needed as double)
        end as needed,
        conflicts.dated_on,
        cast(null as date) as due_on,
        cast(null as varchar) as wording
    from mart.phase_conflicts as conflicts
    inner join mart.phase_position as standing
        on conflicts.scope_id = standing.scope_id
    where
        (conflicts.kind <> 'bewijs_verouderd' or conflicts.phase = standing.phase)
        and (conflicts.kind <> 'door_met_open_punten' or conflicts.still_open > 0)
),

to_do as (
    select
        'acties' as section,
        case
            when not has_action then 'aanbeveling_zonder_actie'
            when dataset = 'peer_reviews' then 'actie_peerreview'
            else 'actie'
        end as kind,
        scope_id,
        action_owner as partner_id,
        coalesce(action_id, review_id) as subject_id,
        cast(null as double) as number,
        cast(null as double) as needed,
        known_since as dated_on,
        due_on,
        wording
    from mart.open_actions
),

behind as (
    select
        indicators.indicator_id,
        indicators.scope_id,
        indicators.status,
        indicators.value as reached,
        indicators.path as expected,
        min(targets.period) as target_period
    from mart.indicator_values as indicators
    cross join today
    inner join core.targets as targets
        on
            indicators.indicator_id = targets.indicator_id
            and indicators.scope_id = targets.scope_id
            and indicators.period <= targets.period
    left join mart.phase_position as standing
        on indicators.scope_id = standing.scope_id
    where
        indicators.status in ('achter', 'aandacht')
        and indicators.period = extract(year from today.reference_date)
        and standing.stopped_on is null
    group by
        indicators.indicator_id,
        indicators.scope_id,
        indicators.status,
        indicators.value,
        indicators.path
),

deviations as (
    select
        'afwijkingen' as section,
        behind.status as kind,
        behind.scope_id,
        cast(null as varchar) as partner_id,
        behind.indicator_id as subject_id,
        cast(behind.reached as double) as number,
        cast(behind.expected as double) as needed,
        cast(null as date) as dated_on,
        cast(null as date) as due_on,
        cast(null as varchar) as wording
    from behind
    inner join core.targets as targets
        on
            behind.indicator_id = targets.indicator_id
            and behind.scope_id = targets.scope_id
            and behind.target_period = targets.period
    where targets.explanation is null and targets.measure is null
),

deliveries as (
    select
        'leveringen' as section,
        case when freshness.is_refused then 'levering_geweigerd' else 'levering' end as kind,
        cast(null as varchar) as scope_id,
        freshness.partner_id,
        freshness.dataset as subject_id,
        cast(null as double) as number,
        cast(null as double) as needed,
        case
            when freshness.is_refused then freshness.received_on
            else cast(freshness.loaded_at as date)
        end as dated_on,
        case
            when not freshness.is_refused then cast(freshness.loaded_at as date) + limits.freshness_days
        end as due_on,
        cast(null as varchar) as wording
    from mart.freshness as freshness
    cross join limits
),

matters as (
    select * from changed
    union all
    select * from ready
    union all
    select * from conflicts
    union all
    select * from to_do
    union all
    select * from deviations
    union all
    select * from deliveries
)

select
    row_number() over (
        order by
            sections.position,
            kinds.position,
            matters.due_on nulls last,
            case when matters.scope_id = 'programma' then 0 else 1 end,
            matters.scope_id nulls last,
            matters.partner_id nulls last,
            criteria.position,
            matters.dated_on,
            matters.subject_id,
            matters.wording
    ) as place,
    matters.*,
    coalesce(matters.dated_on > meeting.held_on, false) as is_new
from matters
cross join meeting
left join meta.codes as sections
    on
        matters.section = sections.code
        and sections.code_list = 'agenda_section'
left join meta.codes as kinds
    on
        matters.kind = kinds.code
        and kinds.code_list = 'agenda_kind'
left join meta.criteria as criteria
    on matters.subject_id = criteria.criterion_id
order by place
