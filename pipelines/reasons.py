"""Why a row is rejected, or kept with a warning, in the words of the one who delivered it."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipelines.catalogue import Catalogue
from pipelines.contracts import Field, Kind, Text, folded
from pipelines.references import OTHER_KIND, REJECTED
from pipelines.validation.checks import Check, CheckKind
from pipelines.validation.verdicts import Broken
from pipelines.withheld import kept_file_name

_MOST_LABELS = 15
_MOST_NAMED = 5  # of the other rows with the same key

Places = Mapping[str, Mapping[str, tuple[int, str]]]
"""For a reference field: rejected value → row number and file name of the row that was rejected."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What messages are written from: the contracts, the names of the files of the group, and rejected targets.

    ``received_on`` is the day of the delivery, against which a birth date is recognised; ``targets`` gives what a
    reference of the dataset may be to.
    """

    catalogue: Catalogue
    file_names: Sequence[str]
    file: int
    rejected_places: Places
    received_on: dt.date
    targets: Callable[[Field], Collection[str]]

    @property
    def kept(self) -> Setting:
        """The same for what the archive keeps: names of files as it writes them down."""

        @cache
        def named(file: str) -> str:
            return kept_file_name(file, self.catalogue, self.received_on)

        places = {
            field: {value: (row, named(file)) for value, (row, file) in found.items()}
            for field, found in self.rejected_places.items()
        }
        return replace(self, file_names=[named(file) for file in self.file_names], rejected_places=places)


def reason_of(
    item: Broken, fields: list[Field], setting: Setting
) -> Callable[[int, str | None, str | None, str | None], str]:
    """A function from row, value, state of the reference and key pointed at to the message for that row."""

    @cache
    def of_value(value: str | None, status: str | None, key: str | None) -> str:
        return _message(item.check, fields, value, status, key, setting).nl

    def of_row(row: int, value: str | None, status: str | None, key: str | None) -> str:
        if item.check.kind is CheckKind.KEY:
            return _key_message(fields, item.others[row], setting).nl
        return of_value(value, status, key)

    return of_row


def _key_message(fields: list[Field], others: Sequence[tuple[int, int]], setting: Setting) -> Text:
    messages = setting.catalogue.messages
    named = [
        messages["row_of_this_file"].format(row=row)
        if file == setting.file
        else messages["row_of_other_file"].format(row=row, file=setting.file_names[file])
        for file, row in others[:_MOST_NAMED]
    ]
    listed = Text(_listed([t.nl for t in named], "en"), _listed([t.en for t in named], "and"))
    if len(others) > _MOST_NAMED:
        more = len(others) - _MOST_NAMED
        text = messages["and_more"]
        listed = Text(text.nl.format(listed=listed.nl, more=more), text.en.format(listed=listed.en, more=more))
    return _filled(messages["key"], label=_label(fields), others=listed)


def _label(fields: list[Field]) -> Text:
    return Text(" + ".join(f.label.nl for f in fields), " + ".join(f.label.en for f in fields))


def _message(
    check: Check, fields: list[Field], value: str | None, status: str | None, key: str | None, setting: Setting
) -> Text:
    messages = setting.catalogue.messages
    if check.message:
        return check.message
    if not fields:
        return messages[check.kind]
    field = fields[0]
    example = Text(field.example, field.example)
    known = {"label": field.label, "value": _quoted(value, messages), "example": example}
    if check.kind is CheckKind.TYPE:
        return _filled(messages[f"type_{field.kind}"], **known)
    if check.kind is CheckKind.CODES:
        nearest = _nearest(value, field)
        if nearest is None:
            return _filled(messages["codes"], **known, allowed=_allowed(field))
        return _filled(messages["codes_nearest"], **known, nearest=nearest, allowed=_allowed(field))
    if check.kind is CheckKind.BOUNDS:
        return _filled(messages["bounds"], **known, limits=_limits(field))
    if check.kind is CheckKind.REFERENCE:
        return _reference_message(field, known, status, key, setting)
    return _filled(messages[check.kind], **known)


def _reference_message(
    field: Field, known: dict[str, Text], status: str | None, key: str | None, setting: Setting
) -> Text:
    assert field.reference
    messages, target = setting.catalogue.messages, setting.catalogue[field.reference.dataset]
    place = setting.rejected_places.get(field.name, {}).get(key or "")
    if status == REJECTED and place:
        row, file = Text(str(place[0]), str(place[0])), Text(place[1], place[1])
        return _filled(messages["reference_rejected"], **known, row=row, file=file)
    if status == OTHER_KIND:
        (name, allowed), *_ = field.reference.where.items()
        codes = {c.code: c.label for c in target.field(name).codes}
        labels = [codes[code] for code in allowed]
        where = Text(_listed([t.nl for t in labels], "of"), _listed([t.en for t in labels], "or"))
        label = target.field(name).label
        return _filled(messages["reference_where"], **known, target=target.label, where=where, where_label=label)
    return _filled(messages["reference_unknown"], **known, target=target.label)


def _filled(text: Text, **texts: Text) -> Text:
    """A message with other texts in its places, each in its own language."""
    nl, en = ({name: getattr(t, language) for name, t in texts.items()} for language in ("nl", "en"))
    return Text(text.nl.format(**nl), text.en.format(**en))


def _quoted(value: str | None, messages: Mapping[str, Text]) -> Text:
    return messages["withheld"] if value is None else messages["quoted"].format(value=value)


def _nearest(value: str | None, field: Field) -> Text | None:
    """The label of the code that the value looks most like; None when none comes near."""
    labels = {folded(c.label.nl): c.label for c in field.codes}
    close = difflib.get_close_matches(folded(value or ""), labels, n=1, cutoff=0.7)
    return labels[close[0]] if close else None


def _allowed(field: Field) -> Text:
    """The labels of a short list; of a long one the codes, which is what deliverers write there."""
    if len(field.codes) > _MOST_LABELS:
        codes = ", ".join(c.code for c in field.codes)
        return Text(codes, codes)
    return Text(", ".join(c.label.nl for c in field.codes), ", ".join(c.label.en for c in field.codes))


def _limits(field: Field) -> Text:
    b = field.bounds
    whole = field.kind is Kind.INTEGER
    nl, en = [], []
    for limit, dutch, english in (
        (b.exclusive_minimum, "meer dan", "more than"),
        (b.minimum, "ten minste", "at least"),
        (b.exclusive_maximum, "minder dan", "less than"),
        (b.maximum, "ten hoogste", "at most"),
    ):
        if limit is not None:
            number = f"{limit:.0f}" if whole or limit.is_integer() else f"{limit}"
            nl.append(f"{dutch} {number.replace('.', ',')}")
            en.append(f"{english} {number}")
    return Text(" en ".join(nl), " and ".join(en))


def _listed(words: list[str], last: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"
