"""What templates need of a registration, ready to show."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from certificates.models import ExternalQualification, QualificationEvent
from certificates.services import MISSING_CHOICES
from certificates.transitions import LIVE, Action, Actor, State, next_state

# State -> kind of components/tag.html
KINDS = {
    State.SUBMITTED: "wait",
    State.STREET_REVIEWED: "wait",
    State.MORE_NEEDED: "warn",
    State.VERIFIED: "good",
    State.DOUBTED: "warn",
    State.REJECTED: "bad",
    State.REVOKED: "bad",
    State.WITHDRAWN: "empty",
}
# State -> number of the step that is under way; four steps, five means all are done.
_STEPS = {State.MORE_NEEDED: 1, State.SUBMITTED: 2, State.STREET_REVIEWED: 3, State.VERIFIED: 5}


def missing_words(codes: list[str]) -> list[str]:
    """Say what is missing, in words."""
    return [str(MISSING_CHOICES[code]) for code in codes if code in MISSING_CHOICES]


@dataclass(frozen=True)
class ShownEvent:
    """One line of the history."""

    event: QualificationEvent

    @property
    def missing(self) -> list[str]:
        """What was missing, in words."""
        return missing_words(self.event.missing)


@dataclass
class ShownQualification:
    """One registration with its words: state, step, what comes next, what may be done."""

    row: ExternalQualification

    @property
    def kind(self) -> str:
        """How its tag looks."""
        return KINDS[State(self.row.state)]

    @cached_property
    def history(self) -> list[ShownEvent]:
        """What happened, newest first; uses prefetched events."""
        return [ShownEvent(event) for event in reversed(self.row.events.all())]

    @property
    def last(self) -> ShownEvent | None:
        """The newest event."""
        return self.history[0] if self.history else None

    @property
    def seen(self) -> int:
        """The key of the newest event, for the forms of the page."""
        return self.history[0].event.pk if self.history else 0

    @property
    def steps(self) -> list[str]:
        """The way of a registration."""
        return [
            pgettext("step", "Hand in"),
            pgettext("step", "Street-town reviews"),
            pgettext("step", "District confirms"),
            pgettext("step", "Counts"),
        ]

    @property
    def step(self) -> int | None:
        """The step under way, or None where the way has ended."""
        return _STEPS.get(State(self.row.state))

    @property
    def is_sent_back(self) -> bool:
        """Whether the holder is to mend it."""
        return self.row.state == State.MORE_NEEDED

    @property
    def is_verified(self) -> bool:
        """Whether it counts."""
        return self.row.state == State.VERIFIED

    @property
    def is_live(self) -> bool:
        """Whether it is on its way or counts."""
        return self.row.state in LIVE

    @property
    def may_mend(self) -> bool:
        """Whether the holder may change it."""
        return next_state(self.row.state, Action.MEND, Actor.OWN) is not None

    @property
    def may_withdraw(self) -> bool:
        """Whether the holder may take it back."""
        return next_state(self.row.state, Action.WITHDRAW, Actor.OWN) is not None

    @property
    def next_words(self) -> str:
        """What comes next, for the holder."""
        return {
            State.SUBMITTED: _("Your street-town looks it up on the official site."),
            State.MORE_NEEDED: _("Mend what is missing and hand it in again; everything else is kept."),
            State.STREET_REVIEWED: _("The street-town has found it. The district confirms next."),
            State.VERIFIED: _("It counts. Remember to register it within a year of passing."),
            State.DOUBTED: _("The district looks into it again; your officer can tell you more."),
            State.REJECTED: _("It was not accepted. You may register it again with other details."),
            State.WITHDRAWN: _("You withdrew it. You may register it again."),
            State.REVOKED: _("It no longer counts. Ask your officer if you think this is wrong."),
        }[State(self.row.state)]
