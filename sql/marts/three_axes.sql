-- one row per scope that has begun: its performance, its evidence and the quality of its data on the reference date
-- disclosure: intern
--
-- Performance: of this year's indicators with a target and a judgement, the share that is on course.
-- Evidence: of the criteria said to be achieved in the phases up to the present one, the share whose evidence is not
-- older than the threshold (evidence without a date of its own is as old as its assessment).
-- Data quality, of the deliveries of those who take part: completeness, the share of datasets delivered before of which
-- something was loaded within `complete_days` up to the reference date (more than a year: what comes once a year does
-- not come on the same day); timeliness, the share that is up to date; and, of the rows delivered in those days, the
-- share that was rejected.
--
-- The verdict, in this order: a scope that was stopped is no longer judged: gestopt. Nothing judged, or nothing
-- delivered: onvoldoende_gegevens. Completeness or the share of
-- rows that passed below `reliable_share`, or timeliness below `timely_share` (some datasets come once a year):
-- gegevens_onbetrouwbaar, whatever the figures say. On course is a performance of at least `on_course_share`, proven an
-- evidence share of at least `proven_share`; a scope without claims has proven nothing.
with

today as (
    select reference_date from meta.publication
),

limits as (
    select
        max(case when threshold = 'complete_days' then value end) as complete_days,
        max(case when threshold = 'evidence_days' then value end) as evidence_days,
        max(case when threshold = 'freshness_days' then value end) as freshness_days,
        max(case when threshold = 'on_course_share' then value end) as on_course_share,
        max(case when threshold = 'proven_share' then value end) as proven_share,
        max(case when threshold = 'reliable_share' then value end) as reliable_share,
        max(case when threshold = 'timely_share' then value end) as timely_share
    from meta.thresholds
),

scopes as (
    select
        periods.scope_id,
        periods.period
    from mart.scope_periods as periods
    inner join today
        on periods.counted_on = today.reference_date
),

performance as (
    select
        indicators.scope_id,
        count(*) as indicators_judged,
        sum(case when indicators.status = 'op_koers' then 1 else 0 end) as indicators_on_course
    from mart.indicator_values as indicators
    inner join scopes
        on
            indicators.scope_id = scopes.scope_id
            and indicators.period = scopes.period
    where indicators.status in ('op_koers', 'aandacht', 'achter')
    group by indicators.scope_id
),

evidence as (
    select
        criteria.scope_id,
        count(*) as claims,
        sum(
            case
                when
                    assessments.evidence is not null
                    and today.reference_date - coalesce(assessments.evidence_on, assessments.assessed_on)
                    <= limits.evidence_days
                    then 1
                else 0
            end
        ) as claims_proven
    from mart.phase_criteria as criteria
    cross join today
    cross join limits
    inner join mart.phase_position as standing
        on criteria.scope_id = standing.scope_id
    inner join meta.phases as phases
        on criteria.phase = phases.phase
    inner join meta.phases as reached
        on standing.phase = reached.phase
    inner join core.phase_assessments as assessments
        on
            criteria.scope_id = assessments.scope_id
            and criteria.criterion_id = assessments.criterion_id
            and criteria.assessed_on = assessments.assessed_on
    where
        criteria.status = 'behaald'
        and phases.position <= reached.position
    group by criteria.scope_id
),

datasets as (
    select
        deliveries.scope_id,
        count(*) as datasets_expected,
        sum(case when deliveries.days_since_loaded <= limits.complete_days then 1 else 0 end) as datasets_received,
        sum(case when deliveries.days_since_loaded <= limits.freshness_days then 1 else 0 end) as datasets_on_time
    from mart.scope_deliveries as deliveries
    cross join limits
    inner join scopes
        on
            deliveries.scope_id = scopes.scope_id
            and deliveries.period = scopes.period
    group by deliveries.scope_id
),

partners as (
    select distinct
        deliveries.scope_id,
        deliveries.partner_id
    from mart.scope_deliveries as deliveries
    inner join scopes
        on
            deliveries.scope_id = scopes.scope_id
            and deliveries.period = scopes.period
),

delivered as (
    select
        partners.scope_id,
        sum(deliveries.rows_delivered) as rows_delivered,
        sum(deliveries.rows_rejected) as rows_rejected
    from partners
    cross join today
    cross join limits
    inner join meta.deliveries as deliveries
        on partners.partner_id = deliveries.partner_id
    where
        deliveries.withdrawn_at is null
        and deliveries.outcome <> 'ongewijzigd'
        and today.reference_date - deliveries.received_on between 0 and limits.complete_days
    group by partners.scope_id
),

axes as (
    select
        scopes.scope_id,
        standing.stopped_on is not null as is_stopped,
        coalesce(performance.indicators_judged, 0) as indicators_judged,
        cast(coalesce(performance.indicators_on_course, 0) as bigint) as indicators_on_course,
        cast(performance.indicators_on_course as double) / performance.indicators_judged as performance,
        coalesce(evidence.claims, 0) as claims,
        cast(coalesce(evidence.claims_proven, 0) as bigint) as claims_proven,
        cast(evidence.claims_proven as double) / evidence.claims as evidence_share,
        coalesce(datasets.datasets_expected, 0) as datasets_expected,
        cast(datasets.datasets_received as double) / datasets.datasets_expected as completeness,
        cast(datasets.datasets_on_time as double) / datasets.datasets_expected as timeliness,
        cast(coalesce(delivered.rows_delivered, 0) as bigint) as rows_delivered,
        case
            when delivered.rows_delivered > 0
                then cast(delivered.rows_rejected as double) / delivered.rows_delivered
        end as rejected_share
    from scopes
    left join mart.phase_position as standing
        on scopes.scope_id = standing.scope_id
    left join performance
        on scopes.scope_id = performance.scope_id
    left join evidence
        on scopes.scope_id = evidence.scope_id
    left join datasets
        on scopes.scope_id = datasets.scope_id
    left join delivered
        on scopes.scope_id = delivered.scope_id
),

judged as (
    select
        axes.*,
        axes.performance >= limits.on_course_share as is_on_course,
        coalesce(axes.evidence_share >= limits.proven_share, false) as is_proven,
        axes.completeness >= limits.reliable_share
        and 1 - coalesce(axes.rejected_share, 0) >= limits.reliable_share
        and axes.timeliness >= limits.timely_share as is_reliable
    from axes
    cross join limits
)

select
    scope_id,
    indicators_judged,
    indicators_on_course,
    performance,
    claims,
    claims_proven,
    evidence_share,
    datasets_expected,
    completeness,
    timeliness,
    rows_delivered,
    rejected_share,
    case
        when is_stopped then 'gestopt'
        when performance is null or completeness is null then 'onvoldoende_gegevens'
        when not is_reliable then 'gegevens_onbetrouwbaar'
        when is_on_course and is_proven then 'op_koers_en_bewezen'
        when is_on_course then 'op_koers_maar_onbewezen'
        when is_proven then 'achter_maar_bewezen'
        else 'achter_en_onbewezen'
    end as verdict
from judged
order by scope_id
