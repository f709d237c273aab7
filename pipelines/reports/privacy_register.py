"""The register of PRIVACY.md: which dataset holds what of whom, for what, and how long; from the contracts."""

from __future__ import annotations

import re

from pipelines.catalogue import Catalogue
from pipelines.contract_files import load_catalogue
from pipelines.contracts import Contract, Privacy
from pipelines.settings import DATA_CONTRACTS, PROJECT
from pipelines.subjects import kinds_of_persons

DOCUMENT = PROJECT / "PRIVACY.md"
_MARKS = ("<!-- register: geschreven door `make texts` -->\n", "<!-- einde van het register -->")
_WHO = {
    "professional": "hybride professionals",
    "student": "leerlingen en studenten",
    "respondent": "invullers van vragenlijsten",
}


def privacy_register(catalogue: Catalogue) -> str:
    """A Markdown table with a row per dataset, those about persons first."""
    who = {contract.dataset: persons_in(contract, catalogue) for contract in catalogue.contracts.values()}
    rows = sorted(catalogue.contracts.values(), key=lambda c: (not who[c.dataset], c.dataset))
    head = (
        "| gegevens | over wie | wat erin staat | vertrouwelijke velden | bewaartermijn |",
        "| --- | --- | --- | --- | --- |",
    )
    return "\n".join((*head, *(_row(contract, who[contract.dataset]) for contract in rows))) + "\n"


def persons_in(contract: Contract, catalogue: Catalogue) -> str:
    """Of which persons a dataset holds rows; empty where it is about nobody."""
    return ", ".join(_WHO[kind] for kind in kinds_of_persons(contract, catalogue))


def _row(contract: Contract, who: str) -> str:
    confidential = ", ".join(f.label.nl.lower() for f in contract.fields if f.privacy is Privacy.CONF) or "geen"
    held = (contract.label.nl, who or "geen personen", contract.purpose.nl)
    cells = (*held, confidential, f"{contract.retention_years} jaar")
    return f"| {' | '.join(cells)} |"


def with_register(document: str, register: str) -> str:
    """The document with its register as the contracts have it now."""
    begin, end = _MARKS
    return re.sub(f"(?s){re.escape(begin)}.*?{re.escape(end)}", lambda _: f"{begin}{register}{end}", document)


def main() -> None:
    """Write the register of PRIVACY.md."""
    register = privacy_register(load_catalogue(DATA_CONTRACTS))
    DOCUMENT.write_text(with_register(DOCUMENT.read_text(encoding="utf-8"), register), encoding="utf-8")


if __name__ == "__main__":
    main()
