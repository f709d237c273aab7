-- one row per organisation reviewed (programma: all together), theme and round: its level and how reviewers differ
-- disclosure: intern
--
-- A review's level on a theme is the mean of its findings' levels on it, for each reviewer that came. The figures are
-- of these levels, each counting once; the standard deviation is that of a sample, null with one. The change is that
-- since the last round before it in which the theme was judged: of `programma` not always of the same organisations.
with

by_reviewer as (
    select
        reviewed_id,
        theme,
        round,
        review_id,
        reviewer_id,
        avg(level) as review_level
    from mart.peer_review_findings
    group by reviewed_id, theme, round, review_id, reviewer_id
),

scopes as (
    select
        reviewed_id as scope_id,
        *
    from by_reviewer
    union all
    select
        'programma' as scope_id,
        *
    from by_reviewer
),

levels as (
    select
        scope_id as reviewed_id,
        theme,
        round,
        avg(review_level) as level_mean,
        min(review_level) as level_lowest,
        max(review_level) as level_highest,
        stddev_samp(review_level) as level_sd,
        count(distinct review_id) as reviews,
        count(distinct reviewer_id) as reviewers,
        count(distinct reviewed_id) as reviewed
    from scopes
    group by scope_id, theme, round
)

select
    *,
    lag(round) over (partition by reviewed_id, theme order by round) as earlier_round,
    level_mean - lag(level_mean) over (partition by reviewed_id, theme order by round) as level_change
from levels
order by reviewed_id, theme, round
