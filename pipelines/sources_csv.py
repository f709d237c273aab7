"""Delimited text, in the ways in which Dutch software writes it."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection

import polars as pl
from polars.exceptions import PolarsError

from pipelines.contracts import folded
from pipelines.tables import Table, UnreadableFile, header_index, trimmed

SEPARATORS = (";", ",", "\t")
_HEADER_WITHIN = 65_536  # bytes in which the header line must begin
_MOST_BEYOND = 100  # cells too many that a row may have before each line is read by itself


def read_csv(content: bytes, known_headers: Collection[str]) -> Table:
    """Cells of delimited text, whatever its encoding, separator, ``sep=`` line and title lines.

    Raises:
        UnreadableFile: the bytes are not text.
    """
    text = _as_utf8(content)
    if b"\n" not in text:  # as spreadsheets on the Macintosh end their lines
        text = text.replace(b"\r", b"\n")
    named, text = _without_sep_line(text)
    separator, index, header, data_from = _header(text, known_headers, (named,) if named else SEPARATORS)
    if index is None:
        return Table((), pl.DataFrame(schema={"row": pl.Int64, "broken": pl.Boolean}))
    width = len(header)
    cells = _fast(text[data_from:], width, separator, index + 2)
    if cells is None:
        cells = _line_by_line(text[data_from:], width, separator, index + 2)
    return Table(tuple(header), trimmed(cells), separator=separator)


def _as_utf8(content: bytes) -> bytes:
    """The text as UTF-8 without BOM. Windows-1252 is what remains when it is not Unicode."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(content, "utf-16").encode()
    content = content.removeprefix(b"\xef\xbb\xbf")
    if b"\x00" in content[:1000]:
        little = content[1:2] == b"\x00"
        return _decoded(content, "utf-16-le" if little else "utf-16-be").encode()
    if content.isascii():
        return content
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(content, "cp1252").encode()
    return content


def _decoded(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile("de inhoud is geen tekst") from error
    if "\x00" in text[:1000]:
        raise UnreadableFile("de inhoud is geen tekst")
    return text


def _without_sep_line(text: bytes) -> tuple[str | None, bytes]:
    """The separator that a first line ``sep=;`` names, and the text without it."""
    if b"sep=" not in text[:20].lower():
        return None, text
    first, newline, rest = text.partition(b"\n")
    line = first.strip().decode("utf-8", "replace").strip('"')
    if newline and line.lower().startswith("sep=") and len(line) <= 5 and line.isascii():
        return (line[4:] or "\t"), rest
    return None, text


def _header(text: bytes, known: Collection[str], separators: tuple[str, ...]) -> tuple[str, int | None, list[str], int]:
    """Separator, index of the header record, its cells, and the byte at which the data begins."""
    sample = text[:_HEADER_WITHIN].decode("utf-8", "ignore")
    best: tuple[int, int, str, int | None, list[str], int] = (-1, -1, separators[0], None, [], 0)
    for separator in separators:
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
        records, lines = [], []
        for record in reader:
            records.append(record)
            lines.append(reader.line_num)
        index = header_index(records, known)
        if index is None:
            continue
        names = [cell.strip() for cell in records[index]]
        while names and not names[-1]:
            names.pop()
        hits = len({folded(name) for name in names} & set(known))
        if (hits, len(names)) > best[:2]:
            offset = len("".join(_lines(sample)[: lines[index]]).encode())
            best = (hits, len(names), separator, index, names, offset)
    return best[2:]


def _lines(text: str) -> list[str]:
    return io.StringIO(text, newline="").readlines()


def _fast(data: bytes, width: int, separator: str, first_row: int) -> pl.DataFrame | None:
    """Polars' own reader; None when quotes in the file do not come out as they should."""
    cells = _parsed(data, width, 1, separator, first_row)
    if cells is None:  # some row may have several cells too many
        most = max((line.count(separator.encode()) for line in data.split(b"\n")), default=0)
        cells = _parsed(data, width, min(most + 1 - width, _MOST_BEYOND), separator, first_row)
    if cells is None or (b'"' in data and _swallowed_lines(cells, separator, width, data)):
        return None
    beyond = pl.col("^beyond.*$").str.strip_chars().str.len_bytes() > 0
    return cells.select(
        pl.col("row").cast(pl.Int64), pl.col("^c[0-9]+$"), broken=pl.any_horizontal(beyond.fill_null(False))
    )


def _parsed(data: bytes, width: int, beyond: int, separator: str, first_row: int) -> pl.DataFrame | None:
    """Columns ``row``, ``c0`` … and as many ``beyond0`` …; None when Polars cannot read the text as such."""
    names = [*(f"c{i}" for i in range(width)), *(f"beyond{i}" for i in range(beyond))]
    try:
        return pl.read_csv(
            separator.join(names).encode() + b"\n" + data,
            separator=separator,
            infer_schema=False,
            row_index_name="row",
            row_index_offset=first_row,
        )
    except PolarsError:
        return None


def _swallowed_lines(cells: pl.DataFrame, separator: str, width: int, data: bytes) -> bool:
    """True when a stray quote made one cell of what were lines: a line break with a line's worth of separators.

    A long text may hold as many; then all quotes stand where they should.
    """
    text = pl.col(pl.String)
    many = text.str.count_matches(separator, literal=True) >= max(width - 1, 1)
    found = cells.select(pl.any_horizontal((text.str.contains("\n", literal=True) & many).any()))
    return bool(found.item()) and not _well_quoted(data, separator)


def _well_quoted(data: bytes, separator: str) -> bool:
    try:
        for _ in csv.reader(io.StringIO(data.decode(), newline=""), delimiter=separator, strict=True):
            pass
    except csv.Error:
        return False
    return True


def _line_by_line(data: bytes, width: int, separator: str, first_row: int) -> pl.DataFrame:
    """Every line by itself, so that a stray quote spoils no other line than its own."""
    rows: list[list[str | None]] = []
    for line in _lines(data.decode("utf-8")):
        record: list[str | None] = [*next(csv.reader([line], delimiter=separator), [])]
        rows.append([*record[:width], *[None] * (width - len(record))])
        rows[-1].append("x" if any(record[width:]) or line.count('"') % 2 else None)
    names = [f"c{i}" for i in range(width)]
    cells = pl.DataFrame(rows, schema=dict.fromkeys([*names, "overflow"], pl.String), orient="row")
    cells = cells.with_row_index("row", first_row)
    return cells.select(pl.col("row").cast(pl.Int64), *names, broken=pl.col("overflow").is_not_null())
