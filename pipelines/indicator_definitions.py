"""The tables that say what every indicator of a publication means, and in which cells of persons it is counted."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from pipelines.indicators import Indicator

LANGUAGES = ("nl", "en")
_TEXTS = ("title", "definition", "numerator", "denominator")
_CELL = ("population", "dimension", "code")
_FACTS = ("unit", "direction", "kind", "theme", "level", "disclosure")


def indicators_told(indicators: Sequence[Indicator]) -> pl.DataFrame:
    """A row per figure and version. ``label`` names the figure, its variant included; ``title`` is the indicator's."""
    latest = {i.name: i.version for i in indicators}
    rows = [
        {"indicator_id": figure.code, "indicator": i.name, "variants": i.variants, "variant": variant}
        | {"label_nl": figure.label.nl, "label_en": figure.label.en}
        | _texts_of(i)
        | {name: getattr(i, name) for name in (*_FACTS, "version", "since")}
        | {"is_latest": i.version == latest[i.name], "grows_within_year": i.grows_within_year}
        for i in indicators
        for variant, figure in i.figures.items()
    ]
    texts = ("label", *_TEXTS)
    ids = ("indicator_id", "indicator", "variants", "variant")
    columns = [*ids, *(f"{t}_{lang}" for t in texts for lang in LANGUAGES)]
    kinds = dict.fromkeys((*columns, *_FACTS), pl.String) | {"version": pl.Int64, "since": pl.Int64}
    flags = dict.fromkeys(("is_latest", "grows_within_year"), pl.Boolean)
    return pl.DataFrame(rows, schema={**kinds, **flags}, orient="row")


def indicator_cells(indicators: Sequence[Indicator]) -> pl.DataFrame:
    """A row per figure, part of it and cell of persons in which that is counted; `{period}` stands for the year."""
    rows = [
        {"indicator_id": figure.code, "part": part}
        | dict(zip(_CELL, cell.replace("{variant}", variant or "").split("."), strict=True))
        for i in {i.name: i for i in indicators}.values()
        for variant, figure in i.figures.items()
        for part, cells in (("numerator", i.counted_in), ("denominator", i.counted_of))
        for cell in cells
    ]
    return pl.DataFrame(rows, schema=dict.fromkeys(("indicator_id", "part", *_CELL), pl.String), orient="row")


def _texts_of(indicator: Indicator) -> dict[str, str | None]:
    texts = {name: getattr(indicator, name) for name in _TEXTS}
    return {f"{n}_{lang}": getattr(text, lang) if text else None for n, text in texts.items() for lang in LANGUAGES}
