"""Why assessments refuses; one class a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence


class VersionIsImmutable(Exception):
    """The content of an item version never changes."""


class LogIsAppendOnly(Exception):
    """An entry of the answer log is written once."""


class InvalidItem(ValueError):
    """An item breaks the rules of its type; the message says which."""


class StartRefused(Exception):
    """One cannot start this exam now; the message says why."""


class ExamNotOpen(StartRefused):
    """Before its window, after it, or not published."""


class AttemptLimitReached(StartRefused):
    """All attempts that the exam allows are used."""


class NotEnoughItems(StartRefused):
    """The bank has fewer items in use than the blueprint asks for."""


class AnswerRefused(Exception):
    """An answer was not saved; ``code`` tells the browser why."""

    code = "refused"


class UnknownQuestion(AnswerRefused):
    """There is no such question, or the answer is not one of its options."""

    code = "unknown"


class AttemptClosed(AnswerRefused):
    """The attempt is handed in, or its time is up."""

    code = "closed"


class StaleAnswer(AnswerRefused):
    """A newer answer is already saved; it stays, and comes along."""

    code = "stale"

    def __init__(self, *, response: Sequence[str], sequence: int, saved_at: dt.datetime | None) -> None:
        """Carry the newer answer."""
        super().__init__(f"sequence {sequence} is newer")
        self.response, self.sequence, self.saved_at = list(response), sequence, saved_at


class ContentRefused(Exception):
    """Content files have faults; nothing was written."""

    def __init__(self, faults: Sequence[object]) -> None:
        """Carry every fault, not only the first."""
        super().__init__("; ".join(str(fault) for fault in faults))
        self.faults = [str(fault) for fault in faults]
