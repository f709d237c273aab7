"""Reading delivered files: every cell as text, with the row number that a spreadsheet shows."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from pipelines.catalogue import Catalogue
from pipelines.errors import DeliveryRefused
from pipelines.prepare import RAW, prepare
from pipelines.pseudonyms import Pseudonymiser
from pipelines.sources import DeliveredFile, files_of, read_table, recognised
from pipelines.tables import Table
from pipelines.validation.checks import CheckKind, checks_of

KNOWN = frozenset({"plaatsing", "functie", "fteschool"})
Rows = list[tuple[Any, ...]]
Read = Callable[[str, bytes], Table]
HEADER = ("Plaatsing", "Functie", "FTE school")
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde"


@pytest.fixture
def read(catalogue: Catalogue) -> Read:
    """Read a file of this name and content, in which columns of placements may be expected."""

    def read_content(name: str, content: bytes) -> Table:
        return read_table(DeliveredFile.of(name, content), KNOWN, catalogue.messages)

    return read_content


def rows_of(table: Table) -> Rows:
    """Delivered rows as (row number, cells …); a broken one as (row number, "broken")."""
    return [(row, "broken") if broken else (row, *cells) for row, *cells, broken in table.delivered.rows()]


@dataclass(frozen=True)
class Formula:
    """A cell with a formula, and the value that Excel keeps beside it."""

    value: Any


def workbook(
    *sheets: Sequence[Sequence[Any]],
    date_format: str = "dd-mm-yyyy",
    offset: tuple[int, int] = (0, 0),
    names: Sequence[str | None] = (),
    hidden: Sequence[int] = (),
) -> bytes:
    """A workbook with the given cells on its sheets, written ``offset`` rows down and columns to the right."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        as_date = book.add_format({"num_format": date_format})
        for number, rows in enumerate(sheets):
            sheet = book.add_worksheet(names[number] if names else None)
            if number in hidden:
                sheet.hide()
            for i, row in enumerate(rows, offset[0]):
                for j, cell in enumerate(row, offset[1]):
                    if isinstance(cell, dt.date):
                        sheet.write_datetime(i, j, cell, as_date)
                    elif isinstance(cell, Formula):
                        sheet.write_formula(i, j, "=A1", None, cell.value)
                    elif cell is not None:
                        sheet.write(i, j, cell)
    return content.getvalue()


# Encodings and separators

ACCENTED = "Plaatsing;Functie;FTE school\nPL1;coördinator – ‘één’;0,4\nPL2;docent;€ 1\n"


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(ACCENTED.encode("utf-8"), id="utf-8"),
        pytest.param(ACCENTED.encode("utf-8-sig"), id="utf-8 with BOM"),
        pytest.param(b"\xff\xfe" + ACCENTED.encode("utf-16-le"), id="utf-16 LE with BOM"),
        pytest.param(b"\xfe\xff" + ACCENTED.encode("utf-16-be"), id="utf-16 BE with BOM"),
        pytest.param(ACCENTED.encode("utf-16-le"), id="utf-16 LE without BOM"),
        pytest.param(ACCENTED.encode("utf-16-be"), id="utf-16 BE without BOM"),
        pytest.param(ACCENTED.encode("cp1252"), id="Windows-1252"),
        pytest.param(ACCENTED.replace("\n", "\r\n").encode("cp1252"), id="Windows line ends"),
        pytest.param(ACCENTED.replace("\n", "\r").encode("cp1252"), id="line ends of the old Macintosh"),
        pytest.param(ACCENTED.removesuffix("\n").encode("utf-8"), id="no last line end"),
    ],
)
def test_letters_with_accents_survive_every_encoding(read: Read, content: bytes) -> None:
    table = read("plaatsingen.csv", content)
    assert table.header == HEADER
    assert rows_of(table) == [(2, "PL1", "coördinator – ‘één’", "0,4"), (3, "PL2", "docent", "€ 1")]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_the_separator_is_seen_from_the_header(read: Read, separator: str) -> None:
    lines = [HEADER, ("PL1", "docent", "0.4"), ("PL2", "a;b,c\td", "")]
    text = "\n".join(separator.join(f'"{cell}"' for cell in line) for line in lines)
    table = read("plaatsingen.csv", text.encode())
    assert table.separator == separator
    assert table.header == HEADER
    assert rows_of(table) == [(2, "PL1", "docent", "0.4"), (3, "PL2", "a;b,c\td", None)]


@pytest.mark.parametrize(
    ("first_line", "separator"),
    [("sep=;", ";"), ("SEP=,", ","), ('"sep=;"', ";"), ("sep=|", "|"), ("sep=\t", "\t"), ("\ufeffsep=;", ";")],
)
def test_a_sep_line_names_the_separator_and_has_no_row_number(read: Read, first_line: str, separator: str) -> None:
    lines = [HEADER, ("PL1", "docent", "0.4")]
    text = "\r\n".join([first_line, *(separator.join(line) for line in lines)])
    table = read("plaatsingen.csv", text.encode())
    assert table.header == HEADER
    assert rows_of(table) == [(2, "PL1", "docent", "0.4")]


def test_a_sep_line_that_names_no_possible_separator_is_a_title(read: Read) -> None:
    table = read("plaatsingen.csv", "sep=§\nPlaatsing;Functie;FTE school\nPL1;docent;1\n".encode())
    assert table.header == HEADER
    assert rows_of(table) == [(3, "PL1", "docent", "1")]


@pytest.mark.parametrize("suffix", ["csv", "CSV", "txt", "tsv"])
def test_text_is_read_whatever_its_suffix_says_of_separators(read: Read, suffix: str) -> None:
    assert rows_of(read(f"plaatsingen.{suffix}", b"Plaatsing;Functie;FTE school\nPL1;a;1\n")) == [(2, "PL1", "a", "1")]


# Row numbers


def test_title_lines_and_empty_lines_above_the_header_count_for_the_row_numbers(read: Read) -> None:
    text = "Opgave plaatsingen 2026;;\n\nVoor het kernteam\nPlaatsing;Functie;FTE school\nPL1;docent;0,4\n"
    assert rows_of(read("plaatsingen.csv", text.encode())) == [(5, "PL1", "docent", "0,4")]


def test_a_record_with_line_breaks_is_one_row(read: Read) -> None:
    text = 'Plaatsing;Functie;FTE school\nPL1;"eerste\nen tweede\r\nregel";0,4\nPL2;docent;0,5\n'
    table = read("plaatsingen.csv", text.encode())
    assert rows_of(table) == [(2, "PL1", "eerste\nen tweede\r\nregel", "0,4"), (3, "PL2", "docent", "0,5")]


def test_a_line_break_in_a_title_or_header_is_no_line_of_its_own(read: Read) -> None:
    text = '"Opgave\n2026"\n"Plaatsing";Functie;"FTE\nschool"\nPL1;docent;0,4\n'
    table = read("plaatsingen.csv", text.encode())
    assert table.header == ("Plaatsing", "Functie", "FTE\nschool")
    assert rows_of(table) == [(3, "PL1", "docent", "0,4")]


def test_a_long_text_with_line_breaks_and_separators_is_one_row(read: Read) -> None:
    text = 'Plaatsing,Functie,FTE school\nPL1,"Eén, twee, drie,\nvier, vijf, zes, zeven",1\nPL2,docent,1\n'
    table = read("plaatsingen.csv", text.encode())
    assert rows_of(table) == [(2, "PL1", "Eén, twee, drie,\nvier, vijf, zes, zeven", "1"), (3, "PL2", "docent", "1")]


@pytest.mark.parametrize("empty", ["", ";;", "   ", " ; ; ", '"";"";""', "\u00a0;\u00a0;", ";;;;"])
def test_empty_rows_count_for_the_row_number_but_are_not_delivered(read: Read, empty: str) -> None:
    text = f"Plaatsing;Functie;FTE school\nPL1;docent;1\n{empty}\n{empty}\nPL2;docent;1\n{empty}\n"
    assert rows_of(read("plaatsingen.csv", text.encode())) == [(2, "PL1", "docent", "1"), (5, "PL2", "docent", "1")]


def test_cells_are_trimmed_of_every_kind_of_white_space_and_empty_ones_are_null(read: Read) -> None:
    text = " Plaatsing ;Functie;FTE school\n\u00a0PL1\t; ; 0,4 \n"
    table = read("plaatsingen.csv", text.encode())
    assert table.header == HEADER
    assert rows_of(table) == [(2, "PL1", None, "0,4")]


# Rows that do not fit


def test_trailing_separators_are_no_columns(read: Read) -> None:
    text = "Plaatsing;Functie;FTE school;;;\nPL1;docent;0,4;;;\nPL2;docent;0,5\n"
    table = read("plaatsingen.csv", text.encode())
    assert table.header == HEADER
    assert rows_of(table) == [(2, "PL1", "docent", "0,4"), (3, "PL2", "docent", "0,5")]


def test_a_short_row_ends_in_empty_cells(read: Read) -> None:
    assert rows_of(read("plaatsingen.csv", b"Plaatsing;Functie;FTE school\nPL1\n")) == [(2, "PL1", None, None)]


@pytest.mark.parametrize("row", ["PL1;docent;0,4;x", "PL1;docent;0,4;;x", "PL1;docent;0,4;;;;x;", "PL1;a;b;0,4"])
def test_a_row_with_more_cells_than_columns_is_broken(read: Read, row: str) -> None:
    text = f"Plaatsing;Functie;FTE school\n{row}\nPL2;docent;0,5;\n"
    assert rows_of(read("plaatsingen.csv", text.encode())) == [(2, "broken"), (3, "PL2", "docent", "0,5")]


def test_a_row_with_more_cells_than_columns_is_broken_beside_quoted_line_breaks(read: Read) -> None:
    text = 'Plaatsing;Functie;FTE school\nPL1;"a\nb";0,4;;\nPL2;docent;0,5;;x\nPL3;docent;0,5\n'
    table = read("plaatsingen.csv", text.encode())
    assert rows_of(table) == [(2, "PL1", "a\nb", "0,4"), (3, "broken"), (4, "PL3", "docent", "0,5")]


@pytest.mark.parametrize(
    "spoilt",
    ['PL2;"docent;0,5', 'PL2;do"cent;0,5', '"PL2;docent;0,5', 'PL2;docent;"0,5', 'PL2;"do"cent";0,5', 'PL2;3" buis;1'],
)
def test_a_stray_quote_spoils_only_its_own_line(read: Read, spoilt: str) -> None:
    before, after = 'PL1;"een; twee";0,4', 'PL3;"docent";0,6\nPL4;"drie";0,7'
    text = f"Plaatsing;Functie;FTE school\n{before}\n{spoilt}\n{after}\n"
    assert rows_of(read("plaatsingen.csv", text.encode())) == [
        (2, "PL1", "een; twee", "0,4"),
        (3, "broken"),
        (4, "PL3", "docent", "0,6"),
        (5, "PL4", "drie", "0,7"),
    ]


@given(st.integers(0, 19), st.integers(0, 2), st.integers(0, 4), st.booleans())
def test_wherever_a_stray_quote_stands_all_other_lines_are_read(row: int, column: int, at: int, quoted: bool) -> None:
    from pipelines.sources_csv import read_csv

    lines = [[f"PL{i:02}", f"naam {i:02}", f"0,{i:02}"] for i in range(20)]
    written = [[f'"{cell}"' if quoted and i % 3 == 0 else cell for cell in line] for i, line in enumerate(lines)]
    cell = lines[row][column]
    written[row] = [*lines[row]]
    written[row][column] = cell[:at] + '"' + cell[at:]
    text = "Plaatsing;Functie;FTE school\n" + "\n".join(";".join(line) for line in written) + "\n"
    found = rows_of(read_csv(text.encode(), KNOWN))
    assert [r for r in found if r[0] != row + 2] == [(i + 2, *line) for i, line in enumerate(lines) if i != row]
    assert [r[0] for r in found] == list(range(2, 22))


# Files without rows


def test_a_header_without_rows_is_a_table_without_rows(read: Read) -> None:
    for name, content in (
        ("plaatsingen.csv", b"Plaatsing;Functie;FTE school"),
        ("plaatsingen.csv", b"Plaatsing;Functie;FTE school\n\n;;\n"),
        ("plaatsingen.xlsx", workbook([HEADER])),
    ):
        table = read(name, content)
        assert table.header == HEADER
        assert rows_of(table) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plaatsingen.csv", b""),
        ("plaatsingen.csv", b"\n\n"),
        ("plaatsingen.csv", b"\xef\xbb\xbf"),
        ("plaatsingen.csv", b"sep=;\n"),
        ("plaatsingen.xlsx", b""),
        ("plaatsingen.xlsx", workbook([], [])),
        ("plaatsingen.xlsx", workbook([["  "], [" "]])),
    ],
)
def test_an_empty_file_is_refused_with_what_was_expected(read: Read, name: str, content: bytes) -> None:
    with pytest.raises(DeliveryRefused) as refused:
        read(name, content)
    assert refused.value.rule == "empty"
    assert str(refused.value) == ("Het bestand is leeg. Verwacht: een regel met kolomnamen en daaronder de gegevens.")


# Files that are not what their names say


def zipped() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("plaatsingen.csv", "Plaatsing;Functie")
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("plaatsingen.xlsx", PNG, "als xlsx: de inhoud is geen Excel-werkmap."),
        ("plaatsingen.xlsx", b"Plaatsing;Functie\n", "als xlsx: de inhoud is geen Excel-werkmap."),
        ("plaatsingen.xlsx", zipped(), "als xlsx: de werkmap is beschadigd of beveiligd met een wachtwoord."),
        ("plaatsingen.csv", zipped(), "als csv: de inhoud is een Excel-werkmap of zip-bestand."),
        ("plaatsingen.csv", workbook([HEADER]), "als csv: de inhoud is een Excel-werkmap of zip-bestand."),
        ("plaatsingen.csv", PNG, "als csv: de inhoud is geen tekst."),
        ("plaatsingen.pdf", b"%PDF-1.7", "als pdf: alleen xlsx en csv worden gelezen."),
        ("plaatsingen", b"Plaatsing;Functie\n", "als csv: alleen xlsx en csv worden gelezen."),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(read: Read, name: str, content: bytes, message: str) -> None:
    with pytest.raises(DeliveryRefused) as refused:
        read(name, content)
    assert refused.value.rule == "unreadable"
    assert str(refused.value) == f"Het bestand is niet te lezen {message} Sla het opnieuw op als xlsx of csv."


def test_a_damaged_workbook_is_refused(read: Read) -> None:
    content = workbook([HEADER, ("PL1", "docent", 0.4)])
    with pytest.raises(DeliveryRefused, match="de werkmap is beschadigd of beveiligd met een wachtwoord"):
        read("plaatsingen.xlsx", content[: len(content) // 2])


# Workbooks


def test_cells_of_a_workbook_are_texts_and_numbers_have_a_decimal_comma(read: Read) -> None:
    header = (*HEADER, "Startdatum", "Coach", "Uren")
    rows = [
        header,
        ("PL1", 'één; "twee"\ndrie', 0.4, dt.date(2024, 12, 31), True, 40),
        ("PL2", None, -1.5, dt.date(1999, 1, 1), False, 1200),
        ("0012", "x", 1.234, None, None, -3),
    ]
    table = read("plaatsingen.xlsx", workbook(rows))
    assert table.header == header
    assert rows_of(table) == [
        (2, "PL1", 'één; "twee"\ndrie', "0,4", "2024-12-31 00:00:00", "true", "40"),
        (3, "PL2", None, "-1,5", "1999-01-01 00:00:00", "false", "1200"),
        (4, "0012", "x", "1,234", None, None, "-3"),
    ]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.123456789012, "0,123456789012"),
        (1 / 3, "0,333333333333333"),
        (123456789.123456, "123456789,123456"),
        (-0.123456789012345, "-0,123456789012345"),
        (0.0000000123456, "1.23456e-8"),
        (434.99999999999994, "435"),  # 4.35 × 100, which Excel shows as 435
        (0.30000000000000004, "0,3"),
        (12345678, "12345678"),
        (9007199254740991, "9007199254740991"),
        (1e22, "10000000000000000000000"),
    ],
)
def test_a_number_of_a_workbook_keeps_the_fifteen_digits_that_excel_counts_with(
    read: Read, number: float, text: str
) -> None:
    assert rows_of(read("plaatsingen.xlsx", workbook([HEADER, ("PL1", "docent", number)]))) == [
        (2, "PL1", "docent", text)
    ]


@pytest.mark.parametrize("offset", [(0, 0), (3, 2)])
def test_a_number_of_a_workbook_is_that_number_whatever_else_stands_in_its_column(
    read: Read, offset: tuple[int, int]
) -> None:
    cells = [
        (3.125, "3,125"),
        ("onbekend", "onbekend"),
        (85.125, "85,125"),
        ("ca 20", "ca 20"),
        (0.123456789012, "0,123456789012"),
        ("3.125", "3.125"),
        ("0.123456789", "0.123456789"),
        ("1.234,5", "1.234,5"),
        (12345678, "12345678"),
        ("12345678", "12345678"),
        ("007", "007"),
        (7, "7"),
        (dt.date(2024, 12, 31), "2024-12-31 00:00:00"),
        (True, "true"),
        ("true", "true"),
        (None, None),
        (Formula(2.5), "2,5"),
        (Formula("2.5"), "2.5"),
        (Formula("#N/A"), "#N/A"),
    ]
    rows = [HEADER, *((f"PL{i}", "1.5", cell) for i, (cell, _) in enumerate(cells))]
    table = read("plaatsingen.xlsx", workbook(rows, offset=offset))
    assert [row[-2:] for row in rows_of(table)] == [("1.5", text) for _, text in cells]


@pytest.mark.parametrize("offset", [(0, 0), (3, 2)])
def test_an_error_of_a_workbook_is_never_an_empty_cell(read: Read, offset: tuple[int, int]) -> None:
    rows = [
        ("Opgave 2026",),
        HEADER,
        ("PL1", Formula("#N/A"), Formula("#REF!")),
        (Formula("#DIV/0!"), "docent", 0.4),
        (Formula("#VALUE!"), Formula("#NAME?"), Formula("#NUM!")),
        ("PL4", dt.date(2024, 12, 31), Formula("#NULL!")),
    ]
    table = read("plaatsingen.xlsx", workbook(rows, offset=offset))
    assert [row[-3:] for row in rows_of(table)] == [
        ("PL1", "#N/A", "#REF!"),
        ("#DIV/0!", "docent", "0,4"),
        ("#VALUE!", "#NAME?", "#NUM!"),
        ("PL4", "2024-12-31 00:00:00", "#NULL!"),
    ]


def test_an_error_of_a_workbook_is_reported_by_the_rules_of_its_field(catalogue: Catalogue) -> None:
    contract = catalogue["placements"]
    header = tuple(field.label.nl for field in contract.fields)
    content = workbook([header, tuple(Formula("#N/A") for _ in header)])
    known = {name for field in contract.fields for name in field.names}
    table = read_table(DeliveredFile.of("plaatsingen.xlsx", content), known, catalogue.messages)
    frame = prepare(table, contract, Pseudonymiser(bytes(32)), catalogue.messages).frame
    typed = {check.columns[0] for check in checks_of(contract) if check.kind is CheckKind.TYPE}
    assert {field.name for field in contract.fields if frame[field.name].item() is None} == typed
    assert all(frame[field.name + RAW].item() == "#N/A" for field in contract.fields)


@pytest.mark.parametrize("offset", [(0, 0), (3, 0), (0, 2), (4, 3)])
def test_rows_of_a_workbook_have_the_numbers_that_excel_shows(read: Read, offset: tuple[int, int]) -> None:
    rows = [("Opgave 2026",), (), HEADER, ("PL1", "docent", 0.4), (), ("PL2", "docent", 0.5), (None, " ", None)]
    table = read("plaatsingen.xlsx", workbook(rows, offset=offset))
    down = offset[0]
    found = [(number, *(cell for cell in cells if cell is not None)) for number, *cells in rows_of(table)]
    assert [name for name in table.header if name] == list(HEADER)
    assert found == [(4 + down, "PL1", "docent", "0,4"), (6 + down, "PL2", "docent", "0,5")]


EXPLANATION: Rows = [
    ("Vul het tabblad Plaatsingen in.",),
    ("Plaatsing", "het nummer van het kernteam"),
    ("Functie", "zoals in het contract"),
]


def test_the_sheet_with_the_data_may_be_the_second(read: Read) -> None:
    table = read("plaatsingen.xlsx", workbook(EXPLANATION, [HEADER, ("PL1", "docent", 0.4)], []))
    assert rows_of(table) == [(2, "PL1", "docent", "0,4")]


def test_data_on_more_than_one_sheet_is_refused_with_the_names_of_the_sheets(read: Read) -> None:
    first, second = [HEADER, ("PL1", "docent", 0.4)], [("Functie", "Plaatsing"), ("docent", "PL2")]
    with pytest.raises(DeliveryRefused) as refused:
        read("plaatsingen.xlsx", workbook(EXPLANATION, first, second, names=["Uitleg", "Loc1", "Loc2"]))
    assert refused.value.rule == "several_sheets"
    assert str(refused.value) == (
        "Er staan gegevens op meer dan één blad: Loc1, Loc2. Zet ze op één blad of lever ze als aparte bestanden."
    )


@pytest.mark.parametrize(
    ("other", "hidden"),
    [
        pytest.param([], [], id="empty"),
        pytest.param([HEADER], [], id="column names without rows"),
        pytest.param([HEADER, (None, " ", None)], [], id="column names above blanks"),
        pytest.param([("Plaatsing", "Telefoon"), ("PL9", "06")], [], id="one column the same"),
        pytest.param([HEADER, ("PL9", "oud", 1)], [1], id="hidden"),
    ],
)
def test_another_sheet_without_rows_of_the_same_table_does_not_matter(
    read: Read, other: Rows, hidden: list[int]
) -> None:
    data = [HEADER, ("PL1", "docent", 0.4)]
    assert rows_of(read("plaatsingen.xlsx", workbook(data, other, hidden=hidden))) == [(2, "PL1", "docent", "0,4")]


def test_a_sheet_with_rows_comes_before_one_with_column_names_only(read: Read) -> None:
    table = read("plaatsingen.xlsx", workbook([HEADER], [HEADER[:2], ("PL1", "docent")]))
    assert rows_of(table) == [(2, "PL1", "docent")]


@pytest.mark.parametrize("remark", [("nog nakijken",), (None, "nog nakijken"), (None, None, 7), (Formula("#N/A"),)])
def test_text_to_the_right_of_a_table_in_a_workbook_is_noted_and_the_row_stays(
    read: Read, remark: tuple[Any, ...], catalogue: Catalogue
) -> None:
    rows = [HEADER, ("PL1", "docent", 0.4, *remark), ("PL2", "docent", 0.5, " "), (None, None, None, *remark)]
    table = read("plaatsingen.xlsx", workbook(rows))
    assert table.header == HEADER
    assert rows_of(table) == [(2, "PL1", "docent", "0,4"), (3, "PL2", "docent", "0,5")]
    assert [catalogue.messages[note].nl for note in table.notes] == [
        "Rechts van de laatste kolom staat tekst zonder kolomnaam; die wordt niet gebruikt."
    ]


def test_a_table_in_a_workbook_with_blanks_or_a_title_to_its_right_has_no_notes(read: Read) -> None:
    rows = [("Opgave", None, None, None, "2026"), HEADER, ("PL1", "docent", 0.4, " ", None)]
    table = read("plaatsingen.xlsx", workbook(rows))
    assert rows_of(table) == [(3, "PL1", "docent", "0,4")]
    assert table.notes == ()


# Which files, and which dataset


def test_a_folder_is_its_own_files_without_hidden_ones_and_lock_files(tmp_path: Path) -> None:
    for name in ("b.csv", "a.xlsx", ".verborgen.csv", "~$a.xlsx", "map/c.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert [path.name for path in files_of(tmp_path)] == ["a.xlsx", "b.csv"]
    assert files_of(tmp_path / "b.csv") == [tmp_path / "b.csv"]


@pytest.mark.parametrize(
    ("name", "dataset"),
    [
        ("plaatsingen_2026-1.xlsx", "placements"),
        ("placements.csv", "placements"),
        ("Plaatsingen 2026 definitief.csv", "placements"),
        ("PLAATSINGEN-2026.csv", "placements"),
        ("pilots_2026.csv", "pilots"),
        ("pilot_partners_2026.csv", "pilot_partners"),
        ("pilotpartners.csv", "pilot_partners"),
        ("Pilot partners.csv", "pilot_partners"),
        ("studentresultaten_mavo.csv", "student_outcomes"),
        ("student-outcomes-2026.csv", "student_outcomes"),
        ("fasebesluiten.csv", "phase_decisions"),
        ("phase_assessments.csv", "phase_assessments"),
        ("peer reviews.xlsx", "peer_reviews"),
        ("behoud__2026.csv", "retention"),
        ("behoud2.xlsx", "retention"),
        ("plaatsingen.2026.csv", "placements"),
    ],
)
def test_a_dataset_is_recognised_by_the_first_words_of_the_file_name(
    catalogue: Catalogue, name: str, dataset: str
) -> None:
    contract = recognised(DeliveredFile.of(name, b""), catalogue)
    assert contract is not None
    assert contract.dataset == dataset


@pytest.mark.parametrize(
    ("header", "dataset"),
    [
        ("Plaatsing;Peildatum;Status", "retention"),
        ("Placement;Reference date;Status", "retention"),
        ("placement_id;checked_on;status", "retention"),
        ("Pilot;Organisatie;Rol;Vanaf", "pilot_partners"),
        ("Onderdeel;Datum;Fase;Besluit;Reden", "phase_decisions"),
        ("Professional;Onderwijssector;Jaren hybride", "professionals"),
    ],
)
def test_a_dataset_is_otherwise_recognised_by_its_column_names(catalogue: Catalogue, header: str, dataset: str) -> None:
    contract = recognised(DeliveredFile.of("levering_2026.csv", f"Titel\n{header}\n".encode()), catalogue)
    assert contract is not None
    assert contract.dataset == dataset


@pytest.mark.parametrize(
    ("name", "content"),
    [("levering.csv", b"Plaatsing;Status\nPL1;actief\n"), ("levering.csv", b""), ("foto.png", PNG), ("leesmij", b"x")],
)
def test_a_file_with_neither_is_not_recognised(catalogue: Catalogue, name: str, content: bytes) -> None:
    assert recognised(DeliveredFile.of(name, content), catalogue) is None


def test_a_file_is_hashed_as_it_was_delivered() -> None:
    file = DeliveredFile.of("a.csv", b"abc")
    assert file.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # FIPS 180-2, B.1
