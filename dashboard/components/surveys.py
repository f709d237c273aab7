"""Surveys: the scales of one role, what became of each since the wave before, and how the waves are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

import polars as pl

from dashboard.charts.look import SMALL
from dashboard.charts.waves import scale_waves
from dashboard.components.decimals import decimal, signed, signed_interval
from dashboard.components.downloads import told
from dashboard.components.drawing import draw
from dashboard.components.made_once import made_once
from dashboard.components.markup import Markup, element, joined, span
from dashboard.components.passport import Passport
from dashboard.components.reasons import reasons_in_words, reasons_of
from dashboard.components.view import View
from dashboard.components.withheld import Withheld, is_published, withheld_word

Row = dict[str, Any]
TOO_FEW, KEPT_BACK, UNPAIRED = "te_weinig_respondenten", "ingehouden_om_herleidbaarheid", "ongepaard"
BETTER, WORSE, SAME = "gunstig", "ongunstig", "niet_aangetoond"
_LOWER_IS_BETTER = "lager"
_NO_CHANGE = (
    "geen_eerdere_meting",
    "eerdere_meting_te_weinig_respondenten",
    "andere_schaal",
    "geen_spreiding",
)
_NO_RESPONSE = ("uitnodigingen_onbekend", "meer_respondenten_dan_uitgenodigd")
_DIGITS = 1


@dataclass(frozen=True, slots=True)
class Scale:
    """One scale of one role: its waves in every context, in order."""

    name: str
    waves: tuple[Row, ...]

    @property
    def latest(self) -> list[Row]:
        return [wave for wave in self.waves if wave["is_latest"]]

    def before(self, wave: Row) -> Row | None:
        """The wave with which one is compared."""
        earlier = (wave["context"], wave["earlier_wave"])
        return next((w for w in self.waves if (w["context"], w["wave"]) == earlier), None)

    @property
    def range(self) -> tuple[float, float] | None:
        """The lowest and highest possible score; None where nothing of it is shown, or waves differ in it."""
        found = {(w["scale_min"], w["scale_max"]) for w in self.waves if w["mean"] is not None}
        return found.pop() if len(found) == 1 else None


def scales_of(waves: list[Row], role: str | None) -> list[Scale]:
    """The scales of a role, in the order of the rows."""
    own = [wave for wave in waves if wave["respondent_role"] == role]
    return [Scale(name, tuple(rows)) for name, rows in groupby(own, key=lambda wave: str(wave["scale"]))]


def is_withheld(wave: Row, column: str, withheld: Withheld) -> bool:
    """Whether a figure is null because it would say too much of few people."""
    reasons = reasons_of(wave["reason"])
    return withheld.has(wave, column) or (TOO_FEW if column == "mean" else KEPT_BACK) in reasons


def direction_of_change(wave: Row) -> str | None:
    """Whether the change since the wave before is for the better; None where there is none with an interval."""
    if wave["change"] is None or wave["ci_low"] is None:
        return None
    if wave["ci_low"] <= 0 <= wave["ci_high"]:
        return SAME
    is_higher_better = wave["direction"] != _LOWER_IS_BETTER
    return BETTER if (wave["change"] > 0) == is_higher_better else WORSE


@made_once
def scale_card(view: View, scale: Scale, withheld: Withheld) -> Markup:
    """The latest mean of a scale in each context, of how many, and how it changed."""
    label = view.labels.of("survey_scale", scale.name)
    direction = view.language.text(f"schaal.richting.{scale.waves[0]['direction']}")
    readings = [_reading(view, wave, scale.before(wave), withheld) for wave in scale.latest]
    title = element("h3", label, span("gg-period", direction), cls="gg-subsection")
    return element("article", title, *readings, cls="gg-indicator")


@made_once
def draw_scale(view: View, scale: Scale, withheld: Withheld) -> None:
    """Draws the waves of a scale; nothing where no wave has a mean, or they are not on one range."""
    if scale.range is None:
        return
    frame = waves_frame(view, scale, withheld)
    label = view.labels.of("survey_scale", scale.name)
    alt = waves_description(view, frame, label)
    columns = {"wave": "kolom.meting", "context": "kolom.context", "mean": "kolom.gemiddeld", "n": "kolom.antwoorden"}
    counts = pl.Series("n", [wave["n"] for wave in scale.waves], dtype=pl.Int64)
    rows = told(view, frame.with_columns(counts), **columns)
    meaning = view.language.text("schaal.begrip.schaal.uitleg")
    facts = tuple((about(view, wave), response_text(view, wave, withheld)) for wave in scale.latest)
    figure = Passport(f"schaal_{scale.name}", label, meaning, ("survey_scales",), rows, facts)
    draw(view, figure, scale_waves, frame, view.language, *scale.range, alt=alt)


def waves_frame(view: View, scale: Scale, withheld: Withheld) -> pl.DataFrame:
    """As `scale_waves` draws it; before and after come first, and no line connects them with the rounds."""
    waves = sorted({(w["is_round"], w["wave_order"], w["wave"]) for w in scale.waves})
    places = {wave: place for place, (_, _, wave) in enumerate(waves)}
    contexts = view.labels.codes("context")
    is_only = len({w["context"] for w in scale.waves}) == 1
    rows = [
        {
            "place": places[w["wave"]],
            "wave": wave_name(view, w["wave"]),
            "context": context_name(view, w["context"]),
            "position": contexts.index(w["context"]) if w["context"] in contexts else len(contexts),
            "series": f"{w['context']} {w['is_round']}",
            "mean": w["mean"],
            "label": _mean(view, w, withheld),
            "counted": _counted(view, w, withheld, is_only),
        }
        for w in scale.waves
    ]
    return pl.DataFrame(rows, schema_overrides={"mean": pl.Float64})


def waves_description(view: View, frame: pl.DataFrame, what: str) -> str:
    """Of each context the mean in every wave."""
    parts = [
        f"{context}: {view.language.listed([f'{wave} {label}' for wave, label in rows.select('wave', 'label').rows()])}"
        for (context,), rows in frame.partition_by("context", as_dict=True, maintain_order=True).items()
    ]
    return view.language.text("beschrijving.schaal", wat=what, delen="; ".join(parts))


def wave_name(view: View, wave: str) -> str:
    """A round as it is; before and after by their names."""
    return view.labels.of("wave", wave)


def context_name(view: View, context: str) -> str:
    return view.labels.of("context", context)


def change_words(view: View, wave: Row, withheld: Withheld) -> str:
    """The change since the wave before with its interval, of whom it is, and what it says."""
    t = view.language.text
    if wave["change"] is None:
        if is_withheld(wave, "change", withheld):
            return t("schaal.verandering.afgeschermd", woord=withheld_word(view))
        reasons = [reason for reason in reasons_of(wave["reason"]) if reason in _NO_CHANGE]
        return t("schaal.verandering.geen", reden="; ".join(t(f"reden.{r}") for r in reasons)) if reasons else ""
    digits = _DIGITS if is_published(wave) else _DIGITS + 1
    since = {"verschil": signed(view, wave["change"], digits), "meting": wave_name(view, wave["earlier_wave"])}
    said = t("schaal.verandering", **since, interval=signed_interval(view, wave, digits) or t("reden.geen_spreiding"))
    found = direction_of_change(wave)
    return " ".join([said, _of_whom(view, wave), t(f"schaal.oordeel.{found}") if found else ""]).strip()


def _reading(view: View, wave: Row, earlier: Row | None, withheld: Withheld) -> Markup:
    """The mean large, with its context and wave; then that of the wave before it, and the change."""
    t, what = view.language.text, about(view, wave)
    if wave["mean"] is None:
        reading = element("p", withheld_word(view), span("gg-period", what), cls="gg-reading gg-without")
        why = "" if withheld.has(wave, "mean") else reasons_in_words(view, reasons_of(wave["reason"]))
        return joined([reading, element("p", f"{why}.", cls="gg-aim") if why else Markup("")])
    low, high = (view.language.number(wave[name]) for name in ("scale_min", "scale_max"))
    of = t("schaal.van", laag=low, hoog=high, antwoorden=view.language.plural("schaal.antwoorden", wave["n"]))
    reading = element("p", decimal(view, wave["mean"], _DIGITS), span("gg-period", f"{what} · {of}"), cls="gg-reading")
    said = [_earlier(view, earlier, withheld) if earlier else "", change_words(view, wave, withheld)]
    return joined([reading, *(element("p", part, cls="gg-aim") for part in said if part)])


def about(view: View, wave: Row) -> str:
    """Of which context and wave a figure is."""
    return " · ".join([context_name(view, wave["context"]), wave_name(view, wave["wave"])])


def _earlier(view: View, wave: Row, withheld: Withheld) -> str:
    """The mean of the wave before, of how many that is told."""
    said = {"meting": wave_name(view, wave["wave"]), "score": _mean(view, wave, withheld)}
    if wave["mean"] is None or wave["n"] is None:
        return view.language.text("schaal.eerder.zonder_aantal", **said)
    return view.language.plural("schaal.eerder", wave["n"], **said)


def _of_whom(view: View, wave: Row) -> str:
    """Whether the change is of the same people, and of how many where that is told."""
    if wave["method"] == UNPAIRED:
        return view.language.text("schaal.ongepaard")
    if wave["n_paired"] is None:
        return view.language.text("schaal.gepaard.zonder_aantal")
    return view.language.plural("schaal.gepaard", wave["n_paired"])


def _mean(view: View, wave: Row, withheld: Withheld) -> str:
    if wave["mean"] is None:
        return withheld_word(view) if is_withheld(wave, "mean", withheld) else view.language.text("algemeen.geen")
    return decimal(view, wave["mean"], _DIGITS)


def _counted(view: View, wave: Row, withheld: Withheld, is_only: bool) -> str:
    """Of how many a mean is, with the context where there are several."""
    said = _mean(view, wave, withheld) if wave["n"] is None else f"n = {view.language.number(wave['n'])}"
    return said if is_only else f"{context_name(view, wave['context'])} {said}"


def response_text(view: View, wave: Row, withheld: Withheld) -> str:
    """How many answered of those invited; of few "3 van 4"."""
    t, number = view.language.text, view.language.number
    if wave["response"] is None:
        if is_withheld(wave, "response", withheld) or wave["n"] is None:
            return withheld_word(view)
        return reasons_in_words(view, (r for r in reasons_of(wave["reason"]) if r in _NO_RESPONSE))
    if wave["invited"] is None:
        return view.language.percent(wave["response"])
    of = t("assen.van", deel=number(wave["n"]), geheel=number(wave["invited"]))
    return of if wave["invited"] < SMALL else f"{of} ({view.language.percent(wave['response'])})"
