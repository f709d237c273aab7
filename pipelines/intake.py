"""One run of deliveries, dataset after dataset: read, prepared, checked, and sorted into accepted and rejected rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

import polars as pl

from pipelines.archive import Archive, parquet_of, previous_run
from pipelines.catalogue import Catalogue
from pipelines.contracts import Contract, Delivery, Text
from pipelines.errors import DeliveryRefused
from pipelines.known_rows import KnownRows
from pipelines.personal_data import look_alikes
from pipelines.prepare import RAW, Prepared, delivered_keys, nearest_header, prepare
from pipelines.pseudonyms import Pseudonymiser
from pipelines.quarantine import counted_for_refusal, findings, rejected_numbers
from pipelines.reasons import Setting
from pipelines.receipts import Outcome, Receipt
from pipelines.repeats import as_before, at_this_instant, can_be_skipped, filed_already, unchanged
from pipelines.settings import LOCAL_ZONE
from pipelines.sources import DeliveredFile, read_table
from pipelines.stray_data import refuse_bsns, refuse_personal_columns
from pipelines.subjects import links_of_rows
from pipelines.tables import Table
from pipelines.taken import Taken
from pipelines.validation.verdicts import Verdict, verdicts_of
from pipelines.withheld import Quoting, kept, kept_file_name


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a run is checked under: who delivers when, by which contracts, with which key, after which receipts."""

    catalogue: Catalogue
    archive: Archive
    receipts: Sequence[Receipt]
    pseudonymiser: Pseudonymiser
    partner_id: str
    received_at: dt.datetime


class Intake:
    """Takes in the files of one run; what it accepts is known to the datasets that follow."""

    def __init__(self, circumstances: Circumstances) -> None:
        self._given = circumstances
        given = circumstances
        self._known = KnownRows(given.archive, given.receipts, given.catalogue, given.partner_id)

    @property
    def known(self) -> KnownRows:
        return self._known

    def take(self, files: Sequence[DeliveredFile], contract: Contract) -> list[Taken]:
        """Check the files of one dataset against its contract. All files of a snapshot stand or fall together.

        Raises:
            UsageError: the partner delivered other files of this dataset at the very same instant.
        """
        given = self._given
        before = previous_run(given.partner_id, contract.dataset, given.receipts)
        there = at_this_instant(given.partner_id, contract.dataset, given.received_at, given.receipts)
        if there:
            rejected = dict(given.archive.rejected_rows(there))
            return [self._with_table(item, contract) for item in filed_already(files, there, rejected)]
        if can_be_skipped(files, before, contract):
            return [unchanged(file, before) for file in files]
        return as_before(self._take_fresh(files, contract, before), before, contract)

    def _take_fresh(self, files: Sequence[DeliveredFile], contract: Contract, before: Sequence[Receipt]) -> list[Taken]:
        unread: list[Taken] = []
        read: list[tuple[DeliveredFile, Table, Prepared]] = []
        for file in files:
            try:
                table, prepared = self._read(file, contract)
                read.append((file, table, replace(prepared, frame=self._known.looked_up(prepared, self._facts))))
            except _RefusedTable as refusal:
                unread.append(refused_whole(file, contract.dataset, refusal.cause, refusal.table))
                if refusal.table is not None:
                    keys = delivered_keys(refusal.table, contract, self._given.pseudonymiser)
                    if keys is not None:
                        self._known.reject(contract, keys, file.name)
        verdicts = verdicts_of([prepared for _, _, prepared in read], before, self._given.catalogue)
        names = [file.name for file, _, _ in read]
        judged = []
        for index, ((file, table, prepared), verdict) in enumerate(zip(read, verdicts, strict=True)):
            places, targets = self._known.rejected_places(contract), self._known.targets
            setting = Setting(self._given.catalogue, names, index, places, self._day, targets)
            taken = judge(file, table, prepared, verdict, setting)
            judged.append(replace(taken, links=self._links(taken, prepared)))
        decided = self._together([*judged, *unread], contract)
        self._remember(decided, [prepared for _, _, prepared in read], contract)
        return sorted(decided, key=lambda taken: files.index(taken.file))

    def _links(self, taken: Taken, prepared: Prepared) -> pl.DataFrame:
        """By what the rejected rows of a file are found again for the person whom they are about."""
        numbers = taken.findings["row_number"].unique().implode()
        rows = prepared.frame.filter(pl.col("row").is_in(numbers))
        return links_of_rows(rows, prepared.contract, self._given.catalogue, self._given.pseudonymiser)

    def _with_table(self, taken: Taken, contract: Contract) -> Taken:
        """The file with its cells, for who wants them back with what is wrong."""
        known = {name for f in contract.fields for name in f.names}
        try:
            return replace(taken, table=read_table(taken.file, known, self._given.catalogue.messages))
        except DeliveryRefused:
            return taken

    @property
    def _facts(self) -> dict[str, pl.Expr]:
        return {"received_on": pl.lit(self._day), "partner_id": pl.lit(self._given.partner_id)}

    @property
    def _day(self) -> dt.date:
        return self._given.received_at.astimezone(LOCAL_ZONE).date()

    def _remember(self, decided: Sequence[Taken], prepared: Sequence[Prepared], contract: Contract) -> None:
        """Let the datasets that follow see what was accepted and what was rejected."""
        accepted = [t.accepted for t in decided if t.accepted is not None]
        self._known.accept(contract, accepted)
        for taken, frame in zip(decided, (p.frame for p in prepared), strict=False):
            numbers = rejected_numbers(taken.findings)
            rejected = frame.filter(pl.col("row").is_in(numbers.implode()))
            self._known.reject(contract, rejected, taken.file.name)

    def _read(self, file: DeliveredFile, contract: Contract) -> tuple[Table, Prepared]:
        messages = self._given.catalogue.messages
        known = {name for f in contract.fields for name in f.names}
        table = None
        try:
            table = read_table(file, known, messages)
            prepared = prepare(table, contract, self._given.pseudonymiser, messages)
            if not prepared.rows_delivered:
                raise DeliveryRefused("empty", messages["refused_empty"])
            refuse_bsns(prepared, messages)
            refuse_personal_columns(table, prepared, messages, self._day)
        except DeliveryRefused as refusal:
            raise _RefusedTable(refusal, table) from refusal
        return table, prepared

    def _together(self, taken: list[Taken], contract: Contract) -> list[Taken]:
        """A snapshot of which one file is refused is refused whole, or the rows of that file would vanish."""
        culprit = next((t for t in taken if t.outcome is Outcome.REFUSED), None)
        if contract.delivery is not Delivery.SNAPSHOT or culprit is None:
            return taken
        text, file = self._given.catalogue.messages["refused_with_snapshot"], culprit.file.name
        told, stored = text.format(file=file), kept_file_name(file, self._given.catalogue, self._day)
        message = Quoting(told.nl, told.en, text.nl.format(file=stored))
        return [t if t.outcome is Outcome.REFUSED else refused(t, "refused_with_snapshot", message) for t in taken]


def judge(file: DeliveredFile, table: Table, prepared: Prepared, verdict: Verdict, setting: Setting) -> Taken:
    """Accepted or rejected, row by row; or the whole refused, when too much of it is wrong or nothing is known."""
    contract, catalogue = prepared.contract, setting.catalogue
    messages, thresholds = catalogue.messages, catalogue.programme.thresholds
    found = findings(prepared.frame, contract, verdict.broken, setting)
    taken = Taken(
        file=file,
        dataset=contract.dataset,
        outcome=Outcome.LOADED,
        rows_delivered=prepared.rows_delivered,
        findings=found,
        checks=verdict.results,
        null_shares=_null_shares(prepared),
        notes=(*(messages[name] for name in table.notes), *_unknown_columns(prepared, setting), *verdict.notes),
        table=table,
        delivered_keys=prepared.frame.select(contract.key),
    )
    if verdict.not_validated:
        rules = "; ".join(f"{rule}: {cause}" for rule, cause in verdict.not_validated.items())
        return refused(taken, "not_validated", messages["refused_not_validated"].format(rules=rules))
    rejected, share = counted_for_refusal(found), thresholds["refusal_share"]
    if taken.rows_delivered >= thresholds["refusal_rows"] and rejected > share * taken.rows_delivered:
        counts = {"rejected": rejected, "delivered": taken.rows_delivered, "share": f"{share:.0%}"}
        return refused(taken, "refused_share", messages["refused_share"].format(**counts))
    numbers = rejected_numbers(found)
    rows = prepared.frame if numbers.is_empty() else prepared.frame.filter(~pl.col("row").is_in(numbers.implode()))
    accepted = rows.select(f.name for f in contract.fields)
    if accepted.is_empty() and contract.delivery is Delivery.SNAPSHOT:
        return refused(taken, "refused_all_rows", messages["refused_all_rows"])
    outcome = Outcome.LOADED if numbers.is_empty() else Outcome.PARTLY
    return replace(taken, outcome=outcome, accepted=accepted, accepted_parquet=parquet_of(accepted))


class _RefusedTable(Exception):
    def __init__(self, cause: DeliveryRefused, table: Table | None) -> None:
        self.cause, self.table = cause, table


def refused_whole(file: DeliveredFile, dataset: str, cause: DeliveryRefused, table: Table | None = None) -> Taken:
    """A file of which nothing is loaded for a reason that was plain before its rows were checked."""
    rows = 0 if table is None else table.delivered.height
    taken = Taken(file, dataset, Outcome.REFUSED, rows, table=table)
    return refused(taken, cause.rule, cause.message, cause.columns)


def refused(taken: Taken, rule: str, message: Text, columns: tuple[str, ...] = ()) -> Taken:
    """Refuse a delivery; rows without a fault of their own get the refusal as their reason."""
    numbers = pl.Series("row", [], pl.Int64) if taken.table is None else taken.table.delivered["row"]
    blameless = numbers.filter(~numbers.is_in(rejected_numbers(taken.findings).implode()))
    reasons = pl.DataFrame({"row_number": blameless}).select(
        "row_number",
        columns=pl.lit(", ".join(columns)),
        rule=pl.lit(rule),
        severity=pl.lit("error"),
        message=pl.lit(message.nl),
        value=pl.lit(None, pl.String),
        follows=pl.lit(False),
        kept_message=pl.lit(kept(message)),
        kept_value=pl.lit(None, pl.String),
    )
    return replace(
        taken,
        outcome=Outcome.REFUSED,
        accepted=None,
        accepted_parquet=None,
        findings=pl.concat([taken.findings, reasons]).sort("row_number", maintain_order=True),
        notes=(message, *taken.notes),
    )


def _null_shares(prepared: Prepared) -> dict[str, float]:
    counts = prepared.frame.select(pl.col(f.name + RAW).null_count() for f in prepared.contract.fields).row(0)
    names = [f.name for f in prepared.contract.fields]
    return {name: round(count / prepared.rows_delivered, 6) for name, count in zip(names, counts, strict=True)}


def _unknown_columns(prepared: Prepared, setting: Setting) -> list[Text]:
    """A remark for each column that is not used. The archive keeps no name of one: it may be a person's."""
    messages, notes = setting.catalogue.messages, list[Text]()
    for position, header in prepared.unknown:
        nearest = nearest_header(header, prepared.contract)
        suffix = "_nearest" if nearest else ""
        stored = messages[f"unknown_column_withheld{suffix}"].format(position=position, nearest=nearest)
        told = messages[f"unknown_column{suffix}"].format(header=header, nearest=nearest)
        if look_alikes(header, setting.received_on):
            told = stored
        notes.append(Quoting(told.nl, told.en, stored.nl))
    notes += [messages["unnamed_column"].format(position=position) for position in prepared.unnamed]
    return notes
