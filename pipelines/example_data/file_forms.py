"""In what form each partner sends its files: what software it uses, and how it writes headers, codes and dates."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.contracts import Contract


@dataclass(frozen=True, slots=True)
class FileForm:
    """The habits of one partner.

    ``encoding`` is for text files; a BOM is written where the name says so. ``headers`` and ``codes`` say which of the
    contract's names are used. ``file_name`` may hold ``{label}``, ``{dataset}``, ``{other}`` (another accepted first
    word) and ``{round}``.
    """

    file_name: str
    encoding: str = ""
    separator: str = ";"
    names_separator: bool = False
    decimal: str = ","
    date_format: str = "%d-%m-%Y"
    headers: str = "dutch"
    codes: str = "code"
    school_year: str = "{first}-{second}"
    title_rows: int = 0

    @property
    def is_workbook(self) -> bool:
        return self.file_name.endswith(".xlsx")

    def name_of(self, contract: Contract, round_name: str) -> str:
        label = contract.label.nl.lower()
        other = contract.file_names[0] if contract.file_names else label
        return self.file_name.format(label=label, dataset=contract.dataset, other=other, round=round_name)


_FORMS = {
    "programma": FileForm("{label}_{round}.xlsx"),
    "roc-vechtstroom": FileForm("{label}_{round}.csv", encoding="utf-8-sig", codes="label"),
    "roc-terpenland": FileForm("{other} {round}.csv", encoding="cp1252", names_separator=True, codes="mixed"),
    "hogeschool-oosterlanden": FileForm(
        "{dataset}_{round}.csv",
        encoding="utf-8",
        separator=",",
        decimal=".",
        date_format="%Y-%m-%d",
        headers="english",
    ),
    "hogeschool-waddenrijk": FileForm(
        "{label}-{round}.txt", encoding="utf-16", separator="\t", date_format="%d/%m/%Y", school_year="{first}/{short}"
    ),
    "vakcollege-zandrug": FileForm("{label}_{round}.xlsx", codes="label"),
    "techniekschool-esdoorn": FileForm("{label}_{round}.xlsx", codes="mixed", title_rows=3),
    "vmbo-het-aambeeld": FileForm(
        "{label} {round}.csv", encoding="utf-8-sig", codes="mixed", school_year="{first}/{short}"
    ),
    "machinefabriek-ijzerlo": FileForm("{label} {round}.xlsx", codes="label"),
    "netbeheer-hoogveld": FileForm("{label}_{round}.csv", encoding="cp1252", date_format="%d.%m.%Y", codes="label"),
    "lectoraat-hybride-vakmanschap": FileForm("{label}_{round}.csv", encoding="utf-8", date_format="%Y-%m-%d"),
}


def form_of(partner_id: str) -> FileForm:
    return _FORMS[partner_id]
