"""What is made once is made again for whoever sees something else, and handed over every time."""

from __future__ import annotations

import polars as pl
import pytest

from dashboard.components.made_once import hand, made_once
from dashboard.components.view import View
from dashboard.labels import Labels
from dashboard.language import Language
from dashboard.warehouse import Edition, UnreadableEdition

EDITION = Edition("edition", 1, 1)


def view(*seen: object) -> View:
    language = Language("nl")
    return View(EDITION, language, Labels(language, {}), None, False, seen or object())


class Kitchen:
    """Counts how often something is made, and keeps what is handed over."""

    def __init__(self) -> None:
        self.made: list[object] = []
        self.handed: list[object] = []

        @made_once
        def dish(_view: View, what: object) -> str:
            self.made.append(what)
            hand(lambda: self.handed.append(what))
            return f"made {len(self.made)}"

        self.dish = dish


def test_the_same_for_the_same_view_is_made_once_and_handed_over_every_time() -> None:
    kitchen = Kitchen()

    assert [kitchen.dish(view("link"), "soup"), kitchen.dish(view("link"), "soup")] == ["made 1", "made 1"]
    assert kitchen.handed == ["soup", "soup"]


def test_whoever_sees_something_else_gets_their_own() -> None:
    kitchen = Kitchen()

    assert kitchen.dish(view("kernteam"), "soup") == "made 1"
    assert kitchen.dish(view("funder"), "soup") == "made 2"


def test_a_view_that_does_not_say_what_it_saw_shares_nothing() -> None:
    kitchen = Kitchen()

    assert [kitchen.dish(view(), "soup"), kitchen.dish(view(), "soup")] == ["made 1", "made 2"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (pl.DataFrame({"n": [1, 2]}), pl.DataFrame({"n": [1, 3]})),
        ([{"n": 1}], [{"n": 2}]),
        ({"n": 1}, {"m": 1}),
        (1, "1"),
    ],
    ids=["frames", "rows", "mappings", "scalars"],
)
def test_arguments_are_told_apart_by_their_values(one: object, other: object) -> None:
    kitchen = Kitchen()

    assert kitchen.dish(view("link"), one) == "made 1"
    assert kitchen.dish(view("link"), other) == "made 2"
    assert kitchen.dish(view("link"), one) == "made 1"


def test_a_frame_made_anew_with_the_same_values_is_the_same() -> None:
    kitchen = Kitchen()
    drawn = [kitchen.dish(view("link"), pl.DataFrame({"n": [1, 2]}).filter(pl.col("n") > 1)) for _ in range(2)]

    assert drawn == ["made 1", "made 1"]


def test_what_is_made_within_something_else_comes_with_it_in_order() -> None:
    handed: list[str] = []

    @made_once
    def inner(_view: View) -> None:
        hand(lambda: handed.append("inner"))

    @made_once
    def outer(seen: View) -> None:
        hand(lambda: handed.append("before"))
        inner(seen)
        hand(lambda: handed.append("after"))

    for _ in range(2):
        outer(view("link"))

    assert handed == ["before", "inner", "after"] * 2


def test_what_fails_is_not_kept_and_hands_nothing_over() -> None:
    handed: list[str] = []
    failures = [UnreadableEdition("strata")]

    @made_once
    def dish(_view: View) -> str:
        hand(lambda: handed.append("soup"))
        if failures:
            raise failures.pop()
        return "made"

    with pytest.raises(UnreadableEdition):
        dish(view("link"))
    assert handed == []
    assert (dish(view("link")), handed) == ("made", ["soup"])
