/*
title_nl: Respons op vragenlijsten
title_en: Survey response
definition_nl: >-
  Welk deel van wie is uitgenodigd heeft geantwoord, over de rondes van het jaar. Organisaties waarvan het aantal
  uitnodigingen ontbreekt, of kleiner is dan het aantal antwoorden, tellen niet mee; een voor- of nameting zonder jaar
  evenmin.
definition_en: >-
  Which part of those invited has answered, over the rounds of the year. Organisations whose number of invitations is
  absent, or smaller than the number of answers, do not count; nor does a measurement before or after without a year.
numerator_nl: mensen die hebben geantwoord
numerator_en: people who have answered
denominator_nl: mensen die zijn uitgenodigd
denominator_en: people who were invited
unit: aandeel
direction: hoger
kind: distinct
variants: respondent_role
theme: vragenlijsten
level: organisatie
disclosure: gevoelig
version: 1
since: 2020
*/
with

answered as (
    select
        organisation_id,
        respondent_role,
        context,
        wave,
        count(distinct respondent_id) as respondents
    from core.surveys
    group by organisation_id, respondent_role, context, wave
),

rounds as (
    select
        invitations.organisation_id,
        invitations.role as variant,
        invitations.invited,
        coalesce(answered.respondents, 0) as respondents,
        cast(substr(invitations.wave, 1, 4) as bigint) as period
    from core.survey_invitations as invitations
    left join answered
        on
            invitations.organisation_id = answered.organisation_id
            and invitations.role = answered.respondent_role
            and invitations.context = answered.context
            and invitations.wave = answered.wave
    where
        invitations.wave not in ('voor', 'na')
        and coalesce(answered.respondents, 0) <= invitations.invited
),

of_scopes as (
    select
        'programma' as scope_id,
        rounds.*
    from rounds
    union all
    select
        organisations.scope_id,
        rounds.*
    from rounds
    inner join mart.scope_organisations as organisations
        on
            rounds.organisation_id = organisations.organisation_id
            and rounds.period = organisations.period
    where organisations.scope_id <> 'programma'
)

select
    scope_id,
    period,
    variant,
    sum(respondents) as numerator,
    sum(invited) as denominator
from of_scopes
group by scope_id, period, variant
order by scope_id, period, variant
