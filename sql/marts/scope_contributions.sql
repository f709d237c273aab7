-- one row per contribution that was committed for a year of the programme: the scope and calendar year it counts for
-- disclosure: intern
--
-- That is its pilot; of the partnership itself, of a year before its pilot began or of a pilot that vanished it is
-- `programma`, so that the programme's figures are those of all contributions.
select
    coalesce(pilots.scope_id, programme.scope_id) as scope_id,
    programme.period,
    contributions.organisation_id,
    contributions.pilot_id,
    contributions.kind,
    contributions.funding_source,
    contributions.structural,
    contributions.committed_eur,
    contributions.realised_eur
from core.contributions as contributions
inner join mart.scope_periods as programme
    on
        contributions.year = programme.period
        and programme.scope_id = 'programma'
left join mart.scope_periods as pilots
    on
        contributions.pilot_id = pilots.scope_id
        and contributions.year = pilots.period
where contributions.committed_eur is not null
order by scope_id, programme.period, contributions.organisation_id, contributions.kind, contributions.funding_source
