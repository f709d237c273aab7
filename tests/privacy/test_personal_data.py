"""What is taken for a BSN, an e-mail address, a telephone number or a birth date; and what is not."""

from __future__ import annotations

import datetime as dt

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.personal_data import (
    Looks,
    holds_bsns,
    in_prose,
    kind_of_column,
    look_alikes,
    masked,
    passes_elfproef,
    rows_in_prose,
)

ON = dt.date(2026, 6, 1)
# 9·1 − 9 = 0 and 8·1 − 8 = 0; 111222333 gives 66 and 123456782 gives 154, both multiples of 11
BSNS = ["100000009", "010000008", "111222333", "123456782"]
OTHERS = [f"10000000{last}" for last in range(9)]  # 9 − last digit lies between 1 and 9: never a multiple of 11


@pytest.mark.parametrize("number", [*BSNS, "10000008"])
def test_a_bsn_passes_the_elfproef_also_without_its_first_nought(number: str) -> None:
    assert passes_elfproef(number)


@pytest.mark.parametrize("number", [*OTHERS, "000000000", "00000000", "111222334", "211222333"])
def test_other_numbers_do_not(number: str) -> None:
    assert not passes_elfproef(number)


@given(st.integers(1, 99_999_999))
def test_at_most_one_last_digit_makes_a_bsn_of_eight_others(first: int) -> None:
    """The last digit is the remainder of the others by 11; where that is 10 there is none."""
    weighed = sum(w * int(d) for w, d in zip(range(9, 1, -1), f"{first:08d}", strict=True)) % 11
    assert [last for last in range(10) if passes_elfproef(f"{first:08d}{last}")] == [weighed] * (weighed < 10)


@given(st.integers(0, 999_999_999))
def test_a_column_of_one_number_is_judged_as_the_number(number: int) -> None:
    assert holds_bsns(pl.Series([f"{number:09d}"])) is passes_elfproef(f"{number:09d}")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([*BSNS[:3], *OTHERS[:7]], False),  # 3 of 10 is not more than 30 %
        ([*BSNS[:4], *OTHERS[:6]], True),
        ([*BSNS[:3], *OTHERS[:6]], True),  # 3 of 9
        ([*BSNS[:3] * 5, *OTHERS[:7]], False),  # distinct values count
        ([BSNS[0]], True),
        ([BSNS[0], *(f"S{n:04d}" for n in range(100))], True),  # what has no 8–9 digits does not count
        (["111 222 333", " 1112.22.333 ", "10000008,0"], True),
        ([None, "", "S1", "1234567", "1234567890"], False),
        ([], False),
    ],
)
def test_a_column_holds_bsns_when_more_than_thirty_percent_pass(values: list[str | None], expected: bool) -> None:
    assert holds_bsns(pl.Series(values, dtype=pl.String)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jan.jansen@school.example", {Looks.EMAIL}),
        ("mail: j@a.nl, of bel", {Looks.EMAIL}),
        ("\uff4a@a.nl", {Looks.EMAIL}),  # letters of full width
        ("06-12345678", {Looks.PHONE}),
        ("0612345678", {Looks.PHONE}),
        ("06 12 34 56 78", {Looks.PHONE}),
        ("+31 6 12345678", {Looks.PHONE}),
        ("0031 (0)6 12345678", {Looks.PHONE}),
        ("(020) 123 45 67", {Looks.PHONE}),
        ("+49 30 1234567", {Looks.PHONE}),
        ("bsn 111222333.", {Looks.BSN}),
        ("(1112.22.333)", {Looks.BSN}),
        ("geboren op 12-03-1978", {Looks.BIRTH_DATE}),
        ("geb. 1978-03-12", {Looks.BIRTH_DATE}),
        ("gestart op 12-03-2012", set()),
        ("05-10-2023 00:00:00", set()),
        ("01-09-2023/31-08-2024", set()),
        ("06-10-2023 14 deelnemers", set()),
        ("€ 1.234.567,89", set()),
        ("0,123456789", set()),
        ("20260315", set()),  # a day, though it passes the elfproef
        ("https://voorbeeld.example/111222333", set()),
        ("111222333444", set()),
        ("niet @school", set()),
        ("PL0007", set()),
    ],
)
def test_a_running_text_tells_of_a_person_when_it_says_so(text: str, expected: set[Looks]) -> None:
    assert in_prose(text) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("12-03-1978", {Looks.BIRTH_DATE}),
        ("19780312", {Looks.BIRTH_DATE}),
        ("01-06-2014", {Looks.BIRTH_DATE}),  # twelve today
        ("02-06-2014", set()),
        ("31-02-1978", set()),  # no day
        ("28561", set()),  # a number of days, or any other number
        ("x111222333", {Looks.BSN}),
        ("zaak_111222333", {Looks.BSN}),
        ("10000008", {Looks.BSN}),
        ("0,4 fte", set()),
        ("docnet", set()),
    ],
)
def test_a_rejected_value_is_looked_at_more_strictly(value: str, expected: set[Looks]) -> None:
    assert look_alikes(value, ON) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plaatsingen jan@a.nl 06-12345678 111222333 2026-1", "plaatsingen … … … 2026-1"),
        ("12-03-1978", "…"),
        ("niets bijzonders", "niets bijzonders"),
    ],
)
def test_masking_leaves_the_rest_of_a_text(text: str, expected: str) -> None:
    assert masked(text, ON) == expected


BIRTHS = ["12-03-1978", "30-11-1981", "7-7-2001", "19-05-1969"]
HIRED = ["01-09-1999", "01-02-2004", "01-08-2010", "15-01-2003"]


@pytest.mark.parametrize(
    ("header", "values", "expected"),
    [
        ("Contact", ["jan@a.nl", "Piet"], Looks.EMAIL),  # one is enough
        ("Opmerking", ["zie mail", "@"], None),
        ("Nummer", ["111222333", "S1"], Looks.BSN),
        ("Nummer", OTHERS, None),
        ("BSN", ["100000001"], Looks.BSN),  # the header says so, mistyped or not
        ("BSN", ["ja", "nee"], None),
        ("Datum", ["20260315", "20260401"], None),
        ("Bereikbaar", ["06-12345678", "020-1234567", "geen"], Looks.PHONE),
        ("Bereikbaar", ["06-12345678", *"abcdef"], None),
        ("Tel.", ["612345678"], Looks.PHONE),  # Excel took its nought
        ("Telefoon", ["ja"], None),
        ("Geboren", BIRTHS[:1], Looks.BIRTH_DATE),
        ("Geb.datum", ["28561"], Looks.BIRTH_DATE),  # a number of days, under such a header
        ("Datum", BIRTHS, Looks.BIRTH_DATE),
        ("Datum", BIRTHS[:2], None),  # two dates are too few without a header that says so
        ("In dienst sinds", HIRED, None),  # contracts begin on the first of a month
        ("Datum", [*BIRTHS, "onbekend"], None),
        ("Datum", [f"{day}-03-2025" for day in range(2, 9)], None),
        ("Geboorteplaats", ["Zwolle"], None),
        ("Leeg", [None, None], None),
    ],
)
def test_an_unknown_column_is_judged_by_its_values_and_its_header(
    header: str, values: list[str | None], expected: Looks | None
) -> None:
    assert kind_of_column(header, pl.Series(values, dtype=pl.String), ON) == expected


def test_a_number_by_itself_is_judged_with_its_column() -> None:
    """One in eleven own numbers of nine digits passes the elfproef: that says nothing of a column full of them."""
    own = pl.Series([*OTHERS, BSNS[0], BSNS[2]])
    theirs = pl.Series(["GR1", "GR2", None, BSNS[0]])
    told = pl.Series(["Groep van 111222333", "mail jan@a.nl", "10000008", None])

    assert rows_in_prose(own).to_list() == [False] * 11
    assert rows_in_prose(theirs).to_list() == [False, False, False, True]
    assert rows_in_prose(told).to_list() == [True, True, False, False]
