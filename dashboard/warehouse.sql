-- The questions that the dashboard asks an edition, each under its name. A filter that is null lets everything through.

-- question: tables
select table_schema || '.' || table_name as name from information_schema.tables;

-- question: publication
select as_of, reference_date, example_data, left(built_from, 8) as mark from meta.publication;

-- question: thresholds
select threshold, value, label_nl, label_en, ours from meta.thresholds;

-- question: phases
select * from meta.phases order by position;

-- question: criteria
select * from meta.criteria order by position;

-- question: datasets
select dataset, label_nl, label_en from meta.datasets;

-- question: codes
select code_list, code, label_nl, label_en from meta.codes order by code_list, position;

-- question: fields
select dataset, field, label_nl, label_en, description_nl, description_en from meta.fields;

-- question: rules
select dataset, rule, severity, columns, message_nl, message_en from meta.rules;

-- question: organisations
select organisation_id, name from core.organisations order by name;

-- question: pilots
select pilot_id, name, region_code, strand from core.pilots order by name;

-- question: open_points
-- how much was still open when a scope went on to its phase
select scope_id, number from mart.attention where kind = 'door_met_open_punten';

-- question: positions
select position.*, pilots.region_code
from mart.phase_position as position
left join core.pilots as pilots on position.scope_id = pilots.pilot_id
where $regio is null or pilots.region_code = $regio or position.scope_id = 'programma'
order by position.scope_id <> 'programma', pilots.name;

-- question: attention
select attention.*
from mart.attention as attention
left join core.pilots as pilots on attention.scope_id = pilots.pilot_id
where $regio is null or pilots.region_code = $regio or attention.scope_id is null
order by attention.kind, attention.number desc, attention.scope_id, attention.partner_id;

-- question: last_meeting
select held_on from mart.last_meeting;

-- question: agenda
-- a delivery that is not overdue is no matter for a meeting; an action that runs on is told as one of so many
select agenda.*, coalesce(agenda.due_on < $today, false) as is_overdue
from mart.agenda as agenda
where agenda.kind <> 'levering' or agenda.due_on < $today
order by agenda.place;

-- question: open_actions
select actions.*
from core.actions as actions
inner join mart.open_actions as open_actions on actions.action_id = open_actions.action_id
order by open_actions.due_on nulls last, actions.action_id;

-- question: form_fields
select
    field, label_nl, label_en, description_nl, description_en, kind, required, code_list, refers_to, also_allowed
from meta.fields
where dataset = $dataset
order by position;

-- question: indicators
select indicator_id, label_nl, label_en, unit, theme from meta.indicators where is_latest order by indicator_id;

-- question: freshness
select
    partner_id,
    max(loaded_at) as latest_at,
    $today - cast(max(loaded_at) as date) as age_days,
    count(*) as datasets,
    cast(sum(case when loaded_at is null or $today - cast(loaded_at as date) > $limit then 1 else 0 end)
        as bigint) as stale_datasets,
    string_agg(
        case when loaded_at is null or $today - cast(loaded_at as date) > $limit then dataset end, ','
        order by dataset
    ) as stale_names
from mart.freshness
group by partner_id
order by latest_at nulls first, partner_id;

-- question: placements_now
select * from mart.placements_now where scope_id = coalesce($pilot, 'programma');

-- question: after_year
select * from mart.retention_after_year where stratum_by = 'alle';

-- question: criteria_of_scope
select criteria.*
from mart.phase_criteria as criteria
inner join meta.criteria as meaning on criteria.criterion_id = meaning.criterion_id
where criteria.scope_id = $scope
order by meaning.position;

-- question: assessments_of_scope
select criterion_id, assessed_on, status, evidence, evidence_on, assessor
from core.phase_assessments
where scope_id = $scope and assessed_on <= (select reference_date from meta.publication)
order by criterion_id, assessed_on desc;

-- question: answers_of_scope
select scope_id, criterion_id, found, needed from mart.criterion_answers where scope_id = $scope;

-- question: conflicts_of_scope
select conflicts.*
from mart.phase_conflicts as conflicts
left join meta.criteria as criteria on conflicts.criterion_id = criteria.criterion_id
where conflicts.scope_id = $scope
order by conflicts.kind, criteria.position, conflicts.dated_on desc;

-- question: history_of_scope
select * from mart.phase_history where scope_id = $scope order by stay desc;

-- question: open_then_of_scope
-- what was open when the scope left a phase, and how it stands now
select
    then_open.stay,
    then_open.criterion_id,
    then_open.status,
    present.status as status_now,
    present.assessed_on as assessed_now
from mart.phase_stay_criteria as then_open
inner join mart.phase_criteria as present
    on then_open.scope_id = present.scope_id and then_open.criterion_id = present.criterion_id
inner join meta.criteria as criteria on then_open.criterion_id = criteria.criterion_id
where then_open.scope_id = $scope and then_open.is_open
order by then_open.stay desc, criteria.position;

-- question: decisions_of_scope
-- each with the stay in which it was taken; none when it is for later or came after a stop
select
    decisions.decided_on,
    decisions.phase,
    decisions.decision,
    decisions.reason,
    history.stay,
    coalesce(decisions.decided_on = history.left_on, false) as ends_stay,
    decisions.decided_on > publication.reference_date as is_upcoming
from core.phase_decisions as decisions
cross join meta.publication as publication
left join mart.phase_history as history
    on
        decisions.scope_id = history.scope_id
        and decisions.decided_on <= coalesce(history.left_on, publication.reference_date)
        and (history.stay = 1 or decisions.decided_on > history.entered_on)
where decisions.scope_id = $scope
order by decisions.decided_on desc;

-- question: placements_by_month
-- a sector without placements in a month has none: 0, not a gap
with

chosen as (
    select
        placements.month,
        placements.school_sector,
        sum(placements.placements) as placements,
        sum(placements.fte_school) as fte_school
    from mart.placements_by_month as placements
    left join core.pilots as pilots on placements.pilot_id = pilots.pilot_id
    where
        ($pilot is null or placements.pilot_id = $pilot)
        and ($regio is null or pilots.region_code = $regio)
        and ($sector is null or placements.school_sector = $sector)
    group by placements.month, placements.school_sector
),

months as (
    select distinct
        placements.month,
        placements.counted_on
    from mart.placements_by_month as placements
    where placements.month >= (select min(chosen.month) from chosen)
),

sectors as (
    select distinct school_sector from chosen
)

select
    months.month,
    months.counted_on,
    sectors.school_sector,
    cast(coalesce(chosen.placements, 0) as bigint) as placements,
    cast(coalesce(chosen.fte_school, 0) as double) as fte_school
from months
cross join sectors
left join chosen
    on
        months.month = chosen.month
        and sectors.school_sector = chosen.school_sector
order by months.month, sectors.school_sector;

-- question: composition
select
    composition.attribute,
    composition.code,
    cast(sum(composition.placements) as bigint) as placements,
    cast(sum(composition.fte_school) as double) as fte_school
from mart.placements_composition as composition
left join core.pilots as pilots on composition.pilot_id = pilots.pilot_id
where
    ($pilot is null or composition.pilot_id = $pilot)
    and ($regio is null or pilots.region_code = $regio)
    and ($sector is null or composition.school_sector = $sector)
group by composition.attribute, composition.code
order by composition.attribute, placements desc, composition.code;

-- question: active_totals
select
    cast(coalesce(sum(composition.placements), 0) as bigint) as placements,
    cast(coalesce(sum(composition.fte_school), 0) as double) as fte_school,
    count(distinct composition.pilot_id) as pilots
from mart.placements_composition as composition
left join core.pilots as pilots on composition.pilot_id = pilots.pilot_id
where
    composition.attribute = 'school_sector'
    and ($pilot is null or composition.pilot_id = $pilot)
    and ($regio is null or pilots.region_code = $regio)
    and ($sector is null or composition.school_sector = $sector);

-- question: school_companies
-- how many active placements each school has at each company; both with the total that they are sorted by
with

pairs as (
    select
        active.school_id,
        active.company_id,
        count(*) as placements
    from mart.placements_active as active
    left join core.pilots as pilots on active.pilot_id = pilots.pilot_id
    where
        ($pilot is null or active.pilot_id = $pilot)
        and ($regio is null or pilots.region_code = $regio)
        and ($sector is null or active.school_sector = $sector)
    group by active.school_id, active.company_id
),

with_totals as (
    select
        *,
        cast(sum(placements) over (partition by school_id) as bigint) as of_school,
        cast(sum(placements) over (partition by company_id) as bigint) as of_company,
        count(*) over (partition by school_id) as companies
    from pairs
)

select with_totals.*
from with_totals
left join core.organisations as schools on with_totals.school_id = schools.organisation_id
left join core.organisations as companies on with_totals.company_id = companies.organisation_id
order by
    with_totals.of_school desc, schools.name, with_totals.school_id,
    with_totals.of_company desc, companies.name, with_totals.company_id;

-- question: placement_attention
-- first what has a day ahead, the nearest first; then what is longest so; a placement stands at its most urgent matter
with

chosen as (
    select
        attention.*,
        array_position(
            [
                'proefperiode_loopt_af', 'loopt_binnenkort_af', 'lang_niet_gezien', 'geen_afstemming',
                'lang_onbevoegd', 'fte_boven_1', 'geen_coach'
            ],
            attention.kind
        ) as kind_rank,
        case
            when attention.kind in ('proefperiode_loopt_af', 'loopt_binnenkort_af') then attention.number
            else -coalesce(attention.number, 0)
        end as weight
    from mart.placement_attention as attention
    left join mart.placement_history as history on attention.placement_id = history.placement_id
    left join core.pilots as pilots on attention.pilot_id = pilots.pilot_id
    where
        ($pilot is null or attention.pilot_id = $pilot)
        and ($regio is null or pilots.region_code = $regio)
        and ($sector is null or history.school_sector = $sector)
),

ranked as (
    select
        *,
        first_value(kind_rank) over own as first_rank,
        first_value(weight) over own as first_weight
    from chosen
    window own as (partition by placement_id order by kind_rank nulls last, weight)
)

select * exclude (first_rank, first_weight, kind_rank, weight)
from ranked
order by first_rank nulls last, first_weight, placement_id, kind_rank nulls last, weight;

-- question: strata
select distinct stratum_by from mart.retention_summary order by stratum_by;

-- question: retention_curve
select * from mart.retention_curve where stratum_by = $stratum_by order by stratum, days;

-- question: retention_summary
select
    *,
    greatest(0, rmst_730 - 1.959964 * rmst_730_se) as rmst_low,
    least(730, rmst_730 + 1.959964 * rmst_730_se) as rmst_high
from mart.retention_summary
where stratum_by = $stratum_by
order by stratum = 'onbekend', n desc, stratum;

-- question: retention_at_risk
select * from mart.retention_at_risk where stratum_by = $stratum_by order by stratum, days;

-- question: retention_competing
select * from mart.retention_competing
where stratum_by = $stratum_by and exit_reason is not null
order by stratum, days, exit_reason;

-- question: exit_reasons
-- of each part how many placements ended for which reason, and which share had by one and by two years
-- a share is null where nobody was followed that long; the end of a pilot is no exit, so it has none
with

ended as (
    select
        case $stratum_by
            when 'school_sector' then school_sector
            when 'function' then function
            when 'contract_school' then contract_school
            when 'fte_class' then fte_class
            when 'coach' then coach
            when 'pilot_id' then pilot_id
            when 'size_class' then size_class
            else 'alle'
        end as stratum,
        exit_reason,
        is_exit
    from mart.placement_history
    where has_ended and exit_days > entry_days
),

counted as (
    select
        stratum,
        exit_reason,
        is_exit,
        count(*) as placements
    from ended
    group by stratum, exit_reason, is_exit
),

followed as (
    select
        stratum,
        max(days) as last_day
    from mart.retention_curve
    where stratum_by = $stratum_by
    group by stratum
),

-- what holds on a day is what the latest exit before it left
moments as (
    select
        competing.stratum,
        competing.exit_reason,
        max(case when competing.days <= 365 and followed.last_day >= 365 then competing.days end) as by_one_year,
        max(case when competing.days <= 730 and followed.last_day >= 730 then competing.days end) as by_two_years
    from mart.retention_competing as competing
    inner join followed on competing.stratum = followed.stratum
    where competing.stratum_by = $stratum_by
    group by competing.stratum, competing.exit_reason
),

incidence as (
    select * from mart.retention_competing where stratum_by = $stratum_by
)

select
    counted.stratum,
    counted.exit_reason,
    counted.is_exit,
    counted.placements,
    one_year.cumulative_incidence as share_365,
    one_year.ci_low as low_365,
    one_year.ci_high as high_365,
    two_years.cumulative_incidence as share_730,
    two_years.ci_low as low_730,
    two_years.ci_high as high_730
from counted
left join moments on counted.stratum = moments.stratum and counted.exit_reason = moments.exit_reason
left join incidence as one_year
    on
        moments.stratum = one_year.stratum
        and moments.exit_reason = one_year.exit_reason
        and moments.by_one_year = one_year.days
left join incidence as two_years
    on
        moments.stratum = two_years.stratum
        and moments.exit_reason = two_years.exit_reason
        and moments.by_two_years = two_years.days
order by counted.stratum, counted.placements desc, counted.exit_reason;

-- question: retention_sensitivity
select
    sensitivity.*,
    greatest(0, sensitivity.rmst_730 - 1.959964 * sensitivity.rmst_730_se) as rmst_low,
    least(730, sensitivity.rmst_730 + 1.959964 * sensitivity.rmst_730_se) as rmst_high
from mart.retention_sensitivity as sensitivity
order by sensitivity.variant <> 'hoofdanalyse', sensitivity.variant;

-- question: review_totals
-- a year is 365 days; whose deadline has passed is judged today
select
    count(*) as partners,
    count(case when $today - last_reviewed_on <= 365 then 1 end) as within_year,
    (
        select count(*) from (select distinct review_id, reviewed_id from mart.peer_review_findings)
    ) as reviews,
    (
        select count(*) from mart.peer_review_actions
        where closed_on is null and due_on < $today
    ) as late
from mart.peer_review_partners;

-- question: review_turns
-- who takes part now, and who else was reviewed: since when, and whether it is their turn in the round of today
with

today as (
    select
        cast(extract(year from $today) as varchar)
        || case when extract(month from $today) <= 6 then '-1' else '-2' end as round
),

known as (
    select organisation_id from mart.peer_review_partners
    union
    select reviewed_id from mart.peer_review_network
    union
    select reviewer_id from mart.peer_review_network
),

received as (
    select
        reviewed_id,
        max(last_on) as last_on
    from mart.peer_review_network
    group by reviewed_id
),

turns as (
    select
        known.organisation_id,
        received.last_on as last_reviewed_on,
        $today - received.last_on as days_since_reviewed,
        partners.due_round,
        case
            when partners.organisation_id is null then 'doet_niet_mee'
            when received.last_on is null then 'nooit'
            when partners.due_round < today.round then 'over_tijd'
            when partners.due_round = today.round then 'aan_de_beurt'
            else 'later'
        end as turn
    from known
    cross join today
    left join mart.peer_review_partners as partners on known.organisation_id = partners.organisation_id
    left join received on known.organisation_id = received.reviewed_id
)

select turns.*
from turns
left join core.organisations as organisations on turns.organisation_id = organisations.organisation_id
order by
    array_position(['over_tijd', 'nooit', 'aan_de_beurt', 'later', 'doet_niet_mee'], turns.turn),
    turns.last_reviewed_on,
    organisations.name;

-- question: review_network
select * from mart.peer_review_network order by last_on desc, reviewer_id, reviewed_id;

-- question: reviewed
select distinct reviewed_id from mart.peer_review_levels where reviewed_id <> 'programma' order by reviewed_id;

-- question: review_levels
-- the last six rounds of each theme
select levels.*
from mart.peer_review_levels as levels
left join meta.codes as themes on levels.theme = themes.code and themes.code_list = 'theme'
where
    levels.reviewed_id = $organisatie
    and levels.round in (
        select distinct round from mart.peer_review_levels
        where reviewed_id = $organisatie
        order by round desc
        limit 6
    )
order by themes.position, levels.theme, levels.round;

-- question: review_actions
-- the deadlines of what is not closed are judged today
select
    actions.* exclude (status, days_late),
    case when actions.closed_on is null and actions.due_on < $today then 'te_laat' else actions.status end as status,
    case when actions.closed_on is null and actions.due_on < $today then $today - actions.due_on end as days_late
from mart.peer_review_actions as actions
order by actions.closed_on desc nulls first, actions.due_on nulls last, actions.review_id, actions.finding_id;

-- question: learning
select * from mart.learning order by theme, held_on desc, review_id, finding_id;

-- question: review_proposal
select proposal.*
from mart.peer_review_proposal as proposal
left join core.organisations as organisations on proposal.reviewed_id = organisations.organisation_id
order by
    proposal.outcome <> 'voorgesteld', proposal.outcome = 'niet_aan_de_beurt', proposal.last_reviewed_on is not null,
    organisations.name, proposal.reviewed_id;

-- question: indicator_totals
-- of every figure of the scope's last year
select
    period,
    count(*) as figures,
    count(case when status <> 'geen_doel' then 1 end) as with_target,
    count(case when status in ('op_koers', 'aandacht', 'achter') then 1 end) as judged,
    count(case when status = 'op_koers' then 1 end) as on_course,
    count(case when status = 'aandacht' then 1 end) as needing_attention,
    count(case when status = 'achter' then 1 end) as behind
from mart.indicator_values
where
    scope_id = $onderdeel
    and period = (select max(period) from mart.scope_periods where scope_id = $onderdeel)
group by period;

-- question: indicators_of_theme
-- each figure of a theme, or of all, in the scope's last year, under the definition that holds then; beside it that of
-- the year before under the same definition, unless it is an estimate (its interval is not known here) or one of few
select
    found.*,
    meaning.* exclude (indicator_id, version),
    periods.counted_on,
    periods.counted_on < cast(cast(found.period as varchar) || '-12-31' as date) as is_under_way,
    coalesce(
        found.denominator < (select value from meta.thresholds where threshold = 'small_denominator'), false
    ) as is_small,
    case
        when meaning.kind = 'estimate' then null
        when earlier.denominator < (select value from meta.thresholds where threshold = 'small_denominator') then null
        else earlier.value
    end as earlier_value,
    aims.period as target_period,
    aims.explanation,
    aims.measure
from mart.indicator_values as found
inner join meta.indicators as meaning
    on
        found.indicator_id = meaning.indicator_id
        and (found.version = meaning.version or (found.version is null and meaning.is_latest))
inner join mart.scope_periods as periods on found.scope_id = periods.scope_id and found.period = periods.period
left join mart.indicator_values as earlier
    on
        found.indicator_id = earlier.indicator_id
        and found.scope_id = earlier.scope_id
        and found.version = earlier.version
        and found.period = earlier.period + 1
left join core.targets as aims
    on
        found.indicator_id = aims.indicator_id
        and found.scope_id = aims.scope_id
        and aims.period = (
            select min(later.period) from core.targets as later
            where
                later.indicator_id = found.indicator_id
                and later.scope_id = found.scope_id
                and later.period >= found.period
        )
left join meta.codes as variants on meaning.variants = variants.code_list and meaning.variant = variants.code
where
    found.scope_id = $onderdeel
    and ($thema is null or meaning.theme = $thema)
    and found.period = (select max(period) from mart.scope_periods where scope_id = $onderdeel)
order by meaning.title_nl, variants.position;

-- question: indicator_series
-- the values of a theme's figures, or of all, over the years; a value of few has no place in a chart
select
    found.indicator_id,
    found.period,
    case
        when found.denominator < (select value from meta.thresholds where threshold = 'small_denominator') then null
        else found.value
    end as value,
    found.path,
    found.is_break,
    periods.counted_on < cast(cast(found.period as varchar) || '-12-31' as date) as is_under_way
from mart.indicator_values as found
inner join mart.scope_periods as periods on found.scope_id = periods.scope_id and found.period = periods.period
where
    found.scope_id = $onderdeel
    and found.indicator_id in (select indicator_id from meta.indicators where $thema is null or theme = $thema)
order by found.indicator_id, found.period;

-- question: three_axes
select
    axes.*,
    cast(round(axes.completeness * axes.datasets_expected) as bigint) as datasets_received,
    cast(round(axes.timeliness * axes.datasets_expected) as bigint) as datasets_on_time,
    cast(round(axes.rejected_share * axes.rows_delivered) as bigint) as rows_rejected
from mart.three_axes as axes
left join core.pilots as pilots on axes.scope_id = pilots.pilot_id
order by axes.scope_id <> 'programma', pilots.name;

-- question: money_years
-- contributions and costs of every year with either, the present year first and those ahead last
with

contributed as (
    select
        year,
        sum(committed_eur) as committed_eur,
        sum(realised_eur) as contributed_eur,
        sum(case when funding_source = 'privaat' then committed_eur else 0 end)
        / nullif(sum(committed_eur), 0) as private_share,
        sum(case when structural = 'ja' then committed_eur else 0 end)
        / nullif(sum(committed_eur), 0) as structural_share
    from mart.contributions_by_year
    where scope_id = $onderdeel
    group by year
),

spent as (
    select
        year,
        sum(budget_eur) as budget_eur,
        sum(realised_eur) as spent_eur
    from mart.expenditures_by_year
    where scope_id = $onderdeel
    group by year
)

select
    cast(coalesce(contributed.year, spent.year) as varchar) as year,
    coalesce(contributed.year, spent.year) = extract(year from publication.reference_date) as is_under_way,
    contributed.* exclude (year),
    spent.* exclude (year)
from contributed
full join spent on contributed.year = spent.year
cross join meta.publication as publication
order by coalesce(contributed.year, spent.year) > extract(year from publication.reference_date), 1 desc;

-- question: contribution_parts
-- what the contributions of a year are made of, cut up in three ways
with

parts as (
    select 'funding_source' as attribute, funding_source as code, committed_eur, realised_eur
    from mart.contributions_by_year
    where scope_id = $onderdeel and year = cast($jaar as bigint)
    union all
    select 'contribution_kind' as attribute, kind as code, committed_eur, realised_eur
    from mart.contributions_by_year
    where scope_id = $onderdeel and year = cast($jaar as bigint)
    union all
    select 'structural' as attribute, structural as code, committed_eur, realised_eur
    from mart.contributions_by_year
    where scope_id = $onderdeel and year = cast($jaar as bigint)
)

select
    attribute,
    code,
    sum(committed_eur) as committed_eur,
    sum(realised_eur) as realised_eur,
    sum(committed_eur) / nullif(sum(sum(committed_eur)) over (partition by attribute), 0) as share
from parts
group by attribute, code
order by
    array_position(['funding_source', 'contribution_kind', 'structural'], attribute),
    code = 'onbekend', committed_eur desc nulls last, code;

-- question: costs_of_year
-- a category that is null: all of them
with

costs as (
    select category, budget_eur, realised_eur, deviation_eur, deviation_share
    from mart.expenditures_by_year
    where scope_id = $onderdeel and year = cast($jaar as bigint)
),

with_total as (
    select * from costs
    union all
    select
        null as category,
        sum(budget_eur) as budget_eur,
        sum(realised_eur) as realised_eur,
        sum(deviation_eur) as deviation_eur,
        null as deviation_share
    from costs
    having count(*) > 1
)

select with_total.*
from with_total
left join meta.codes as codes on with_total.category = codes.code and codes.code_list = 'cost_category'
order by with_total.category is null, codes.position, with_total.category;

-- question: cofinancing
-- of each rule its years together first, what was realised before what was promised
select
    found.*,
    rules.* exclude (rule_id, required_share),
    min(found.year) over (partition by found.rule_id, found.basis) as first_year,
    max(found.year) over (partition by found.rule_id, found.basis) as last_year
from mart.cofinancing as found
inner join meta.cofinancing_rules as rules on found.rule_id = rules.rule_id
where found.scope_id = $onderdeel
order by rules.position, found.basis, found.year nulls first;

-- question: cofinancing_met
-- the same for who reads only whether a rule is met
select
    found.*,
    rules.* exclude (rule_id, required_share),
    min(found.year) over (partition by found.rule_id, found.basis) as first_year,
    max(found.year) over (partition by found.rule_id, found.basis) as last_year
from mart.cofinancing_met as found
inner join meta.cofinancing_rules as rules on found.rule_id = rules.rule_id
where found.scope_id = $onderdeel
order by rules.position, found.basis, found.year nulls first;

-- question: public_years
-- public contributions of every year, the present year first and those ahead last
select
    cast(public.year as varchar) as year,
    public.year = extract(year from publication.reference_date) as is_under_way,
    sum(public.committed_eur) as committed_eur,
    sum(public.realised_eur) as contributed_eur
from mart.contributions_public as public
cross join meta.publication as publication
where public.scope_id = $onderdeel
group by public.year, publication.reference_date
order by public.year > extract(year from publication.reference_date), 1 desc;

-- question: public_parts
-- what the public contributions of a year are made of, cut up in two ways
with

chosen as (
    select kind, structural, committed_eur, realised_eur
    from mart.contributions_public
    where scope_id = $onderdeel and year = cast($jaar as bigint)
),

parts as (
    select 'contribution_kind' as attribute, kind as code, committed_eur, realised_eur from chosen
    union all
    select 'structural' as attribute, structural as code, committed_eur, realised_eur from chosen
)

select
    attribute,
    code,
    sum(committed_eur) as committed_eur,
    sum(realised_eur) as realised_eur,
    sum(committed_eur) / nullif(sum(sum(committed_eur)) over (partition by attribute), 0) as share
from parts
group by attribute, code
order by
    array_position(['contribution_kind', 'structural'], attribute),
    code = 'onbekend', committed_eur desc nulls last, code;

-- question: private_years
-- private contributions by closed year and form, all forms together first; those of the latest round of each year
select private.*
from mart.contributions_private as private
left join meta.codes as kinds on kinds.code_list = 'contribution_kind' and private.kind = kinds.code
order by private.year desc, kinds.position nulls first, private.kind, private.basis;

-- question: suppressed
-- what is withheld from an edition: null there, and named here
select row_key, "column" as column_name from meta.suppressed where mart = $mart;

-- question: outcome_divisions
select distinct stratum_by from mart.outcome_effects order by stratum_by <> 'alle', stratum_by;

-- question: outcome_names
select distinct effects.outcome, outcomes.position
from mart.outcome_effects as effects
left join meta.codes as outcomes on outcomes.code_list = 'outcome' and effects.outcome = outcomes.code
order by outcomes.position, effects.outcome;

-- question: outcome_effects
select effects.*
from mart.outcome_effects as effects
left join meta.codes as outcomes on outcomes.code_list = 'outcome' and effects.outcome = outcomes.code
left join meta.codes as parts on effects.stratum_by = parts.code_list and effects.stratum = parts.code
where effects.stratum_by = $stratum_by and ($outcome is null or effects.outcome = $outcome)
order by outcomes.position, effects.outcome, parts.position, effects.stratum;

-- question: outcome_sensitivity
select sensitivity.*
from mart.outcome_sensitivity as sensitivity
left join meta.codes as outcomes on outcomes.code_list = 'outcome' and sensitivity.outcome = outcomes.code
order by outcomes.position, sensitivity.outcome, sensitivity.variant;

-- question: outcome_missing
-- how many pupils are counted in each comparison; those on a scale that was not used are of another scale, too
select
    missing.* exclude (n_other_scale, n_scale_not_used),
    missing.n_other_scale + missing.n_scale_not_used as n_other_scale,
    missing.n_both / nullif(missing.pupils, 0) as counted_share
from mart.outcome_missing as missing
left join meta.codes as outcomes on outcomes.code_list = 'outcome' and missing.outcome = outcomes.code
left join meta.codes as parts on missing.stratum_by = parts.code_list and missing.stratum = parts.code
where missing.stratum_by = $stratum_by and ($outcome is null or missing.outcome = $outcome)
order by outcomes.position, missing.outcome, parts.position, missing.stratum;

-- question: survey_scales
-- a series: the rounds of one scale, role and context; before and after are no rounds, so a series of their own
with

series as (
    select
        *,
        wave not in ('voor', 'na') as is_round,
        case wave when 'voor' then '0' when 'na' then '1' else wave end as wave_order
    from mart.survey_scales
)

select
    series.*,
    row_number() over (
        partition by series.scale, series.respondent_role, series.context, series.is_round
        order by series.wave_order desc
    ) = 1 as is_latest
from series
left join meta.codes as roles on roles.code_list = 'respondent_role' and series.respondent_role = roles.code
left join meta.codes as scales on scales.code_list = 'survey_scale' and series.scale = scales.code
left join meta.codes as contexts on contexts.code_list = 'context' and series.context = contexts.code
order by
    roles.position, series.respondent_role, scales.position, series.scale, contexts.position, series.context,
    series.is_round, series.wave_order;

-- question: survey_reliability
select * from mart.survey_reliability;

-- question: delivering
select distinct partner_id, dataset from meta.deliveries order by partner_id, dataset;

-- question: deliveries
select * from meta.deliveries
where ($partner is null or partner_id = $partner) and ($dataset is null or dataset = $dataset)
order by received_at desc, partner_id, dataset, file_name;

-- question: delivery_totals
select
    count(*) as deliveries,
    count(distinct partner_id) as partners,
    cast(coalesce(sum(rows_delivered), 0) as bigint) as rows_delivered,
    cast(coalesce(sum(rows_accepted), 0) as bigint) as rows_accepted,
    cast(coalesce(sum(rows_rejected), 0) as bigint) as rows_rejected,
    sum(rows_accepted) / nullif(sum(rows_delivered), 0) as accepted_share,
    count(case when outcome = 'geweigerd' then 1 end) as refused,
    (select count(*) from meta.rules where $dataset is null or rules.dataset = $dataset) as rules
from meta.deliveries
where ($partner is null or partner_id = $partner) and ($dataset is null or dataset = $dataset);

-- question: rows_by_month
select
    cast(date_trunc('month', received_at) as date) as month,
    cast(sum(rows_accepted) as bigint) as accepted,
    cast(sum(rows_rejected) as bigint) as rejected
from meta.deliveries
where ($partner is null or partner_id = $partner) and ($dataset is null or dataset = $dataset)
group by date_trunc('month', received_at)
order by month;

-- question: rejected
select
    deliveries.partner_id,
    deliveries.dataset,
    deliveries.file_name,
    deliveries.received_at,
    rejected.columns,
    rejected.rule,
    rejected.message,
    count(*) as number,
    string_agg(cast(rejected.row_number as varchar), ',' order by rejected.row_number) as row_numbers
from meta.rejected_rows as rejected
inner join meta.deliveries as deliveries on rejected.delivery_id = deliveries.delivery_id
where
    ($partner is null or deliveries.partner_id = $partner)
    and ($dataset is null or deliveries.dataset = $dataset)
group by
    deliveries.partner_id, deliveries.dataset, deliveries.file_name, deliveries.received_at,
    rejected.columns, rejected.rule, rejected.message
order by deliveries.received_at desc, number desc, rejected.message;

-- question: notes
select deliveries.partner_id, deliveries.dataset, deliveries.file_name, deliveries.received_at, notes.note
from meta.delivery_notes as notes
inner join meta.deliveries as deliveries on notes.delivery_id = deliveries.delivery_id
where
    ($partner is null or deliveries.partner_id = $partner)
    and ($dataset is null or deliveries.dataset = $dataset)
order by deliveries.received_at desc, deliveries.file_name, notes.position;

-- question: failed_checks
select
    deliveries.dataset,
    results.rule,
    min(results.severity) as severity,
    cast(sum(results.evaluated) as bigint) as evaluated,
    cast(sum(results.failed) as bigint) as failed,
    cast(sum(results.failed) as double) / nullif(sum(results.evaluated), 0) as share
from meta.check_results as results
inner join meta.deliveries as deliveries on results.delivery_id = deliveries.delivery_id
where
    ($partner is null or deliveries.partner_id = $partner)
    and ($dataset is null or deliveries.dataset = $dataset)
group by deliveries.dataset, results.rule
having sum(results.failed) > 0
order by failed desc, deliveries.dataset, results.rule;

-- question: checks_by_year
-- of the rules that ever failed, how each came out in every year in which rows were held against it
select
    deliveries.dataset,
    results.rule,
    cast(year(deliveries.received_at) as varchar) as year,
    cast(sum(results.evaluated) as bigint) as evaluated,
    cast(sum(results.failed) as bigint) as failed
from meta.check_results as results
inner join meta.deliveries as deliveries on results.delivery_id = deliveries.delivery_id
where
    ($partner is null or deliveries.partner_id = $partner)
    and ($dataset is null or deliveries.dataset = $dataset)
group by deliveries.dataset, results.rule, year(deliveries.received_at)
having sum(results.evaluated) > 0
order by deliveries.dataset, results.rule, year;

-- question: partner_quality
-- of each partner how much of what it delivered before came again, how much of it is recent, and what was rejected
with

limits as (
    select
        max(case when threshold = 'complete_days' then value end) as complete_days,
        max(case when threshold = 'freshness_days' then value end) as freshness_days
    from meta.thresholds
),

datasets as (
    select
        partner_id,
        count(*) as datasets,
        count(case when $today - cast(loaded_at as date) <= limits.complete_days then 1 end) as received,
        count(case when $today - cast(loaded_at as date) <= limits.freshness_days then 1 end) as on_time
    from mart.freshness
    cross join limits
    where ($partner is null or partner_id = $partner) and ($dataset is null or dataset = $dataset)
    group by partner_id
),

counted as (
    select
        partner_id,
        cast(sum(rows_delivered) as bigint) as rows_delivered,
        cast(sum(rows_rejected) as bigint) as rows_rejected
    from meta.deliveries
    cross join limits
    where
        ($dataset is null or dataset = $dataset)
        and withdrawn_at is null
        and $today - cast(received_at as date) <= limits.complete_days
    group by partner_id
)

select
    datasets.*,
    coalesce(counted.rows_delivered, 0) as rows_delivered,
    coalesce(counted.rows_rejected, 0) as rows_rejected
from datasets
left join counted on datasets.partner_id = counted.partner_id
order by datasets.on_time / datasets.datasets, datasets.received / datasets.datasets, datasets.partner_id;

-- question: terms
select * from meta.terms order by position;

-- question: register
-- the datasets with what is confidential in each: by the labels of its fields, in both languages
with

confidential as (
    select
        dataset,
        string_agg(label_nl, ', ' order by position) as confidential_nl,
        string_agg(label_en, ', ' order by position) as confidential_en
    from meta.fields
    where privacy = 'conf'
    group by dataset
)

select
    datasets.*,
    confidential.confidential_nl,
    confidential.confidential_en
from meta.datasets as datasets
left join confidential on datasets.dataset = confidential.dataset
order by datasets.persons = '', datasets.label_nl;

-- question: field_meanings
select fields.*
from meta.fields as fields
inner join meta.datasets as datasets on fields.dataset = datasets.dataset
order by datasets.label_nl, fields.position;

-- question: indicator_meanings
-- a figure a row, with the definition that holds now; those of one indicator after each other
select indicators.*
from meta.indicators as indicators
left join meta.codes as themes on indicators.theme = themes.code and themes.code_list = 'indicator_theme'
left join meta.codes as variants on indicators.variants = variants.code_list and indicators.variant = variants.code
where indicators.is_latest
order by themes.position, indicators.title_nl, variants.position;

-- question: rounds
select peildatum, frozen_at, threshold from meta.rounds order by peildatum desc;

-- question: numbers_left_out
select count(*) as number from meta.suppressed;

-- question: persons_held
-- those of whom this edition has rows, under their pseudonyms
select
    (select count(distinct professional_id) from core.placements) as professionals,
    (select count(distinct student_id) from core.student_outcomes) as students;

-- question: own_placements_by_month
-- as the partner itself delivered them; what another delivered about the same placement stays the other's
with

today as (
    select reference_date from meta.publication
),

-- the first report of an end stands
ended as (
    select
        retention.placement_id,
        arg_min(retention.ended_on, retention.checked_on) as ended_on
    from core.retention as retention
    cross join today
    where retention.status = 'gestopt' and retention.checked_on <= today.reference_date
    group by retention.placement_id
),

months as (
    select unnest(generate_series(
        date_trunc('month', greatest(min(placements.start_date), (select min(start_date) from core.pilots))),
        date_trunc('month', max(today.reference_date)),
        interval 1 month
    )) as month
    from core.placements as placements
    cross join today
),

moments as (
    select
        cast(months.month as date) as month,
        least(last_day(months.month), today.reference_date) as counted_on
    from months
    cross join today
)

select
    moments.month,
    moments.counted_on,
    coalesce(schools.organisation_type, 'onbekend') as school_sector,
    count(*) as placements,
    cast(sum(coalesce(placements.fte_school, 0)) as double) as fte_school
from moments
inner join core.placements as placements on moments.counted_on >= placements.start_date
left join ended on placements.placement_id = ended.placement_id
left join core.organisations as schools on placements.school_id = schools.organisation_id
where ended.ended_on is null or moments.counted_on < ended.ended_on
group by moments.month, moments.counted_on, schools.organisation_type
order by moments.month, school_sector;

-- question: own_composition
-- the partner's active placements, as it delivered them, cut up in several ways; `alle` is all of them
with

today as (
    select
        publication.reference_date,
        (select value from meta.thresholds where threshold = 'alignment_days') as alignment_days
    from meta.publication as publication
),

ended as (
    select
        retention.placement_id,
        arg_min(retention.ended_on, retention.checked_on) as ended_on
    from core.retention as retention
    cross join today
    where retention.status = 'gestopt' and retention.checked_on <= today.reference_date
    group by retention.placement_id
),

active as (
    select
        placements.*,
        coalesce(schools.organisation_type, 'onbekend') as school_sector,
        today.reference_date - placements.last_alignment_on between 0 and today.alignment_days as is_aligned
    from core.placements as placements
    cross join today
    left join ended on placements.placement_id = ended.placement_id
    left join core.organisations as schools on placements.school_id = schools.organisation_id
    where
        placements.start_date <= today.reference_date
        and (ended.ended_on is null or ended.ended_on > today.reference_date)
),

parts as (
    select
        professional_id,
        fte_school,
        unnest([
            {'attribute': 'alle', 'code': 'alle'},
            {'attribute': 'school_sector', 'code': school_sector},
            {'attribute': 'function', 'code': function},
            {'attribute': 'contract_school', 'code': coalesce(contract_school, 'onbekend')},
            {
                'attribute': 'fte_class',
                'code': case
                    when fte_school is null then 'onbekend'
                    when fte_school < 0.5 then 'onder_0.5'
                    else 'vanaf_0.5'
                end
            },
            {
                'attribute': 'coach',
                'code': case when coach is null then 'onbekend' when coach then 'ja' else 'nee' end
            },
            {'attribute': 'alignment', 'code': case when coalesce(is_aligned, false) then 'ja' else 'nee' end}
        ]) as part
    from active
)

select
    part.attribute as attribute,
    part.code as code,
    count(*) as placements,
    count(distinct professional_id) as persons,
    cast(coalesce(sum(fte_school), 0) as double) as fte_school
from parts
group by part.attribute, part.code
order by part.attribute, placements desc, part.code;

-- question: own_deliveries
-- of each dataset that the partner delivers the latest: judged against today, as the indicator does against its day
select
    freshness.*,
    $today - cast(freshness.loaded_at as date) as age_days,
    coalesce($today - cast(freshness.loaded_at as date) <= limits.value, false) as is_on_time
from mart.freshness as freshness
inner join meta.thresholds as limits on limits.threshold = 'freshness_days'
where freshness.partner_id = $organisatie
order by is_on_time, freshness.loaded_at nulls first, freshness.dataset;

-- question: own_delivery_figures
-- of what makes up two indicators, the part that is the partner's own
select
    deliveries.period,
    count(case when deliveries.days_since_loaded <= limits.value then 1 end) as on_time,
    count(*) as datasets,
    cast(sum(deliveries.rows_rejected) as bigint) as rows_rejected,
    cast(sum(deliveries.rows_delivered) as bigint) as rows_delivered
from mart.scope_deliveries as deliveries
inner join meta.thresholds as limits on limits.threshold = 'freshness_days'
where deliveries.scope_id = 'programma' and deliveries.partner_id = $organisatie
group by deliveries.period
order by deliveries.period desc
limit 1;

-- question: programme_figures
-- the partnership's figures of its last year
select
    found.indicator_id, found.scope_id, found.period, found.numerator, found.denominator, found.value, meaning.unit
from mart.indicator_values as found
inner join meta.indicators as meaning on found.indicator_id = meaning.indicator_id and meaning.is_latest
where
    found.scope_id = 'programma'
    and found.period = (select max(period) from mart.scope_periods where scope_id = 'programma');

-- question: programme_persons
-- hybrid professionals of the partnership with an active placement, on the day of the latest round
select peildatum, dimension as attribute, code, persons
from mart.person_counts
where
    population = 'professionals' and within_dimension is null
    and peildatum = (select max(peildatum) from meta.rounds);

-- question: datasets_behind
-- which data a figure rests on, with the versions of their contracts
select datasets.dataset, datasets.version
from meta.datasets as datasets
where datasets.dataset in (select dataset from meta.rests_on where list_contains($sources, source))
order by datasets.label_nl;

-- question: deliveries_behind
-- of each partner the latest delivery that was taken
select partner_id, dataset, max(received_at) as received_at
from meta.deliveries
where list_contains($datasets, dataset) and withdrawn_at is null and outcome in ('geladen', 'deels')
group by partner_id, dataset
order by dataset, received_at desc, partner_id;

-- question: files_behind
-- the deliveries of which rows are in use, with how many
select deliveries.partner_id, deliveries.dataset, deliveries.received_at, deliveries.file_name, in_use.rows
from meta.rows_in_use as in_use
inner join meta.deliveries as deliveries on in_use.delivery_id = deliveries.delivery_id
where list_contains($datasets, deliveries.dataset)
order by deliveries.dataset, deliveries.received_at desc, deliveries.partner_id, deliveries.file_name;

-- question: checks_behind
-- how many rules the deliveries in use were held against, and how many of their rows were taken
with

behind as (
    select deliveries.*
    from meta.rows_in_use as in_use
    inner join meta.deliveries as deliveries on in_use.delivery_id = deliveries.delivery_id
    where list_contains($datasets, deliveries.dataset)
)

select
    count(*) as deliveries,
    cast(coalesce(sum(rows_delivered), 0) as bigint) as delivered,
    cast(coalesce(sum(rows_rejected), 0) as bigint) as rejected,
    (select count(*) from meta.rules where list_contains($datasets, dataset)) as rules
from behind;

-- question: suppressed_of
select count(*) as number from meta.suppressed where list_contains($marts, mart);

-- question: reach
-- the partnership's counts of professionals, pupils, schools and companies: each of the last year that has one, but of
-- what grows within a year the last year that is over; a part without a row has no value
with

parts as (
    select
        meaning.indicator_id,
        meaning.indicator,
        meaning.variants,
        meaning.variant,
        meaning.title_nl,
        meaning.title_en,
        meaning.definition_nl,
        meaning.definition_en,
        meaning.grows_within_year,
        codes.position
    from meta.indicators as meaning
    left join meta.codes as codes on meaning.variants = codes.code_list and meaning.variant = codes.code
    where
        meaning.is_latest
        and meaning.indicator in ('active_placements', 'pupils_reached', 'schools', 'companies')
),

told as (
    select
        found.indicator_id,
        found.scope_id,
        found.period,
        found.value,
        periods.counted_on,
        periods.counted_on < cast(cast(found.period as varchar) || '-12-31' as date) as is_under_way
    from mart.indicator_values as found
    inner join mart.scope_periods as periods on found.scope_id = periods.scope_id and found.period = periods.period
    where found.scope_id = 'programma'
),

latest as (
    select
        parts.indicator,
        max(told.period) as period
    from told
    inner join parts on told.indicator_id = parts.indicator_id
    where not (parts.grows_within_year and told.is_under_way)
    group by parts.indicator
)

select
    parts.*,
    'programma' as scope_id,
    latest.period,
    told.value,
    periods.counted_on,
    periods.counted_on < cast(cast(latest.period as varchar) || '-12-31' as date) as is_under_way
from parts
inner join latest on parts.indicator = latest.indicator
inner join mart.scope_periods as periods on periods.scope_id = 'programma' and latest.period = periods.period
left join told on parts.indicator_id = told.indicator_id and latest.period = told.period
order by
    array_position(['active_placements', 'pupils_reached', 'schools', 'companies'], parts.indicator),
    parts.position;

-- question: public_money
-- the contributions of the partnership, those of the last four years up to now; private ones as far as published
with

public_years as (
    select
        year,
        sum(committed_eur) as public_committed,
        sum(realised_eur) as public_realised
    from mart.contributions_public
    where scope_id = 'programma'
    group by year
),

private_years as (
    select
        year,
        max(case when basis = 'committed' then amount_eur end) as private_committed,
        max(case when basis = 'realised' then amount_eur end) as private_realised,
        sum(case when amount_eur is null then 1 else 0 end) > 0 as is_withheld
    from mart.contributions_private
    where
        kind = 'totaal'
        and peildatum = (select max(peildatum) from mart.contributions_private)
    group by year
)

select
    coalesce(public_years.year, private_years.year) as year,
    public_years.public_committed,
    public_years.public_realised,
    private_years.private_committed,
    private_years.private_realised,
    coalesce(private_years.is_withheld, false) as is_private_withheld
from public_years
full join private_years on public_years.year = private_years.year
cross join meta.publication as publication
where
    coalesce(public_years.year, private_years.year) between extract(year from publication.reference_date) - 3
    and extract(year from publication.reference_date)
order by 1 desc;

-- question: rules_met
-- of each co-financing rule whether the partnership meets it, over its years together and by what was realised
select rules.label_nl, rules.label_en, found.is_met
from mart.cofinancing_met as found
inner join meta.cofinancing_rules as rules on found.rule_id = rules.rule_id
where found.scope_id = 'programma' and found.basis = 'gerealiseerd' and found.year is null
order by rules.position;

-- question: latest_response
-- of each role and context the last wave that was held: the largest of its scales says how many took part
with

waves as (
    select
        respondent_role,
        context,
        wave,
        max(n) as n,
        max(invited) as invited,
        max(response) as response,
        max(reason) as reason,
        row_number() over (
            partition by respondent_role, context
            order by case wave when 'voor' then '0' when 'na' then '1' else wave end desc
        ) as turn
    from mart.survey_scales
    group by respondent_role, context, wave
)

select waves.*
from waves
left join meta.codes as roles on roles.code_list = 'respondent_role' and waves.respondent_role = roles.code
left join meta.codes as contexts on contexts.code_list = 'context' and waves.context = contexts.code
where waves.turn = 1
order by roles.position, waves.respondent_role, contexts.position;

-- question: decision_steps
-- the decisions that count about a scope, each with where the scope stood after it
select steps.decided_on, steps.phase_before, steps.phase, steps.stopped_on, phases.position
from mart.phase_steps as steps
inner join meta.phases as phases on steps.phase = phases.phase
where steps.scope_id = $scope and steps.turn > 0
order by steps.turn;
