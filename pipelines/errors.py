"""The one family of errors that a user sees, each with its exit status."""

from __future__ import annotations

from pathlib import Path

from pipelines.contracts import Text


class GrensgangerError(Exception):
    """Told to the user without a traceback; ``exit_status`` is the command's."""

    exit_status = 1


class UsageError(GrensgangerError):
    """The command was called in a way that cannot be carried out."""

    exit_status = 2


class HomeError(GrensgangerError):
    """The home is not in a state in which the command can run."""


class DeliveryRefused(GrensgangerError):
    """A delivery cannot be loaded at all; nothing of it is.

    ``rule`` names the reason; ``columns`` are the fields or headers that it is about.
    """

    exit_status = 4

    def __init__(self, rule: str, message: Text, columns: tuple[str, ...] = ()) -> None:
        self.rule, self.message, self.columns = rule, message, columns
        super().__init__(message.nl)


class ContractError(Exception):
    """A mistake in a contract: where it stands, what was expected and what was found."""

    def __init__(self, file: Path, line: int, expected: str, found: str) -> None:
        self.file, self.line, self.expected, self.found = file, line, expected, found
        super().__init__(f"{file.name}, line {line}: expected {expected}; found {found}")
