"""The invented surveys: two autumns in which hybrid professionals and managers answered, and how many were invited.

Answers come from a latent opinion of each respondent, so that items of a scale go together and a second round resembles
the first. Nobody thought any of this.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipelines.catalogue import SurveyScale
from pipelines.example_data.organisations import DELIVERING_COMPANIES
from pipelines.example_data.rows import Row, stream, table_cells

Scales = Mapping[str, SurveyScale]

_HELD_ON = {"2024-2": dt.date(2024, 9, 30), "2025-2": dt.date(2025, 9, 29)}
# Organisation, prefix of its respondents, role, context, and the numbers invited in the two rounds. Of managers in
# companies too few are asked for any figure to appear.
_INVITED = """
roc-vechtstroom         | VS | hp                     | school  | 16 | 18
roc-vechtstroom         | VS | leidinggevende_school  | school  |  6 |  6
hogeschool-oosterlanden | OL | hp                     | school  | 14 | 15
hogeschool-oosterlanden | OL | leidinggevende_school  | school  |  5 |  6
hogeschool-waddenrijk   | WR | hp                     | school  |  9 |  9
machinefabriek-ijzerlo  | IJ | hp                     | bedrijf | 10 | 11
machinefabriek-ijzerlo  | IJ | leidinggevende_bedrijf | bedrijf |  2 |  2
netbeheer-hoogveld      | NH | hp                     | bedrijf |  8 |  8
netbeheer-hoogveld      | NH | leidinggevende_bedrijf | bedrijf |  2 |  1
"""
SURVEYED = ("roc-vechtstroom", "hogeschool-oosterlanden", "hogeschool-waddenrijk")
SURVEYED_BY_LECTORAAT = DELIVERING_COMPANIES
_ANSWERS, _SKIPS_ITEM, _SPREAD_OPINION, _SPREAD_ITEM, _DRIFT = 0.72, 0.03, 0.7, 0.55, 0.25
_LOWEST, _HIGHEST = 1, 5
# Scales asked of a role: mean, and its change in the second round.
_WORK = {"autonomie": (3.9, 0.0), "ondersteuning": (3.0, 0.35), "werkdruk": (3.7, -0.15), "blijfintentie": (3.6, 0.2)}
_VALUE = {"teamcultuur": (3.4, 0.1), "meerwaarde": (4.0, 0.1)}
_ASKED_OF = {"hp": _WORK, "leidinggevende_school": _VALUE, "leidinggevende_bedrijf": _VALUE}


@dataclass(frozen=True, slots=True)
class Invitation:
    """People of one organisation and role who are asked in one round; those of a later round include the earlier."""

    organisation_id: str
    prefix: str
    role: str
    context: str
    wave: str
    invited: int

    @property
    def respondents(self) -> list[str]:
        letter = "H" if self.role == "hp" else "L"
        return [f"{self.prefix}-{letter}{number:02d}" for number in range(1, self.invited + 1)]


def invitation_rows(organisations: tuple[str, ...], as_of: dt.date) -> list[Row]:
    """Numbers invited by some organisations, of the rounds held up to a day."""
    return [
        {
            "organisation_id": asked.organisation_id,
            "role": asked.role,
            "context": asked.context,
            "wave": asked.wave,
            "invited": asked.invited,
        }
        for asked in _invitations(organisations, as_of)
    ]


def answer_rows(scales: Scales, seed: int, organisations: tuple[str, ...], as_of: dt.date) -> list[Row]:
    """Answers of respondents of some organisations, of the rounds held up to a day: the same whenever asked."""
    return [row for asked in _invitations(organisations, as_of) for row in _answers(scales, seed, asked)]


def _invitations(organisations: tuple[str, ...], as_of: dt.date) -> Iterator[Invitation]:
    for place, (wave, held_on) in enumerate(_HELD_ON.items()):
        for organisation_id, prefix, role, context, *invited in table_cells(_INVITED):
            if organisation_id in organisations and held_on <= as_of:
                yield Invitation(organisation_id, prefix, role, context, wave, int(invited[place]))


def _answers(scales: Scales, seed: int, asked: Invitation) -> Iterator[Row]:
    for respondent_id in asked.respondents:
        opinion = stream(seed, f"opinion {respondent_id}").gauss(0, _SPREAD_OPINION)
        rng = stream(seed, f"survey {asked.wave} {respondent_id}")
        if rng.random() < _ANSWERS:
            yield from _answers_of(respondent_id, opinion + rng.gauss(0, _DRIFT), asked, scales, rng)


def _answers_of(
    respondent_id: str, opinion: float, asked: Invitation, scales: Scales, rng: random.Random
) -> Iterator[Row]:
    for scale, (mean, change) in _ASKED_OF[asked.role].items():
        level = mean + opinion + (change if asked.wave == "2025-2" else 0)
        for item in range(1, scales[scale].items + 1):
            thought = round(min(_HIGHEST, max(_LOWEST, level + rng.gauss(0, _SPREAD_ITEM))))
            if rng.random() < _SKIPS_ITEM:
                continue
            yield {
                "respondent_id": respondent_id,
                "organisation_id": asked.organisation_id,
                "respondent_role": asked.role,
                "context": asked.context,
                "wave": asked.wave,
                "scale": scale,
                "item": item,
                "score": _LOWEST + _HIGHEST - thought if item in scales[scale].reversed_items else thought,
                "scale_min": _LOWEST,
                "scale_max": _HIGHEST,
            }
