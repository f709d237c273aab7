-- one row per meeting of the network: who registered for it and who was there, all groups together
-- disclosure: intern
--
-- Not for funders: with nine of ten registered present one stayed away, and one group is that of professionals.
-- The row of the meeting as a whole counts where it is given, else the sum of the groups. Numbers of participants are
-- those of organisations' representatives at an open meeting.
with

whole as (
    select
        meeting_id,
        registered,
        attended
    from core.meetings
    where participant_group = 'alle'
),

groups as (
    select
        meeting_id,
        sum(registered) as registered,
        sum(attended) as attended
    from core.meetings
    where participant_group <> 'alle'
    group by meeting_id
),

described as (
    select
        meeting_id,
        min(year) as year,
        min(name) as name,
        min(source) as source
    from core.meetings
    group by meeting_id
)

select
    described.meeting_id,
    described.year,
    described.name,
    cast(coalesce(whole.registered, groups.registered) as bigint) as registered,
    cast(coalesce(whole.attended, groups.attended) as bigint) as attended,
    described.source
from described
left join whole
    on described.meeting_id = whole.meeting_id
left join groups
    on described.meeting_id = groups.meeting_id
order by described.year, described.meeting_id
