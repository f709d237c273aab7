"""Surveys in words and tables: the sentence of the page, and of each wave how many answered and how reliable it is."""

from __future__ import annotations

from typing import Any

from dashboard.components.decimals import decimal
from dashboard.components.filters import choose
from dashboard.components.made_once import made_once
from dashboard.components.markup import Markup, element, joined
from dashboard.components.passport import Passport, passport
from dashboard.components.reasons import reasons_in_words, reasons_of
from dashboard.components.surveys import (
    BETTER,
    SAME,
    TOO_FEW,
    WORSE,
    Scale,
    about,
    context_name,
    direction_of_change,
    is_withheld,
    response_text,
    wave_name,
)
from dashboard.components.tables import Layout, lines, long_table
from dashboard.components.taken import taken
from dashboard.components.view import View
from dashboard.components.withheld import Withheld, withheld_word

Row = dict[str, Any]
_DIGITS = 2
_SERIES = ("scale", "respondent_role", "context", "is_round")
_MEASURED = ("scale", "respondent_role", "context", "wave")


def survey_sentence(view: View, waves: list[Row]) -> str:
    """How many outcomes changed since the wave before, and which way; of a first wave how many there are."""
    language = view.language
    latest = [wave for wave in waves if wave["is_latest"]]
    shown = [wave for wave in latest if wave["mean"] is not None]
    if not latest:
        return language.text("werk_en_cultuur.kop.leeg")
    if not shown:
        return language.plural("werk_en_cultuur.kop.afgeschermd", len(latest))
    changes = [found for found in map(direction_of_change, shown) if found]
    if not changes:
        return language.plural("werk_en_cultuur.kop.eerste", len(shown))
    total, moved = language.number(len(changes)), len(changes) - changes.count(SAME)
    if not moved:
        return language.plural("werk_en_cultuur.kop.geen", len(changes))
    ways = [
        language.text(f"werk_en_cultuur.kop.{way}", n=language.number(changes.count(way)))
        for way in (BETTER, WORSE)
        if way in changes
    ]
    return language.plural("werk_en_cultuur.kop", moved, totaal=total, delen=language.listed(ways))


def choose_role(view: View, waves: list[Row]) -> str | None:
    """The role that the link chooses; the first when it chooses none."""
    roles = list(dict.fromkeys(wave["respondent_role"] for wave in waves))
    return choose(view.language.text("filter.rol"), "rol", roles, lambda role: view.labels.of("respondent_role", role))


def choose_round(view: View, waves: list[Row]) -> str | None:
    """The round that the link chooses; the latest when it chooses none, and None where nothing came in rounds."""
    rounds = sorted({wave["wave"] for wave in waves if wave["is_round"]}, reverse=True)
    return choose(view.language.text("filter.ronde"), "ronde", rounds, str)


def known_in(waves: list[Row], ronde: str | None) -> list[Row]:
    """What was known in a round: its waves and those before it; of each series the last of these is the latest."""
    known = [wave for wave in waves if not wave["is_round"] or ronde is None or wave["wave"] <= ronde]
    last = {tuple(wave[name] for name in _SERIES): wave["wave"] for wave in known}
    return [wave | {"is_latest": last[tuple(wave[name] for name in _SERIES)] == wave["wave"]} for wave in known]


@made_once
def draw_certainty(view: View, scales: list[Scale], withheld: Withheld, reliability: list[Row] | None) -> None:
    """How many answered and how reliable each scale is, and where that comes from."""
    view.html(certainty_table(view, scales, withheld, reliability))
    asked = ("survey_scales", *(("survey_reliability",) if reliability is not None else ()))
    found = {_key(row): row for row in reliability or []}
    rows = [wave | {"alpha": found.get(_key(wave), {})} for scale in scales for wave in scale.waves]
    t = view.language.text
    columns = {
        t("zekerheid.schaal"): lambda wave: view.labels.of("survey_scale", wave["scale"]),
        t("zekerheid.over"): lambda wave: context_name(view, wave["context"]),
        t("zekerheid.meting"): lambda wave: wave_name(view, wave["wave"]),
        t("kolom.antwoorden"): lambda wave: wave["n"],
        t("kolom.uitgenodigd"): lambda wave: wave["invited"],
        t("zekerheid.respons"): lambda wave: wave["response"],
        t("zekerheid.betrouwbaar"): lambda wave: wave["alpha"].get("alpha"),
        t("kolom.laag"): lambda wave: wave["alpha"].get("ci_low"),
        t("kolom.hoog"): lambda wave: wave["alpha"].get("ci_high"),
    }
    title, meaning = t("zekerheid.titel"), t("zekerheid.uitleg")
    facts = tuple(
        (f"{view.labels.of('survey_scale', scale.name)} · {about(view, wave)}", response_text(view, wave, withheld))
        for scale in scales
        for wave in scale.latest
    )
    passport(view, Passport("zekerheid", title, meaning, asked, taken(rows, columns), facts))


def certainty_table(view: View, scales: list[Scale], withheld: Withheld, reliability: list[Row] | None) -> Markup:
    """A row a scale, context and wave: response, who is not counted and, where the edition has it, reliability."""
    t = view.language.text
    names = (
        "schaal",
        "over",
        "meting",
        "respons",
        *(("niet_meegeteld", "betrouwbaar") if reliability is not None else ()),
    )
    found = {_key(row): row for row in reliability or []}
    rows = [
        [
            element("strong", view.labels.of("survey_scale", scale.name)),
            context_name(view, wave["context"]),
            wave_name(view, wave["wave"]),
            response_text(view, wave, withheld),
            *([_left_out(view, wave), _alpha(view, found.get(_key(wave)))] if reliability is not None else []),
        ]
        for scale in scales
        for wave in scale.waves
    ]
    return long_table(view, [t(f"zekerheid.{n}") for n in names], rows, t("zekerheid.titel"), Layout(whole=(2,)))


def has_withheld(scales: list[Scale], withheld: Withheld) -> bool:
    """Whether a mean or a change of these scales is withheld."""
    waves = [wave for scale in scales for wave in scale.waves]
    return any(
        wave[name] is None and is_withheld(wave, name, withheld) for wave in waves for name in ("mean", "change")
    )


def _key(wave: Row) -> tuple[Any, ...]:
    return tuple(wave[name] for name in _MEASURED)


def _left_out(view: View, wave: Row) -> str:
    """How many answered too little or on another range."""
    if wave["n"] is None:
        return withheld_word(view)
    counts = [(name, wave[name]) for name in ("n_incomplete", "n_other_range")]
    said = [
        view.language.text(f"zekerheid.{name}.enkele")
        if count is None
        else view.language.plural(f"zekerheid.{name}", count)
        for name, count in counts
        if count is None or count
    ]
    return lines(*said) if said else view.language.text("zekerheid.iedereen")


def _alpha(view: View, row: Row | None) -> str:
    """Cronbach's alpha with its interval; where there is none why, and whether the scale has few items."""
    t = view.language.text
    if row is None:
        return t("algemeen.geen")
    few = t("zekerheid.weinig_vragen") if row["few_items"] else ""
    if row["alpha"] is None:
        is_kept = row["reason"] == TOO_FEW
        return lines(withheld_word(view) if is_kept else reasons_in_words(view, reasons_of(row["reason"])), few)
    low, high = (decimal(view, row[name], _DIGITS) for name in ("ci_low", "ci_high"))
    return lines(decimal(view, row["alpha"], _DIGITS), t("algemeen.interval", laag=low, hoog=high), few)


def scale_terms(view: View) -> Markup:
    """What the words of the page mean."""
    t = view.language.text
    names = ("schaal", "verandering", "gepaard", "respons", "betrouwbaar")
    rows = [
        joined([element("dt", t(f"schaal.begrip.{n}")), element("dd", t(f"schaal.begrip.{n}.uitleg"))]) for n in names
    ]
    return element("dl", *rows)
