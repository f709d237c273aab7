"""Great Expectations without its repetition: what it derives from an expectation, it derives once a validation.

It builds each expectation's configuration some hundred times a validation, and the expectation again from the
configuration; for our suites that is three quarters of the time of a small delivery. During a validation neither
changes, so both can be remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from great_expectations.expectations.expectation import Expectation
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration


@contextmanager
def settled_expectations() -> Iterator[None]:
    """Within this block a configuration is computed once an expectation, and an expectation once a configuration."""
    configuration, to_domain_obj = Expectation.configuration, ExpectationConfiguration.to_domain_obj
    Expectation.configuration = property(_remembered(configuration.fget))
    ExpectationConfiguration.to_domain_obj = _remembered(to_domain_obj)
    try:
        yield
    finally:
        Expectation.configuration = configuration
        ExpectationConfiguration.to_domain_obj = to_domain_obj


def _remembered(derive: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """The function, computed once an object; the object is kept with its answer, so that its id stays its own."""
    answers: dict[int, tuple[Any, Any]] = {}

    def remembered(self: Any) -> Any:
        if id(self) not in answers:
            answers[id(self)] = (self, derive(self))
        return answers[id(self)][1]

    return remembered
