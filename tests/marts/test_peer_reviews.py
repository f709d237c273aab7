"""Peer reviews: who reviewed whom, at what level, what was learned, what came of it, and who reviews whom next."""

from __future__ import annotations

import pytest

from pipelines.catalogue import Catalogue
from tests.marts.text_tables import assert_indicator, assert_mart, mart_rows

PILOTS = {"core.pilots": "pilot_id | lead_organisation_id | start_date\n p1 | a | 2024-09-01\n p2 | b | 2025-02-01"}
ORGANISATIONS = """organisation_id | organisation_type | size_class
    a | mbo     | -
    b | bedrijf | groot
    c | hbo     | -
    d | bedrijf | mkb
"""


def reviews(text: str) -> dict[str, str]:
    """Findings in the order of these columns; each is about working elements unless told otherwise."""
    head = "review_id | finding_id | reviewed_id | reviewer_id | reviewed_on | theme | level | kind | pilot_id"
    return {"core.peer_reviews": f"{head}\n{text}"}


def held(text: str) -> dict[str, str]:
    """Reviews of one finding each: number, reviewed, reviewer, day."""
    lines = [line.strip() for line in text.strip().splitlines()]
    cells = [[cell.strip() for cell in line.split("|")] for line in lines]
    return reviews(
        "\n".join(f"{n} | B1 | {to} | {by} | {day} | opleiden | 3 | valkuil | -" for n, to, by, day in cells)
    )


def recommendations(text: str) -> dict[str, str]:
    """One recommendation a line, all of roc a by company b."""
    head = "review_id | finding_id | reviewed_on | pilot_id | action | due_on | closed_on | secured_in"
    lines = [line.strip() for line in text.strip().splitlines()]
    rows = "\n".join(f"{line} | aanbeveling | a | b" for line in lines)
    return PILOTS | {"core.peer_reviews": f"{head} | kind | reviewed_id | reviewer_id\n{rows}"}


def partnership(members: str, organisations: str = ORGANISATIONS) -> dict[str, str]:
    """Pilot p, led by the first of these organisations, with the others as partners."""
    lead, *others = members.split()
    partners = "\n".join(f"p | {other} | partner" for other in others)
    return {
        "core.organisations": organisations,
        "core.pilots": f"pilot_id | lead_organisation_id | start_date\n p | {lead} | 2024-09-01",
        "core.pilot_partners": f"pilot_id | organisation_id | role\n{partners}",
    }


# findings


def test_a_review_is_held_on_the_last_day_of_its_findings_and_a_round_is_half_a_year(catalogue: Catalogue) -> None:
    given = PILOTS | reviews("""
        R1 | B1 | a | b | 2025-06-30 | opleiden | 2 | valkuil | p1
        R1 | B2 | a | b | 2025-07-01 | behouden | 2 | valkuil | p2
        R2 | B1 | a | b | 2025-06-29 | opleiden | 2 | valkuil | -
        R2 | B2 | a | b | 2025-06-30 | opleiden | 2 | valkuil | gone
    """)
    expected = """
        review_id | finding_id | held_on    | round  | scope_id
        R1        | B1         | 2025-07-01 | 2025-2 | p1
        R1        | B2         | 2025-07-01 | 2025-2 | p2
        R2        | B1         | 2025-06-30 | 2025-1 | programma
        R2        | B2         | 2025-06-30 | 2025-1 | programma
    """
    assert_mart(catalogue, "peer_review_findings", given, expected)


def test_what_is_dated_after_the_reference_date_does_not_count_yet(catalogue: Catalogue) -> None:
    given = recommendations("""
        R1 | B1 | 2026-06-30 | p1 | doen | - | 2026-06-30 | beleid
        R1 | B2 | 2026-07-01 | p1 | doen | - | -          | -
        R2 | B1 | 2026-06-01 | p1 | doen | - | 2026-07-01 | beleid
        R2 | B2 | 2026-06-02 | p1 | doen | - | -          | scholing
    """)
    expected = """
        review_id | finding_id | held_on    | closed_on  | secured_in
        R1        | B1         | 2026-06-30 | 2026-06-30 | beleid
        R2        | B1         | 2026-06-02 | -          | -
        R2        | B2         | 2026-06-02 | -          | scholing
    """
    assert_mart(catalogue, "peer_review_findings", given, expected)


# network and partners


def test_the_network_counts_reviews_not_findings_and_knows_who_reviewed_back(catalogue: Catalogue) -> None:
    given = reviews("""
        R1 | B1 | a | b | 2024-11-01 | opleiden | 2 | valkuil | -
        R1 | B2 | a | b | 2024-11-01 | behouden | 2 | valkuil | -
        R2 | B1 | a | b | 2026-06-20 | behouden | 2 | valkuil | -
        R3 | B1 | b | a | 2025-11-01 | behouden | 2 | valkuil | -
        R4 | B1 | c | b | 2025-12-01 | behouden | 2 | valkuil | -
    """)
    expected = """
        reviewer_id | reviewed_id | reviews | first_on   | last_on    | is_reciprocal | reviewed_back_on
        a           | b           | 1       | 2025-11-01 | 2025-11-01 | true          | 2026-06-20
        b           | a           | 2       | 2024-11-01 | 2026-06-20 | true          | 2025-11-01
        b           | c           | 1       | 2025-12-01 | 2025-12-01 | false         | -
    """
    assert_mart(catalogue, "peer_review_network", given, expected)


def test_each_partner_has_its_last_review_and_what_it_gave_also_who_was_never_reviewed(catalogue: Catalogue) -> None:
    given = partnership("a b c d") | held("""
        R1 | a | b | 2024-11-01
        R2 | a | c | 2026-06-20
        R3 | b | a | 2025-11-01
    """)
    expected = """
        organisation_id | reviews_received | reviews_given | last_reviewed_on | days_since_reviewed | last_reviewer_id
        a               | 2                | 1             | 2026-06-20       | 10                  | c
        b               | 1                | 1             | 2025-11-01       | 241                 | a
        c               | 0                | 1             | -                | -                   | -
        d               | 0                | 0             | -                | -                   | -
    """
    assert_mart(catalogue, "peer_review_partners", given, expected)


def test_once_a_year_is_once_in_two_rounds(catalogue: Catalogue) -> None:
    given = partnership("a b c d") | held("""
        R1 | a | d | 2025-06-30
        R2 | b | d | 2025-07-01
        R3 | c | d | 2026-06-29
        R0 | c | d | 2024-11-01
    """)
    partners = """
        organisation_id | last_round | due_round
        a               | 2025-1     | 2026-1
        b               | 2025-2     | 2026-2
        c               | 2026-1     | 2027-1
        d               | -          | -
    """
    assert_mart(catalogue, "peer_review_partners", given, partners)
    due = """
        round  | reviewed_id | is_due
        2026-2 | a           | true
        2026-2 | b           | true
        2026-2 | c           | false
        2026-2 | d           | true
    """
    assert_mart(catalogue, "peer_review_pairs", given, due, "reviewer_id = 'd'")
    since = "reviewed_id | last_on | days_since_last\n a | 2025-06-30 | 365\n b | 2025-07-01 | 364\n c | 2026-06-29 | 1"
    assert_mart(catalogue, "peer_review_network", given, since)


def test_a_review_by_several_organisations_has_them_all_as_last_reviewers(catalogue: Catalogue) -> None:
    given = partnership("a b c d") | reviews("""
        R1 | B1 | a | d | 2026-06-18 | opleiden | 2 | valkuil | -
        R1 | B2 | a | c | 2026-06-20 | opleiden | 4 | valkuil | -
        R0 | B1 | a | b | 2026-06-19 | opleiden | 2 | valkuil | -
        R2 | B1 | b | a | 2026-05-01 | opleiden | 2 | valkuil | -
    """)
    expected = """
        organisation_id | reviews_received | last_reviewed_on | last_reviewer_id | last_reviewers
        a               | 2                | 2026-06-20       | c                | 2
        b               | 1                | 2026-05-01       | a                | 1
    """
    assert_mart(catalogue, "peer_review_partners", given, expected, "reviews_received > 0")


def test_partners_take_part_in_a_running_pilot_today_whatever_their_role_and_are_no_person(
    catalogue: Catalogue,
) -> None:
    given = {
        "core.organisations": """organisation_id | organisation_type | size_class
            lead     | mbo           | -
            fund     | training_fund | -
            firm     | bedrijf       | mkb
            research | lectoraat     | -
            alone    | bedrijf       | zzp
            left     | hbo           | -
            later    | hbo           | -
            stopped  | hbo           | -
            ahead    | hbo           | -
            nowhere  | hbo           | -
        """,
        "core.pilots": """pilot_id | lead_organisation_id | start_date
            p1 | lead    | 2024-09-01
            p2 | stopped | 2024-09-01
            p3 | ahead   | 2026-07-01
        """,
        "core.pilot_partners": """pilot_id | organisation_id | role | from_date | until_date
            p1 | fund      | financier   | -          | -
            p1 | firm      | partner     | 2026-06-30 | 2026-06-30
            p1 | research  | onderzoeker | 2024-09-01 | -
            p1 | alone     | partner     | -          | -
            p1 | left      | partner     | -          | 2026-06-29
            p1 | later     | partner     | 2026-07-01 | -
            p1 | programma | partner     | -          | -
            p1 | gone      | partner     | -          | -
            p2 | lead      | partner     | -          | -
        """,
        "core.phase_decisions": "scope_id | decided_on | decision\n p2 | 2026-01-15 | stop",
    }
    expected = """
        organisation_id | organisation_type
        firm            | bedrijf
        fund            | training_fund
        lead            | mbo
        research        | lectoraat
    """
    assert_mart(catalogue, "peer_review_partners", given, expected)


# levels


def test_the_level_of_a_review_is_the_mean_of_its_findings_and_reviewers_differ(catalogue: Catalogue) -> None:
    """a: b finds (2 + 3) / 2 = 2.5, c finds 4; mean 3.25, sd √(2 × 0.75²) = 1.06066. With b's 1 at d: 2.5, sd 1.5."""
    given = reviews("""
        R1 | B1 | a | b | 2025-11-01 | opleiden | 2 | valkuil          | -
        R1 | B2 | a | b | 2025-11-01 | opleiden | 3 | aanbeveling      | -
        R2 | B1 | a | c | 2025-11-20 | opleiden | 4 | werkzaam_element | -
        R3 | B1 | d | b | 2025-12-01 | opleiden | 1 | valkuil          | -
        R3 | B2 | d | b | 2025-12-01 | behouden | 5 | succesverhaal    | -
        R2 | B2 | a | c | 2025-11-20 | behouden | 2 | succesverhaal    | -
    """)
    expected = """
        reviewed_id | theme    | level_mean | level_lowest | level_highest | level_sd | reviews | reviewers | reviewed
        a           | behouden | 2          | 2            | 2             | -        | 1       | 1         | 1
        a           | opleiden | 3.25       | 2.5          | 4             | 1.06066  | 2       | 2         | 1
        d           | behouden | 5          | 5            | 5             | -        | 1       | 1         | 1
        d           | opleiden | 1          | 1            | 1             | -        | 1       | 1         | 1
        programma   | behouden | 3.5        | 2            | 5             | 2.12132  | 2       | 2         | 2
        programma   | opleiden | 2.5        | 1            | 4             | 1.5      | 3       | 2         | 2
    """
    assert_mart(catalogue, "peer_review_levels", given, expected)


def test_two_reviewers_of_one_review_are_one_review(catalogue: Catalogue) -> None:
    given = reviews("""
        R1 | B1 | a | b | 2025-11-01 | opleiden | 2 | valkuil | -
        R1 | B2 | a | c | 2025-11-01 | opleiden | 4 | valkuil | -
    """)
    expected = """
        reviewed_id | level_mean | level_sd | reviews | reviewers
        a           | 3          | 1.41421  | 1       | 2
        programma   | 3          | 1.41421  | 1       | 2
    """
    assert_mart(catalogue, "peer_review_levels", given, expected)


def test_a_change_is_that_since_the_last_round_in_which_the_theme_was_judged(catalogue: Catalogue) -> None:
    given = reviews("""
        R1 | B1 | a | b | 2024-11-01 | opleiden | 2 | valkuil | -
        R2 | B1 | a | b | 2025-03-01 | behouden | 4 | valkuil | -
        R3 | B1 | a | c | 2025-11-01 | opleiden | 4 | valkuil | -
        R3 | B2 | a | c | 2025-11-01 | opleiden | 3 | valkuil | -
        R4 | B1 | d | c | 2025-11-02 | opleiden | 1 | valkuil | -
        R5 | B1 | a | c | 2026-06-01 | opleiden | 3 | valkuil | -
        R5 | B2 | a | c | 2026-06-01 | behouden | 3 | valkuil | -
    """)
    expected = """
        reviewed_id | theme    | round  | level_mean | earlier_round | level_change
        a           | behouden | 2025-1 | 4          | -             | -
        a           | behouden | 2026-1 | 3          | 2025-1        | -1
        a           | opleiden | 2024-2 | 2          | -             | -
        a           | opleiden | 2025-2 | 3.5        | 2024-2        | 1.5
        a           | opleiden | 2026-1 | 3          | 2025-2        | -0.5
        d           | opleiden | 2025-2 | 1          | -             | -
        programma   | behouden | 2025-1 | 4          | -             | -
        programma   | behouden | 2026-1 | 3          | 2025-1        | -1
        programma   | opleiden | 2024-2 | 2          | -             | -
        programma   | opleiden | 2025-2 | 2.25       | 2024-2        | 0.25
        programma   | opleiden | 2026-1 | 3          | 2025-2        | 0.75
    """
    assert_mart(catalogue, "peer_review_levels", given, expected)


# learning and actions


def test_learning_has_what_was_found_but_no_recommendations(catalogue: Catalogue) -> None:
    head = "review_id | finding_id | kind | theme | finding | public_summary | reviewed_id | reviewer_id | reviewed_on"
    given = {
        "core.peer_reviews": f"""{head} | pilot_id
        R2 | B1 | werkzaam_element | opleiden | Vaste buddy   | Buddy helpt | a | b | 2025-11-01 | p1
        R1 | B1 | werkzaam_element | opleiden | Meelopen      | -           | c | b | 2024-11-01 | -
        R1 | B2 | aanbeveling      | opleiden | Doe mee       | Meedoen     | c | b | 2024-11-01 | -
        R1 | B3 | valkuil          | behouden | Rooster       | -           | c | b | 2024-11-01 | p2
        R2 | B2 | valkuil          | behouden | Opzegtermijn  | Termijn     | a | b | 2025-11-01 | -
        R2 | B3 | succesverhaal    | behouden | Vaste baan    | -           | a | b | 2025-11-01 | -
        R3 | B1 | succesverhaal    | behouden | Nog te houden | -           | a | b | 2026-07-01 | -
    """
    }
    expected = """
        kind             | theme    | finding      | public_summary | reviewed_id | held_on    | round  | scope_id
        succesverhaal    | behouden | Vaste baan   | -              | a           | 2025-11-01 | 2025-2 | programma
        valkuil          | behouden | Rooster      | -              | c           | 2024-11-01 | 2024-2 | p2
        valkuil          | behouden | Opzegtermijn | Termijn        | a           | 2025-11-01 | 2025-2 | programma
        werkzaam_element | opleiden | Meelopen     | -              | c           | 2024-11-01 | 2024-2 | programma
        werkzaam_element | opleiden | Vaste buddy  | Buddy helpt    | a           | 2025-11-01 | 2025-2 | p1
    """
    assert_mart(catalogue, "learning", PILOTS | given, expected)


def test_every_recommendation_has_a_status_on_the_reference_date(catalogue: Catalogue) -> None:
    given = recommendations("""
        R1 | B01 | 2025-11-01 | p1 | doen | 2026-06-30 | -          | -
        R1 | B02 | 2025-11-01 | p1 | doen | -          | -          | -
        R1 | B03 | 2025-11-01 | p1 | doen | 2026-06-29 | -          | -
        R1 | B04 | 2025-11-01 | p1 | -    | 2026-06-01 | -          | -
        R1 | B05 | 2025-11-01 | -  | -    | -          | -          | -
        R1 | B06 | 2025-11-01 | -  | -    | 2026-07-01 | -          | -
        R1 | B07 | 2025-11-01 | p1 | doen | 2026-03-01 | 2026-03-01 | beleid
        R1 | B08 | 2025-11-01 | p1 | doen | -          | 2026-03-01 | -
        R1 | B09 | 2025-11-01 | p1 | doen | 2026-03-01 | 2026-03-02 | scholing
        R1 | B10 | 2025-11-01 | p1 | doen | 2026-03-01 | 2026-04-01 | -
        R1 | B11 | 2025-11-01 | p1 | doen | 2026-06-20 | 2026-07-01 | -
    """)
    expected = """
        finding_id | scope_id  | status           | days_late | secured_in
        B01        | p1        | open             | -         | -
        B02        | p1        | open             | -         | -
        B03        | p1        | te_laat          | 1         | -
        B04        | p1        | te_laat          | 29        | -
        B05        | programma | zonder_actie     | -         | -
        B06        | programma | zonder_actie     | -         | -
        B07        | p1        | afgerond         | -         | beleid
        B08        | p1        | afgerond         | -         | -
        B09        | p1        | afgerond_te_laat | 1         | scholing
        B10        | p1        | afgerond_te_laat | 31        | -
        B11        | p1        | te_laat          | 10        | -
    """
    columns, *rows = [[cell.strip() for cell in line.split("|")] for line in expected.strip().splitlines()]
    assert sorted(mart_rows(catalogue, "peer_review_actions", given, columns)) == rows


def test_each_status_is_a_code_with_a_label(catalogue: Catalogue) -> None:
    codes = {name: [code.code for code in catalogue.code_lists[name]] for name in catalogue.code_lists}
    assert codes["review_action_status"] == ["open", "te_laat", "zonder_actie", "afgerond", "afgerond_te_laat"]
    outcomes = ["voorgesteld", "niet_aan_de_beurt", "enige_partner", "niemand_mag", "niemand_over"]
    assert codes["proposal_outcome"] == outcomes


def test_another_finding_stands_among_the_actions_when_something_was_agreed(catalogue: Catalogue) -> None:
    given = {
        "core.peer_reviews": """
        review_id | finding_id | kind          | reviewed_on | action  | action_owner | due_on     | finding
        R1        | B1         | valkuil       | 2025-11-01  | Rooster | programma    | 2026-05-01 | Laat rooster
        R1        | B2         | succesverhaal | 2025-11-01  | Delen   | a            | -          | Open dag
        R1        | B3         | valkuil       | 2025-11-01  | -       | -            | 2026-09-01 | Geen buddy
        R1        | B4         | valkuil       | 2025-11-01  | -       | -            | -          | Geen geld
    """
    }
    expected = """
        finding_id | kind          | finding      | action  | action_owner | due_on     | status
        B1         | valkuil       | Laat rooster | Rooster | programma    | 2026-05-01 | te_laat
        B3         | valkuil       | Geen buddy   | -       | -            | 2026-09-01 | zonder_actie
        B2         | succesverhaal | Open dag     | Delen   | a            | -          | open
    """
    assert_mart(catalogue, "peer_review_actions", given, expected)


# the next round


@pytest.mark.parametrize(
    ("today", "last_held", "next_round"),
    [
        pytest.param("2026-06-30", "2025-11-01", "2026-1", id="the current half year, while it has no review"),
        pytest.param("2026-06-30", "2026-06-30", "2026-2", id="the second half after a review in the first"),
        pytest.param("2026-12-31", "2026-07-01", "2027-1", id="the next year after a review in the second"),
        pytest.param("2026-07-01", "2026-06-30", "2026-2", id="the second half begins in July"),
        pytest.param("2026-06-30", "2026-07-01", "2026-1", id="a review that is still to be held does not count"),
    ],
)
def test_the_next_round_is_the_first_without_a_review(
    today: str, last_held: str, next_round: str, catalogue: Catalogue
) -> None:
    publication = {"meta.publication": f"reference_date\n{today}"}
    given = partnership("a b") | held(f"R1 | a | b | {last_held}") | publication
    assert_mart(catalogue, "peer_review_pairs", given, "round\n" + f"{next_round}\n" * 4)


def test_without_any_review_the_current_round_is_next(catalogue: Catalogue) -> None:
    assert_mart(catalogue, "peer_review_pairs", partnership("a b"), "round\n" + "2026-1\n" * 4)


def test_a_pair_says_what_speaks_for_and_against_it(catalogue: Catalogue) -> None:
    """a was last reviewed by b and c together: it may review neither. b is not due: it was reviewed this year."""
    given = partnership("a b c") | reviews("""
        R1 | B1 | a | c | 2024-11-01 | opleiden | 2 | valkuil | -
        R2 | B1 | a | b | 2025-11-01 | opleiden | 2 | valkuil | -
        R2 | B2 | a | c | 2025-11-02 | opleiden | 2 | valkuil | -
        R0 | B1 | b | a | 2024-12-01 | opleiden | 2 | valkuil | -
        R3 | B1 | b | c | 2026-03-01 | opleiden | 2 | valkuil | -
    """)
    expected = """
        reviewed_id | reviewer_id | is_due | obstacle           | balance | experience  | last_on
        a           | a           | true   | zelf               | -2      | nooit       | -
        a           | b           | true   | -                  | -1      | vorige_keer | 2025-11-02
        a           | c           | true   | -                  | 2       | vorige_keer | 2025-11-02
        b           | a           | false  | beoordeelde_laatst | -2      | eerder      | 2024-12-01
        b           | b           | false  | zelf               | -1      | nooit       | -
        b           | c           | false  | -                  | 2       | vorige_keer | 2026-03-01
        c           | a           | true   | beoordeelde_laatst | -2      | nooit       | -
        c           | b           | true   | beoordeelde_laatst | -1      | nooit       | -
        c           | c           | true   | zelf               | 2       | nooit       | -
    """
    assert_mart(catalogue, "peer_review_pairs", given, expected)


def test_all_are_reviewed_once_by_somebody_new_and_not_by_whom_they_reviewed_last(catalogue: Catalogue) -> None:
    """Last year each was reviewed by the next in the circle a–e, so now nobody by the one before it.

    New are the second and the third after each. Distances around the circle add up to a multiple of five: it is the
    second for all (10) or the third for all (15); b and d, both companies, meet either way.
    """
    given = partnership("a b c d e", f"{ORGANISATIONS}e | vmbo | -") | held("""
        R1 | a | b | 2025-11-01
        R2 | b | c | 2025-11-02
        R3 | c | d | 2025-11-03
        R4 | d | e | 2025-11-04
        R5 | e | a | 2025-11-05
    """)
    publication = {"meta.publication": "reference_date\n2026-10-16"}
    expected = """
        round  | reviewed_id | reviewer_id | outcome     | last_reviewed_on | days_since_reviewed | last_reviewer_id
        2026-2 | a           | c           | voorgesteld | 2025-11-01       | 349                 | b
        2026-2 | b           | d           | voorgesteld | 2025-11-02       | 348                 | c
        2026-2 | c           | e           | voorgesteld | 2025-11-03       | 347                 | d
        2026-2 | d           | a           | voorgesteld | 2025-11-04       | 346                 | e
        2026-2 | e           | b           | voorgesteld | 2025-11-05       | 345                 | a
    """
    assert_mart(catalogue, "peer_review_proposal", given | publication, expected)
    reasons = """
        reason_reviewed_nl                                           | reason_reviewer_nl
        Laatst beoordeeld op 1-11-2025 (349 dagen vóór de peildatum) | Beoordeelde deze partner nog niet; {other}
        Laatst beoordeeld op 2-11-2025 (348 dagen vóór de peildatum) | Beoordeelde deze partner nog niet; {same}
    """.format(other="een ander soort organisatie", same="hetzelfde soort organisatie")
    assert_mart(catalogue, "peer_review_proposal", given | publication, reasons, "reviewed_id in ('a', 'b')")


PART_OF_THEM = partnership("a b c d e", f"{ORGANISATIONS}e | vmbo | -") | held("""
    R1 | a | b | 2025-11-01
    R2 | b | c | 2026-03-01
    R3 | c | a | 2026-04-01
    R4 | d | b | 2026-05-01
""")
"""Next is 2026-2, in which a (last in 2025-2) and e (never) are due; so far d received more reviews than it gave."""


def test_where_not_all_are_due_those_review_first_that_gave_fewer_than_they_received(catalogue: Catalogue) -> None:
    """Balances with the coming round: a −1, b 1, c 0, d −1, e −1. a by d (distance 3) and e by a (1), or a by e (4)
    and e by d (4); a by e and e by a would be mutual."""
    expected = """
        reviewed_id | reviewer_id | outcome           | due_round | balance | is_same_type
        a           | d           | voorgesteld       | 2026-2    | -1      | false
        b           | -           | niet_aan_de_beurt | 2027-1    | -       | -
        c           | -           | niet_aan_de_beurt | 2027-1    | -       | -
        d           | -           | niet_aan_de_beurt | 2027-1    | -       | -
        e           | a           | voorgesteld       | -         | -1      | false
    """
    assert_mart(catalogue, "peer_review_proposal", PART_OF_THEM, expected)


ALLOWED = {
    ("a", "b"): "0 | eerder | 2025-03-01 | true",
    ("c", "d"): "1 | vorige_keer | 2025-04-01 | false",
}
"""Balance, experience, last time and same kind of the pairs that may be proposed; a and c are due, b and d are not."""


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "nl",
            """
            Laatst beoordeeld op 29-6-2026 (1 dag vóór de peildatum) | Beoordeelde deze partner op 1-3-2025, maar niet als laatste; hetzelfde soort organisatie; gaf evenveel reviews als zij kreeg, die van deze ronde meegeteld
            Nog niet eerder beoordeeld | Beoordeelde deze partner ook de vorige keer; een ander soort organisatie; gaf meer reviews dan zij kreeg, die van deze ronde meegeteld
            """,  # noqa: E501 - a reason is one cell
        ),
        (
            "en",
            """
            Last reviewed on 29-6-2026 (1 day before the reference date) | Reviewed this partner on 1-3-2025, but not as the last one; the same kind of organisation; gave as many reviews as it received, that of this round included
            Not reviewed before | Reviewed this partner the last time, too; another kind of organisation; gave more reviews than it received, that of this round included
            """,  # noqa: E501
        ),
    ],
)
def test_each_reason_that_may_be_given_is_said_in_words(catalogue: Catalogue, language: str, expected: str) -> None:
    pairs = [
        f"{to} | {by} | {str(to in 'ac').lower()} | {'-' if (to, by) in ALLOWED else 'zelf'} | "
        f"{ALLOWED.get((to, by), '0 | nooit | - | false')} | 2026-2"
        for to in "abcd"
        for by in "abcd"
    ]
    head = "reviewed_id | reviewer_id | is_due | obstacle | balance | experience | last_on | is_same_type | round"
    given = {
        "mart.peer_review_pairs": "\n".join([head, *pairs]),
        "mart.peer_review_partners": """
            organisation_id | last_reviewed_on | days_since_reviewed
            a               | 2026-06-29       | 1
            b               | -                | -
            c               | -                | -
            d               | -                | -
        """,
    }
    header = f"reason_reviewed_{language} | reason_reviewer_{language}"
    assert_mart(catalogue, "peer_review_proposal", given, f"{header}\n{expected}", "outcome = 'voorgesteld'")


@pytest.mark.parametrize(
    ("language", "reviewed", "reviewer"),
    [
        ("nl", "Laatst beoordeeld op 1-11-2025 (241 dagen vóór de peildatum)", "minder reviews dan zij kreeg"),
        ("en", "Last reviewed on 1-11-2025 (241 days before the reference date)", "fewer reviews than it received"),
    ],
)
def test_reasons_are_told_in_both_languages(language: str, reviewed: str, reviewer: str, catalogue: Catalogue) -> None:
    columns = (f"reason_reviewed_{language}", f"reason_reviewer_{language}")
    rows = mart_rows(catalogue, "peer_review_proposal", PART_OF_THEM, columns)
    assert rows[0][0] == reviewed
    assert reviewer in rows[0][1]
    waiting = {
        "nl": ["Laatst beoordeeld op 1-3-2026, dus aan de beurt in ronde 2027-1", "-"],
        "en": ["Last reviewed on 1-3-2026, so due in round 2027-1", "-"],
    }
    assert rows[1] == waiting[language]
    assert rows[4][0] == {"nl": "Nog niet eerder beoordeeld", "en": "Not reviewed before"}[language]


@pytest.mark.parametrize(
    ("members", "history", "expected"),
    [
        pytest.param("a", "R1 | a | c | 2025-03-01", "a | - | enige_partner", id="one partner"),
        pytest.param(
            "a b",
            "R1 | a | b | 2025-03-01\n R2 | b | a | 2025-04-01",
            "a | - | niemand_mag\n b | - | niemand_mag",
            id="two partners that reviewed each other last",
        ),
        pytest.param(
            "a b",
            "R1 | a | b | 2025-03-01\n R2 | b | c | 2025-04-01",
            "a | b | voorgesteld\n b | - | niemand_mag",
            id="two partners of which one reviewed the other last",
        ),
        pytest.param(
            "a b",
            "R1 | a | c | 2025-03-01\n R2 | d | c | 2025-04-01",
            "a | - | niemand_over\n b | a | voorgesteld",
            id="two may not review each other: who was never reviewed goes first",
        ),
    ],
)
def test_who_gets_no_reviewer_reads_why(members: str, history: str, expected: str, catalogue: Catalogue) -> None:
    given = partnership(members) | held(history)
    assert_mart(catalogue, "peer_review_proposal", given, f"reviewed_id | reviewer_id | outcome\n{expected}")
    rows = mart_rows(catalogue, "peer_review_proposal", given, ("reason_reviewer_nl", "reason_reviewer_en"))
    assert all(cell != "-" for row in rows for cell in row)


def test_without_partners_there_is_no_proposal(catalogue: Catalogue) -> None:
    assert mart_rows(catalogue, "peer_review_proposal", held("R1 | a | b | 2025-03-01"), ("reviewed_id",)) == []


# indicators


def test_a_review_about_several_pilots_counts_once_in_the_programme(catalogue: Catalogue) -> None:
    given = PILOTS | reviews("""
        R1 | B1 | a | b | 2024-11-01 | opleiden | 2 | valkuil | p1
        R1 | B2 | a | b | 2024-11-01 | opleiden | 2 | valkuil | p1
        R2 | B1 | a | b | 2025-01-01 | opleiden | 2 | valkuil | p1
        R2 | B2 | a | b | 2025-01-01 | opleiden | 2 | valkuil | p2
        R3 | B1 | c | b | 2025-12-31 | opleiden | 2 | valkuil | p2
        R4 | B1 | c | a | 2025-06-01 | opleiden | 2 | valkuil | -
        R5 | B1 | c | a | 2026-07-01 | opleiden | 2 | valkuil | p1
    """)
    expected = """
        scope_id  | period | numerator | value
        p1        | 2024   | 1         | 1
        p1        | 2025   | 1         | 1
        p1        | 2026   | 0         | 0
        p2        | 2025   | 2         | 2
        p2        | 2026   | 0         | 0
        programma | 2024   | 1         | 1
        programma | 2025   | 3         | 3
        programma | 2026   | 0         | 0
    """
    assert_indicator(catalogue, "peer_reviews_held", given, expected)


def test_recommendations_with_an_action_are_those_of_the_reviews_of_the_year(catalogue: Catalogue) -> None:
    given = recommendations("""
        R1 | B1 | 2024-12-31 | p1 | doen | - | - | -
        R2 | B1 | 2025-01-01 | p1 | doen | - | - | -
        R2 | B2 | 2025-01-01 | p1 | -    | - | - | -
        R2 | B3 | 2025-01-01 | p2 | -    | - | - | -
        R2 | B4 | 2025-01-01 | -  | doen | - | - | -
        R2 | B5 | 2025-01-01 | -  | doen | - | - | -
    """)
    expected = """
        scope_id  | period | numerator | denominator | value
        p1        | 2024   | 1         | 1           | 1
        p1        | 2025   | 1         | 2           | 0.5
        p1        | 2026   | -         | 0           | -
        p2        | 2025   | 0         | 1           | 0
        p2        | 2026   | -         | 0           | -
        programma | 2024   | 1         | 1           | 1
        programma | 2025   | 3         | 5           | 0.6
        programma | 2026   | -         | 0           | -
    """
    assert_indicator(catalogue, "recommendations_with_action", given, expected)


def test_closed_on_time_is_judged_in_the_year_of_the_deadline_once_it_has_passed(catalogue: Catalogue) -> None:
    given = recommendations("""
        R1 | B1 | 2024-11-01 | p1 | doen | 2025-12-31 | 2025-12-31 | -
        R1 | B2 | 2024-11-01 | p1 | doen | 2025-12-31 | 2026-01-01 | -
        R1 | B3 | 2024-11-01 | p1 | doen | 2025-03-01 | -          | -
        R1 | B4 | 2024-11-01 | p1 | doen | 2026-06-30 | -          | -
        R1 | B5 | 2024-11-01 | p1 | doen | 2026-06-30 | 2026-06-30 | -
        R1 | B6 | 2024-11-01 | p1 | doen | 2026-07-01 | 2026-06-01 | -
        R1 | B7 | 2024-11-01 | p1 | doen | -          | 2026-06-01 | -
        R1 | B8 | 2024-11-01 | -  | doen | 2026-06-29 | -          | -
        R1 | B9 | 2024-11-01 | p2 | doen | 2026-06-29 | 2026-07-01 | -
    """)
    expected = """
        scope_id  | period | numerator | denominator | value
        p1        | 2024   | -         | 0           | -
        p1        | 2025   | 1         | 3           | 0.333333
        p1        | 2026   | 1         | 1           | 1
        p2        | 2025   | -         | 0           | -
        p2        | 2026   | 0         | 1           | 0
        programma | 2024   | -         | 0           | -
        programma | 2025   | 1         | 3           | 0.333333
        programma | 2026   | 1         | 3           | 0.333333
    """
    assert_indicator(catalogue, "recommendations_closed_on_time", given, expected)


def test_secured_is_of_all_recommendations_up_to_the_day_of_counting(catalogue: Catalogue) -> None:
    given = recommendations("""
        R1 | B1 | 2024-11-01 | p1 | doen | - | 2024-12-31 | beleid
        R1 | B2 | 2024-11-01 | p1 | doen | - | 2025-01-01 | scholing
        R1 | B3 | 2024-11-01 | p1 | doen | - | 2025-03-01 | -
        R1 | B4 | 2024-11-01 | p1 | doen | - | -          | instrument
        R2 | B1 | 2025-05-01 | p2 | doen | - | -          | -
        R2 | B2 | 2025-05-01 | -  | doen | - | 2026-06-30 | beleid
        R3 | B1 | 2026-06-30 | p2 | doen | - | 2026-07-01 | beleid
    """)
    expected = """
        scope_id  | period | numerator | denominator | value
        p1        | 2024   | 1         | 4           | 0.25
        p1        | 2025   | 2         | 4           | 0.5
        p1        | 2026   | 2         | 4           | 0.5
        p2        | 2025   | 0         | 1           | 0
        p2        | 2026   | 0         | 2           | 0
        programma | 2024   | 1         | 4           | 0.25
        programma | 2025   | 2         | 6           | 0.333333
        programma | 2026   | 3         | 7           | 0.428571
    """
    assert_indicator(catalogue, "recommendations_secured", given, expected)


def test_other_findings_are_no_recommendations(catalogue: Catalogue) -> None:
    given = PILOTS | reviews("""
        R1 | B1 | a | b | 2025-11-01 | opleiden | 2 | aanbeveling      | p1
        R1 | B2 | a | b | 2025-11-01 | opleiden | 2 | aanbeveling      | p1
        R1 | B3 | a | b | 2025-11-01 | opleiden | 2 | valkuil          | p1
        R1 | B4 | a | b | 2025-11-01 | opleiden | 2 | werkzaam_element | p1
        R1 | B5 | a | b | 2025-11-01 | opleiden | 2 | succesverhaal    | p1
    """)
    one = "scope_id | denominator\n p1 | 2\n programma | 2"
    assert_indicator(catalogue, "recommendations_with_action", given, one, "period = 2025 and denominator > 0")
    assert_indicator(catalogue, "recommendations_secured", given, one, "period = 2025 and denominator > 0")
