"""Who reviewed whom and whose turn it is, and who might review whom in the next round."""

from __future__ import annotations

from typing import Any

from dashboard.components.filters import choose
from dashboard.components.made_once import made_once
from dashboard.components.markup import Markup, div, element, joined, span
from dashboard.components.passport import Passport, passport
from dashboard.components.tables import Layout, lines, long_table, table
from dashboard.components.taken import taken
from dashboard.components.view import View

Row = dict[str, Any]
_NEVER, _PROPOSED = "nooit", "voorgesteld"
_URGENT = ("over_tijd", _NEVER)
_DAYS_A_MONTH, _SHORT = 365.25 / 12, 60


def choose_round(view: View) -> str | None:
    """The round that the link chooses; None is all of them. Whose turn it is and who is late is of now in each."""
    rounds, t = view.ask("review_rounds")["round"].to_list(), view.language.text
    return choose(t("filter.ronde"), "ronde", rounds, str, t("filter.ronde.alle")) if rounds else None


@made_once
def draw_network(view: View, turns: list[Row], network: list[Row]) -> None:
    """Who was never reviewed, who reviewed whom and whose turn it is, and where that comes from."""
    view.html(joined([never_reviewed(view, turns), network_table(view, turns, network)]))
    t, of = view.language.text, view.labels.of
    columns = {
        t("kolom.beoordelaar"): lambda visit: of("organisation", visit["reviewer_id"]),
        t("voorstel.wie"): lambda visit: of("organisation", visit["reviewed_id"]),
        t("kolom.reviews"): lambda visit: visit["reviews"],
        t("beoordeling.laatst"): lambda visit: visit["last_on"],
    }
    title, meaning, asked = t("beoordeling.titel"), t("beoordeling.uitleg"), ("review_turns", "review_network")
    passport(view, Passport("beoordeling", title, meaning, asked, taken(network, columns)))


@made_once
def draw_proposal(view: View, proposal: list[Row]) -> None:
    """The next round as it is proposed, and where that comes from."""
    view.html(proposal_table(view, proposal))
    t, of = view.language.text, view.labels.of
    columns = {
        t("kolom.ronde"): lambda p: p["round"],
        t("voorstel.wie"): lambda p: of("organisation", p["reviewed_id"]),
        t("voorstel.door"): lambda p: _reviewer(view, p),
        t("beoordeling.laatst"): lambda p: p["last_reviewed_on"],
        t("voorstel.waarom"): lambda p: ". ".join(_reasons(view, p)),
    }
    title, meaning = t("voorstel.titel"), t("voorstel.begrip.uitleg")
    passport(view, Passport("voorstel", title, meaning, ("review_proposal",), taken(proposal, columns)))


def never_reviewed(view: View, turns: list[Row]) -> Markup:
    """How many partners were never reviewed, and behind a click which ones; empty when there are none."""
    names = [view.labels.of("organisation", t["organisation_id"]) for t in turns if t["turn"] == _NEVER]
    if not names:
        return Markup("")
    summary = element("summary", view.language.plural("beoordeling.nooit", len(names)))
    listed = element("ul", *(element("li", name) for name in names), cls="gg-names")
    return element("details", summary, listed, cls="gg-criterion gg-never")


@made_once
def network_table(view: View, turns: list[Row], network: list[Row]) -> Markup:
    """A row a partner that was in a review: by whom and when, whom it reviewed itself, and its turn."""
    t = view.language.text
    headings = [t(f"beoordeling.{name}") for name in ("partner", "laatst", "door", "beoordeelde", "stand")]
    rows = [
        [_name(view, turn), _latest(view, turn), by, of, _turn(view, turn)]
        for turn in turns
        for by, of in [_visits(view, turn["organisation_id"], network)]
        if by or of
    ]
    return table(headings, rows, t("beoordeling.titel"), Layout(whole=(1,))) if rows else Markup("")


def proposal_table(view: View, proposal: list[Row]) -> Markup:
    """A row a partner: who might review it in the next round, and why; under it how the proposal was made."""
    t = view.language.text
    headings = [t(f"voorstel.{name}") for name in ("wie", "door", "waarom")]
    rows = [
        [view.labels.of("organisation", p["reviewed_id"]), _reviewer(view, p), lines(*_reasons(view, p))]
        for p in proposal
    ]
    said = div("gg-definition", t("voorstel.begrip.uitleg"))
    how = element("details", element("summary", t("voorstel.begrip")), said, cls="gg-criterion gg-how")
    return joined([long_table(view, headings, rows, t("voorstel.titel")), how])


def proposal_note(view: View, proposal: list[Row]) -> str:
    """Which round is proposed, and for how many partners; empty without partners."""
    if not proposal:
        return ""
    found = sum(p["outcome"] == _PROPOSED for p in proposal)
    return view.language.plural("voorstel.uitleg", found, ronde=proposal[0]["round"])


def _reviewer(view: View, proposed: Row) -> str:
    if proposed["outcome"] != _PROPOSED:
        return view.labels.of("proposal_outcome", proposed["outcome"])
    return view.labels.of("organisation", proposed["reviewer_id"])


def _reasons(view: View, proposed: Row) -> list[str]:
    """Why it is reviewed now, and why by this one."""
    given = (proposed[f"{name}_{view.language.code}"] for name in ("reason_reviewed", "reason_reviewer"))
    return [reason for reason in given if reason]


def _name(view: View, turn: Row) -> Markup:
    return element("strong", view.labels.of("organisation", turn["organisation_id"]))


def _latest(view: View, turn: Row) -> str:
    if turn["last_reviewed_on"] is None:
        return view.language.text("beoordeling.nog_nooit")
    return lines(view.language.short_day(turn["last_reviewed_on"]), _age(view, turn["days_since_reviewed"]))


def _age(view: View, days: int) -> str:
    """How long ago, in days or, when it is longer, in months."""
    if days <= _SHORT:
        return view.language.plural("actueel.dagen", days) if days else view.language.text("actueel.vandaag")
    return view.language.plural("beoordeling.maanden", round(days / _DAYS_A_MONTH))


def _visits(view: View, organisation: str, network: list[Row]) -> tuple[Markup, Markup]:
    """By whom an organisation was reviewed, and whom it reviewed, the latest first."""
    by = [_visit(view, n, n["reviewer_id"]) for n in network if n["reviewed_id"] == organisation]
    of = [_visit(view, n, n["reviewed_id"]) for n in network if n["reviewer_id"] == organisation]
    return joined(by), joined(of)


def _visit(view: View, visit: Row, other: str) -> Markup:
    language = view.language
    said = [span("gg-whole", language.short_day(visit["last_on"]))]
    if visit["reviews"] > 1:
        said.append(Markup(language.plural("beoordeling.keer", visit["reviews"])))
    if visit["is_reciprocal"]:
        said.append(element("strong", language.text("beoordeling.wederzijds")))
    return span("gg-visit", view.labels.of("organisation", other), span("gg-under", joined(said, ", ")))


def _turn(view: View, turn: Row) -> Markup:
    words = view.language.text(f"beurt.{turn['turn']}", ronde=turn["due_round"])
    return element("span", words, cls="gg-alert" if turn["turn"] in _URGENT else None)
