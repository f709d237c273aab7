"""Retention in words: the strata to draw, the summary as a table, the test, and what was assumed or missing."""

from __future__ import annotations

from typing import Any

import polars as pl

from dashboard.charts.look import SMALL
from dashboard.charts.survival import Stratum, survival_curves
from dashboard.components.descriptions import survival_description
from dashboard.components.downloads import told
from dashboard.components.drawing import draw
from dashboard.components.filters import choose
from dashboard.components.frame import section, subsection
from dashboard.components.made_once import made_once
from dashboard.components.markup import Markup, element, joined
from dashboard.components.passport import Passport, passport
from dashboard.components.published_retention import published_after_year
from dashboard.components.retention_variants import variants_figure, variants_sentence, variants_table
from dashboard.components.tables import Layout, lines, table
from dashboard.components.view import View
from dashboard.labels import UNKNOWN

_FRONT = 3  # up to this many curves are drawn in colour at once
EVERYBODY = "alle"
_SIGNIFICANT, _TINY = 0.05, 0.001
_NO_MEAN = (
    "volgduur_te_kort",
    "begin_niet_waargenomen",
    "gat_in_risicogroep",
    "nul_door_late_instroom",
    "geen_waarneming",
)
_COUNTS = ("n_no_exposure", "n_missing_followup", "n_entry_assumed", "n_vanished", "n_continued")

Summary = list[dict[str, Any]]


def strata_of(view: View, summary: Summary, highlighted: str | None) -> list[Stratum]:
    """What to draw: few strata all in front; of many only the highlighted one."""
    known = [row["stratum"] for row in summary if row["stratum"] != UNKNOWN]
    front = known if len(known) <= _FRONT else [highlighted or known[0]]
    positions = {stratum: i for i, stratum in enumerate(front)}
    return [
        Stratum(
            row["stratum"],
            view.labels.stratum(row["stratum_by"], row["stratum"]),
            row["n"],
            positions.get(row["stratum"]) if row["stratum"] != UNKNOWN or len(summary) > 1 else 0,
        )
        for row in summary
        if row["n"]
    ]


def needs_choice(summary: Summary) -> bool:
    """Whether there are too many strata to draw all in front."""
    return len([row for row in summary if row["stratum"] != UNKNOWN]) > _FRONT


def choose_group(view: View, division: str, summary: Summary) -> str | None:
    """Which of many strata the link puts in front."""
    if not needs_choice(summary):
        return None
    names = [row["stratum"] for row in summary if row["n"]]
    return choose(view.language.text("filter.groep"), "groep", names, lambda name: view.labels.stratum(division, name))


def curve_note(view: View, strata: list[Stratum]) -> str:
    """How the curves were made, and what the grey ones are."""
    t = view.language.text
    behind = any(s.position is None for s in strata)
    return " ".join([t("behoud.curve.uitleg"), *([t("behoud.curve.grijs")] if behind else [])])


def after_a_year(view: View) -> dict[str, Any] | None:
    """The share of all placements that lasts a year, as far as this viewer's edition has it."""
    if view.holds("after_year"):
        return next(iter(view.ask("after_year").to_dicts()), None)
    return published_after_year(view)


@made_once
def draw_curve(view: View, division: str, strata: list[Stratum], summary: Summary, until: int) -> None:
    """Draws the curve of each part up to a day."""
    curve, at_risk = (view.ask(name, stratum_by=division) for name in ("retention_curve", "retention_at_risk"))
    figure, alt = curve_figure(view, division, curve, summary), survival_description(view, curve, strata, until)
    draw(view, figure, survival_curves, curve, at_risk, strata, until, view.language, alt=alt)


def curve_figure(view: View, division: str, curve: pl.DataFrame, summary: Summary) -> Passport:
    """Where the curve comes from; its rows are those of every part, also of what is drawn in grey."""
    t = view.language.text
    names = [view.labels.stratum(division, name) for name in curve["stratum"]]
    columns = {"days": "kolom.dagen", "survival": "kolom.blijft", "ci_low": "kolom.laag", "ci_high": "kolom.hoog"}
    columns["at_risk"] = "kolom.gevolgd"
    rows = told(view, curve.with_columns(part=pl.Series(names, dtype=pl.String)), part="behoud.tabel.deel", **columns)
    meaning = t("behoud.begrip.uitleg")
    questions = ("retention_curve", "retention_at_risk", "retention_summary")
    return Passport("behoud", t("behoud.curve"), meaning, questions, rows, curve_facts(view, summary))


def curve_facts(view: View, summary: Summary) -> tuple[tuple[str, str], ...]:
    """How many placements and exits it rests on, of how many persons, and how many were not followed."""
    t, number = view.language.text, view.language.number
    total = {name: sum(row[name] for row in summary) for name in ("n", "exits", "n_missing_followup")}
    said = [("behoud.tabel.n", number(total["n"])), ("behoud.tabel.uitstroom", number(total["exits"]))]
    if len(summary) == 1:  # somebody may have placements in several parts
        said.append(("behoud.personen", number(summary[0]["persons"])))
    said.append(("behoud.niet_gevolgd", number(total["n_missing_followup"])))
    return tuple((t(key), text) for key, text in said)


@made_once
def draw_summary(view: View, summary: Summary) -> None:
    """The summary of each part, and where it comes from."""
    view.html(summary_table(view, summary))
    t = view.language.text
    columns = {"part": "behoud.tabel.deel", "n": "behoud.tabel.n", "exits": "behoud.tabel.uitstroom"}
    columns |= {"median_days": "kolom.mediaan", "median_low": "kolom.mediaan.laag", "median_high": "kolom.mediaan.hoog"}
    columns |= {"rmst_730": "kolom.rmst", "rmst_low": "kolom.rmst.laag", "rmst_high": "kolom.rmst.hoog"}
    names = [view.labels.stratum(row["stratum_by"], row["stratum"]) for row in summary]
    frame = pl.DataFrame(summary, infer_schema_length=None).with_columns(part=pl.Series(names, dtype=pl.String))
    facts, asked = curve_facts(view, summary), ("retention_summary",)
    title, meaning = t("behoud.tabel.titel"), t("behoud.tabel.begrip")
    passport(view, Passport("behoud_samenvatting", title, meaning, asked, told(view, frame, **columns), facts))


def summary_table(view: View, summary: Summary) -> Markup:
    t = view.language.text
    headings = [t(f"behoud.tabel.{name}") for name in ("deel", "n", "uitstroom", "mediaan", "gemiddeld")]
    rows = [
        [
            view.labels.stratum(row["stratum_by"], row["stratum"]),
            view.language.number(row["n"]),
            view.language.number(row["exits"]),
            _median(view, row),
            _restricted_mean(view, row),
        ]
        for row in summary
    ]
    return table(headings, rows, t("behoud.tabel.titel"), Layout((1, 2)))


def test_sentence(view: View, summary: Summary) -> str:
    """The log-rank test in words; empty where nothing is compared."""
    row = summary[0]
    if row["stratum_by"] == EVERYBODY:
        return ""
    t, number = view.language.text, view.language.number
    if row["logrank_p"] is None:
        return t("behoud.toets.geen")
    small = row["logrank_p"] < _TINY
    p = t("behoud.toets.p_klein", grens=number(_TINY, 3)) if small else f"p = {number(row['logrank_p'], 3)}"
    values = {"chi2": number(row["logrank_chi2"], 2), "df": number(row["logrank_df"]), "p": p}
    said = t("behoud.toets.verschil" if row["logrank_p"] < _SIGNIFICANT else "behoud.toets.geen_verschil", **values)
    thin = any("weinig_uitstroom" in (r["reason"] or "") for r in summary)
    return f"{said} {t('reden.weinig_uitstroom')}" if thin else said


def draw_reservations(view: View, summary: Summary) -> None:
    """What is assumed or missing, and what the figures would be under another choice."""
    t, notes, variants = view.language.text, reservations(view, summary), view.ask_if_held("retention_sensitivity")
    if not (notes or variants):
        return
    section(t("behoud.let_op"), variants_sentence(view, variants))
    view.html(notes)
    if variants:
        subsection(t("behoud.variant.titel"))
        view.html(variants_table(view, variants))
        passport(view, variants_figure(view, variants))


def reservations(view: View, summary: Summary) -> Markup:
    """What is assumed or missing under the figures, and which strata are small."""
    totals = {name: sum(row[name] for row in summary) for name in _COUNTS}
    notes = [view.language.plural(f"behoud.let_op.{name}", count) for name, count in totals.items() if count]
    n, persons = sum(row["n"] for row in summary), sum(row["persons"] for row in summary)
    if len(summary) == 1 and persons < n:
        notes.insert(0, view.language.plural("behoud.let_op.personen", persons, plaatsingen=view.language.number(n)))
    small = [view.labels.stratum(r["stratum_by"], r["stratum"]) for r in summary if r["n"] < SMALL]
    if small:
        notes.append(view.language.text("behoud.let_op.klein", delen=view.language.listed(small), grens=str(SMALL)))
    return element("ul", *(element("li", note) for note in notes), cls="gg-notes") if notes else Markup("")


def _median(view: View, row: dict[str, Any]) -> str:
    if row["median_days"] is None:
        return _reasons(view, row, ("mediaan_niet_bereikt", "nul_door_late_instroom", "geen_waarneming"))
    days = view.language.plural("behoud.dagen", row["median_days"])
    if row["median_low"] is None and row["median_high"] is None:
        return lines(days, view.language.text("behoud.zonder_interval"))
    low, high = (_bound(view, row[name]) for name in ("median_low", "median_high"))
    return lines(days, view.language.text("algemeen.interval", laag=low, hoog=high))


def _restricted_mean(view: View, row: dict[str, Any]) -> str:
    if row["rmst_730"] is None:
        return _reasons(view, row, _NO_MEAN)
    days = view.language.plural("behoud.dagen", round(row["rmst_730"]))
    if not row["rmst_730_se"]:
        return lines(days, view.language.text("behoud.zonder_interval"))
    low, high = (view.language.number(row[name]) for name in ("rmst_low", "rmst_high"))
    return lines(days, view.language.text("algemeen.interval", laag=low, hoog=high))


def _bound(view: View, value: int | None) -> str:
    return view.language.text("behoud.niet_bereikt") if value is None else view.language.number(value)


def _reasons(view: View, row: dict[str, Any], possible: tuple[str, ...]) -> Markup:
    given = [r for r in (row["reason"] or "").split(", ") if r in possible]
    return joined(
        [element("span", view.language.text(f"reden.{r}"), cls="gg-under") for r in given]
        or [view.language.text("algemeen.geen")]
    )
