"""GLOSSARY.md: every term, field, code, criterion and indicator, as the contracts and sql/ define them."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.catalogue import Catalogue
from pipelines.contract_files import load_catalogue
from pipelines.contracts import Contract, Delivery
from pipelines.settings import DATA_CONTRACTS, PROJECT

_HEAD = """# Begrippen · Glossary

Written by `make texts` from `data_contracts/` and `sql/indicators/`; do not edit by hand. Dutch is what users see, the
identifier is what code and columns are called.
"""

_DELIVERY = {
    Delivery.SNAPSHOT: "Een levering vervangt de vorige van dezelfde partner.",
    Delivery.INCREMENT: "Een levering komt bij de vorige; een rij met dezelfde sleutel wordt vervangen.",
}


def glossary(catalogue: Catalogue) -> str:
    """The glossary as Markdown."""
    parts = [_HEAD, "\n".join(_terms(catalogue)), "\n".join(_phases(catalogue))]
    parts += ["\n".join(_dataset(contract)) for contract in catalogue.contracts.values()]
    parts += ["\n".join(_indicators(catalogue)), "\n".join(_code_lists(catalogue))]
    return "\n".join(parts)


def _terms(catalogue: Catalogue) -> Iterator[str]:
    yield from ("## Termen · Terms", "")
    yield from ("| Nederlands | English | identifier | betekenis |", "| --- | --- | --- | --- |")
    for term in catalogue.terms:
        yield f"| {term.label.nl} | {term.label.en} | `{term.name}` | {term.meaning.nl} |"
    yield ""


def _phases(catalogue: Catalogue) -> Iterator[str]:
    yield from ("## Fasen en criteria · Phases and criteria", "")
    for phase in catalogue.programme.phases:
        yield f"**{phase.label.nl}** ({phase.label.en}): {phase.description.nl}"
        yield ""
        yield from ("| | criterium | criterion | wat telt als bewijs |", "| --- | --- | --- | --- |")
        for c in catalogue.programme.criteria:
            if c.phase == phase.phase_id:
                yield f"| {c.criterion_id} | {c.label.nl} | {c.label.en} | {c.evidence.nl} |"
        yield ""
    yield from ("| drempel | threshold | waarde |", "| --- | --- | --- |")
    for name, value in catalogue.programme.thresholds.items():
        label = catalogue.programme.threshold_labels[name]
        yield f"| {label.nl} | {label.en} (`{name}`) | {value:g} |"
    yield ""


def _dataset(contract: Contract) -> Iterator[str]:
    yield f"## {contract.label.nl} · {contract.label.en} (`{contract.dataset}`)"
    yield from ("", f"{contract.purpose.nl} {_DELIVERY[contract.delivery]}", "")
    yield from (
        "| kolom | field | soort | klasse | betekenis | waar te vinden |",
        "| --- | --- | --- | --- | --- | --- |",
    )
    for f in contract.fields:
        key = " · sleutel" if f.key_position is not None else ""
        needed = " · verplicht" if f.required else ""
        yield f"| {f.label.nl} | `{f.name}` | {f.kind}{key}{needed} | {f.privacy} | {f.description.nl} | {f.found_in} |"
    yield ""


def _indicators(catalogue: Catalogue) -> Iterator[str]:
    labels = {name: {c.code: c.label.nl for c in codes} for name, codes in catalogue.code_lists.items()}
    yield from ("## Indicatoren · Indicators", "")
    yield "Met een codelijst achter de naam is er een indicator per code; de code komt dan achter de identifier."
    yield ""
    yield "| indicator | indicator | identifier | betekenis | teller en noemer | eenheid | klasse | versie en sinds |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for i in catalogue.indicators:
        name = f"`{i.name}`" + (f" × `{i.variants}`" if i.variants else "")
        parts = i.numerator.nl + (f" ÷ {i.denominator.nl}" if i.denominator else "")
        unit = f"{labels['indicator_unit'][i.unit]} · {labels['indicator_direction'][i.direction]}"
        yield (
            f"| {i.title.nl} | {i.title.en} | {name} | {i.definition.nl} | {parts} | {unit} | {i.disclosure} "
            f"| {i.version}, {i.since} |"
        )
    yield ""


def _code_lists(catalogue: Catalogue) -> Iterator[str]:
    yield from ("## Codelijsten · Code lists", "", "| lijst | codes |", "| --- | --- |")
    for name, codes in catalogue.code_lists.items():
        if name not in ("criterion", "indicator"):
            yield f"| `{name}` | {' · '.join(f'{c.label.nl} (`{c.code}`)' for c in codes)} |"
    yield ""


def main() -> None:
    """Write GLOSSARY.md anew."""
    text = glossary(load_catalogue(DATA_CONTRACTS))
    (PROJECT / "GLOSSARY.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
