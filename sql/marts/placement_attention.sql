-- one row per placement and matter: a fact of an active placement that asks for attention, with its number or date
-- disclosure: intern
--
-- Facts only: what a professional thinks of the work is never shown per person.
-- Unqualified are `geen` and `in_opleiding`: whoever is in training has no qualification yet, and a training that is
-- not done in two years is what the kernteam wants to see. `niet_vereist` needs none; nor does a guest teacher. An
-- empty qualification, coach or fte is not a fact, so it raises nothing.
with

today as (
    select reference_date from meta.publication
),

limits as (
    select
        max(case when threshold = 'no_observation_days' then value end) as no_observation_days,
        max(case when threshold = 'planned_end_days' then value end) as planned_end_days,
        max(case when threshold = 'alignment_days' then value end) as alignment_days,
        max(case when threshold = 'trial_end_days' then value end) as trial_end_days,
        max(case when threshold = 'unqualified_days' then value end) as unqualified_days
    from meta.thresholds
),

first_placements as (
    select
        professional_id,
        min(start_date) as first_start_date
    from core.placements
    group by professional_id
),

running as (
    select
        history.placement_id,
        history.pilot_id,
        history.school_id,
        history.company_id,
        history.planned_end_date,
        history.coach,
        history.function,
        placements.trial_until,
        professionals.qualification,
        first_placements.first_start_date,
        history.last_active_on is null as is_never_observed,
        placements.last_alignment_on is null as is_never_aligned,
        coalesce(history.last_active_on, history.start_date) as observed_on,
        coalesce(placements.last_alignment_on, history.start_date) as aligned_on,
        cast(placements.fte_school + placements.fte_company as decimal(6, 3)) as fte_sum
    from mart.placement_history as history
    cross join today
    inner join core.placements as placements
        on history.placement_id = placements.placement_id
    left join core.professionals as professionals
        on history.professional_id = professionals.professional_id
    left join first_placements
        on history.professional_id = first_placements.professional_id
    where
        not history.has_ended
        and history.start_date <= today.reference_date
),

not_observed as (
    select
        running.placement_id,
        'lang_niet_gezien' as kind,
        today.reference_date - running.observed_on as number,
        running.observed_on as dated_on
    from running
    cross join today
    cross join limits
    where today.reference_date - running.observed_on > limits.no_observation_days
),

ending_soon as (
    select
        running.placement_id,
        'loopt_binnenkort_af' as kind,
        running.planned_end_date - today.reference_date as number,
        running.planned_end_date as dated_on
    from running
    cross join today
    cross join limits
    where
        running.planned_end_date >= today.reference_date
        and running.planned_end_date - today.reference_date <= limits.planned_end_days
),

without_coach as (
    select
        placement_id,
        'geen_coach' as kind,
        cast(null as bigint) as number,
        cast(null as date) as dated_on
    from running
    where coach = 'nee'
),

above_full_time as (
    select
        placement_id,
        'fte_boven_1' as kind,
        cast(fte_sum as double) as number,
        cast(null as date) as dated_on
    from running
    where fte_sum > 1
),

not_aligned as (
    select
        running.placement_id,
        'geen_afstemming' as kind,
        today.reference_date - running.aligned_on as number,
        running.aligned_on as dated_on
    from running
    cross join today
    cross join limits
    where today.reference_date - running.aligned_on > limits.alignment_days
),

trial_ending as (
    select
        running.placement_id,
        'proefperiode_loopt_af' as kind,
        running.trial_until - today.reference_date as number,
        running.trial_until as dated_on
    from running
    cross join today
    cross join limits
    where
        running.trial_until >= today.reference_date
        and running.trial_until - today.reference_date <= limits.trial_end_days
),

unqualified as (
    select
        running.placement_id,
        'lang_onbevoegd' as kind,
        today.reference_date - running.first_start_date as number,
        running.first_start_date as dated_on
    from running
    cross join today
    cross join limits
    where
        running.function in ('docent', 'seniordocent', 'instructeur', 'seniorinstructeur')
        and running.qualification in ('geen', 'in_opleiding')
        and today.reference_date - running.first_start_date > limits.unqualified_days
),

matters as (
    select * from not_observed
    union all
    select * from ending_soon
    union all
    select * from without_coach
    union all
    select * from above_full_time
    union all
    select * from not_aligned
    union all
    select * from trial_ending
    union all
    select * from unqualified
),

as_text as (
    select
        *,
        case
            when number >= 1000
                then
                    cast(cast(floor(number / 1000) as bigint) as varchar)
                    || '.' || lpad(cast(cast(number as bigint) % 1000 as varchar), 3, '0')
            else cast(cast(number as bigint) as varchar)
        end as days_text,
        rtrim(rtrim(cast(cast(number as decimal(12, 3)) as varchar), '0'), '.') as fte,
        lpad(cast(extract(day from dated_on) as varchar), 2, '0')
        || '-' || lpad(cast(extract(month from dated_on) as varchar), 2, '0')
        || '-' || cast(extract(year from dated_on) as varchar) as day_text
    from matters
),

-- ahead: so many days after the reference date, or that day itself
in_words as (
    select
        placement_id,
        kind,
        number,
        dated_on,
        day_text as day_nl,
        replace(day_text, '-', '/') as day_en,
        replace(fte, '.', ',') as fte_nl,
        fte as fte_en,
        days_text || case when number = 1 then ' dag' else ' dagen' end as days_nl,
        replace(days_text, '.', ',') || case when number = 1 then ' day' else ' days' end as days_en,
        case number when 0 then 'de peildatum' when 1 then 'over 1 dag' else 'over ' || days_text || ' dagen' end
            as ahead_nl,
        case number
            when 0 then 'the reference date'
            when 1 then 'in 1 day'
            else 'in ' || replace(days_text, '.', ',') || ' days'
        end as ahead_en
    from as_text
)

select
    running.placement_id,
    running.pilot_id,
    running.school_id,
    running.company_id,
    words.kind,
    words.number,
    words.dated_on,
    case
        when words.kind = 'lang_niet_gezien' and running.is_never_observed
            then 'Nog geen waarneming sinds de start op ' || words.day_nl || ' (' || words.days_nl || ')'
        when words.kind = 'lang_niet_gezien'
            then 'Geen waarneming sinds ' || words.day_nl || ' (' || words.days_nl || ')'
        when words.kind = 'loopt_binnenkort_af'
            then 'Geplande einddatum is ' || words.day_nl || ' (' || words.ahead_nl || ')'
        when words.kind = 'geen_coach'
            then 'Geen coach of buddy bij de school'
        when words.kind = 'fte_boven_1'
            then 'FTE bij school en bedrijf is samen ' || words.fte_nl
        when words.kind = 'geen_afstemming' and running.is_never_aligned
            then
                'Nog geen afstemming tussen school en bedrijf sinds de start op ' || words.day_nl
                || ' (' || words.days_nl || ')'
        when words.kind = 'geen_afstemming'
            then 'Geen afstemming tussen school en bedrijf sinds ' || words.day_nl || ' (' || words.days_nl || ')'
        when words.kind = 'proefperiode_loopt_af'
            then 'Proefperiode loopt tot en met ' || words.day_nl || ' (' || words.ahead_nl || ')'
        when words.kind = 'lang_onbevoegd' and running.qualification = 'in_opleiding'
            then
                'Nog in opleiding voor een bevoegdheid, ' || words.days_nl
                || ' na de eerste plaatsing op ' || words.day_nl
        when words.kind = 'lang_onbevoegd'
            then 'Nog geen bevoegdheid, ' || words.days_nl || ' na de eerste plaatsing op ' || words.day_nl
    end as reason_nl,
    case
        when words.kind = 'lang_niet_gezien' and running.is_never_observed
            then 'Not observed yet since the start on ' || words.day_en || ' (' || words.days_en || ')'
        when words.kind = 'lang_niet_gezien'
            then 'Not observed since ' || words.day_en || ' (' || words.days_en || ')'
        when words.kind = 'loopt_binnenkort_af'
            then 'Planned end date is ' || words.day_en || ' (' || words.ahead_en || ')'
        when words.kind = 'geen_coach'
            then 'No coach or buddy at the school'
        when words.kind = 'fte_boven_1'
            then 'FTE at school and company together is ' || words.fte_en
        when words.kind = 'geen_afstemming' and running.is_never_aligned
            then
                'No alignment yet between school and company since the start on ' || words.day_en
                || ' (' || words.days_en || ')'
        when words.kind = 'geen_afstemming'
            then 'No alignment between school and company since ' || words.day_en || ' (' || words.days_en || ')'
        when words.kind = 'proefperiode_loopt_af'
            then 'Trial period runs until ' || words.day_en || ' (' || words.ahead_en || ')'
        when words.kind = 'lang_onbevoegd' and running.qualification = 'in_opleiding'
            then
                'Still in training for a qualification, ' || words.days_en
                || ' after the first placement on ' || words.day_en
        when words.kind = 'lang_onbevoegd'
            then 'Still no qualification, ' || words.days_en || ' after the first placement on ' || words.day_en
    end as reason_en
from in_words as words
inner join running
    on words.placement_id = running.placement_id
order by running.placement_id, words.kind
