"""Faults in annotated files: what is wrong, where it stands and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in a file or document.

    `line` counts from 1 and is 0 where no line is known; `offset` is a code point of the document's text, or of the
    line where the text could not be read; `check` names the rule that found the fault.
    """

    file: str
    line: int
    document: str
    message: str
    offset: int | None = None
    remedy: str = ""
    severity: Severity = "error"
    check: str = ""

    def __str__(self) -> str:
        place = self.file + (f":{self.line}" if self.line else "")
        if self.document:
            place += f" [{self.document}]"
        if self.offset is not None:
            place += f" at {self.offset}"
        what = f"warning: {self.message}" if self.severity == "warning" else self.message
        what += f"; {self.remedy}" if self.remedy else ""
        return f"{place.strip()}: {what}" if place else what


class CorpusError(ValueError):
    """Every problem that keeps a corpus from being read or written, in one message."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        count = len(self.problems)
        lines = [f"{count} problem{'s' if count != 1 else ''}:", *(str(problem) for problem in self.problems)]
        return "\n".join(lines)


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that must be repaired, warnings left out."""
    return [problem for problem in problems if problem.severity == "error"]
