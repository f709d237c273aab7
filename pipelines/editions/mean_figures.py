"""Means for the funder edition: gains of pupils and answers to surveys, where the counts behind them are published."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import polars as pl

from pipelines.analysis.members import COMPARISON, HYBRID, PUBLISHED_STRATA, outcome_population, survey_population
from pipelines.disclosure.summaries import PupilGroup, may_show_outcome, may_show_share, whole_percent
from pipelines.editions.person_counts import CELL, EVERYBODY, Cell

FEW_GROUPS = "weinig_groepen"
WITHHELD = "withheld"
"""Of a figure: the columns that are null because they are not published, so that null elsewhere means no value."""
_DECIMALS = {"gain_hybrid": 1, "gain_comparison": 1, "hedges_g": 2, "ci_low": 2, "ci_high": 2}
_DECIMALS |= {"p_value": 3, "p_adjusted": 3, "baseline_smd": 2}
_INVITATION = ("respondent_role", "context", "wave")
"""What people are invited to answer: every scale for their role, in a context and a wave."""
_CHANGE = ("earlier_wave", "change", "ci_low", "ci_high", "method")
_SURVEY = ("n", "mean", "sd", "scale_min", "scale_max", "response", "reason", *_CHANGE)  # the reason tells 4 from 5


def small_comparisons(members: pl.DataFrame, threshold: int) -> dict[Cell, str]:
    """The cells of comparisons with too few groups, schools or pupils on a side: those of both sides.

    Args:
        members: ``analysis.outcome_members``.
    """
    groups = members.group_by("population", "dimension", "code", "school_id", "group").agg(
        pl.col("person_id").n_unique().alias("pupils")
    )
    found: dict[tuple[str, str, str], list[PupilGroup]] = {}
    for population, dimension, code, school, pupils in groups.select(*CELL, "school_id", "pupils").iter_rows():
        outcome, _, side = population.removeprefix("outcome.").rpartition(".")
        found.setdefault((outcome, dimension, code), []).append(PupilGroup(side == HYBRID, school, pupils))
    return {
        (outcome_population(outcome, side), dimension, code): FEW_GROUPS
        for (outcome, dimension, code), own in found.items()
        if not may_show_outcome(own, threshold)
        for side in (HYBRID, COMPARISON)
    }


def outcome_figures(effects: pl.DataFrame, shown: Mapping[Cell, int]) -> pl.DataFrame:
    """``outcome_effects`` of everybody, school sectors and school years; a comparison that is not published is null.

    Args:
        effects: ``mart.outcome_effects``.
        shown: the cells that are published, with their counts.
    """
    rows = effects.filter(pl.col("stratum_by").is_in(PUBLISHED_STRATA))
    keys = ("outcome", "stratum_by", "stratum")
    values = [name for name in rows.columns if name not in (*keys, "is_exploratory")]
    is_shown = [
        all((outcome_population(outcome, side), by, name) in shown for side in (HYBRID, COMPARISON))
        for outcome, by, name in rows.select(keys).iter_rows()
    ]
    rounded = rows.with_columns(pl.col(name).round(decimals) for name, decimals in _DECIMALS.items())
    return _withheld(rounded, is_shown, values)


def survey_figures(
    scales: pl.DataFrame, members: pl.DataFrame, shown: Mapping[Cell, int], threshold: int
) -> pl.DataFrame:
    """``survey_scales`` to one decimal and responses in whole percents; never how many were invited or left out.

    From one response and its n follows how many were invited, and then of every scale that they were asked how many did
    not answer it: where that is 1 to T−1 for one of these, none of them has its response.

    A change is of published waves, of 2T respondents where it is paired, and never of waves of which 1 to T−1 persons
    answered only one: their scores would be what is left.

    Args:
        scales: ``mart.survey_scales``.
        members: ``analysis.survey_members``.
        shown: the cells that are published, with their counts.
    """
    persons = {
        str(p): set(part["person_id"]) for (p,), part in members.partition_by("population", as_dict=True).items()
    }
    asked_few = _invitations_told_by_few(scales, shown, threshold)
    rows = []
    for row in scales.iter_rows(named=True):
        scale, role, context = (row[name] for name in ("scale", "respondent_role", "context"))
        own, earlier = (survey_population(scale, role, context, row[w] or "") for w in ("wave", "earlier_wave"))
        is_shown = (own, EVERYBODY, EVERYBODY) in shown
        withheld = [] if is_shown else list(_SURVEY)
        if is_shown and row["change"] is not None and not _may_compare(own, earlier, persons, shown, threshold):
            withheld = [name for name in _CHANGE if name != "earlier_wave"]
        if is_shown and row["response"] is not None:
            if tuple(row[name] for name in _INVITATION) not in asked_few:
                row["response"] = whole_percent(row["n"], row["invited"]) / 100
            else:
                withheld.append("response")
        rows.append({name: row[name] for name in scales.columns} | dict.fromkeys(withheld) | {WITHHELD: withheld})
    found = pl.DataFrame(rows, schema={**scales.schema, WITHHELD: pl.List(pl.String)}, orient="row")
    decimals = [pl.col(name).round(1) for name in ("mean", "sd", "change", "ci_low", "ci_high")]
    return found.with_columns(decimals).drop("invited", "n_incomplete", "n_other_range", "n_paired")


def _invitations_told_by_few(
    scales: pl.DataFrame, shown: Mapping[Cell, int], threshold: int
) -> set[tuple[str, str, str]]:
    """Role, context and wave of which a published scale was answered by all but 1 to T−1 of those invited, or might be
    for all that the responses together tell.
    """
    asked: dict[tuple[str, str, str], list[tuple[int, int]]] = {}
    columns = ("scale", *_INVITATION, "n", "invited", "response")
    for scale, role, context, wave, n, invited, response in scales.select(columns).iter_rows():
        if response is not None and (survey_population(scale, role, context, wave), EVERYBODY, EVERYBODY) in shown:
            asked.setdefault((role, context, wave), []).append((n, invited))
    return {
        key
        for key, answered in asked.items()
        if any(not may_show_share(n, invited, threshold) for n, invited in answered)
        or _might_be_few([n for n, _ in answered], answered[0][1], threshold)
    }


def _might_be_few(answered: Collection[int], invited: int, threshold: int) -> bool:
    """Whether it is known to a few how many did not answer a scale, and these may be 1 to T−1."""
    told = [whole_percent(n, invited) for n in answered]
    possible = [
        number
        for number in range(max(answered), 2 * invited + threshold + 1)
        if [whole_percent(n, number) for n in answered] == told
    ]
    is_narrow = possible[-1] - possible[0] < threshold
    return is_narrow and any(0 < number - n < threshold for n in answered for number in (possible[0], possible[-1]))


def _may_compare(
    own: str, earlier: str, persons: Mapping[str, Collection[str]], shown: Mapping[Cell, int], threshold: int
) -> bool:
    if (earlier, EVERYBODY, EVERYBODY) not in shown:
        return False
    now, then = set(persons.get(own, ())), set(persons.get(earlier, ()))
    both = len(now & then)
    is_paired = both >= threshold
    return not (is_paired and both < 2 * threshold) and all(
        not 0 < count < threshold for count in (len(now - then), len(then - now), both)
    )


def _withheld(rows: pl.DataFrame, is_shown: list[bool], values: list[str]) -> pl.DataFrame:
    """Null in ``values`` where a row is not shown, which ``withheld`` then names."""
    seen = pl.Series("seen", is_shown, dtype=pl.Boolean)
    nulled = rows.with_columns(pl.when(seen).then(pl.col(name)).alias(name) for name in values)
    named = [[] if shown else values for shown in is_shown]
    return nulled.with_columns(pl.Series(WITHHELD, named, dtype=pl.List(pl.String)))
