"""The states of an external qualification and who moves it where: data, no rows.

Main line: domain rules, section 6.2 (submitted → street_reviewed → verified or rejected → revoked).
Added by us: more_needed (sent back), withdrawn (by oneself), doubted (verified, then questioned).
"""

from __future__ import annotations

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    """Where a registration stands."""

    SUBMITTED = "submitted", pgettext_lazy("qualification", "Waiting for review")
    MORE_NEEDED = "more_needed", pgettext_lazy("qualification", "Sent back")
    STREET_REVIEWED = "street_reviewed", pgettext_lazy("qualification", "Waiting for confirmation")
    VERIFIED = "verified", pgettext_lazy("qualification", "Verified")
    REJECTED = "rejected", pgettext_lazy("qualification", "Not accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("qualification", "Withdrawn")
    DOUBTED = "doubted", pgettext_lazy("qualification", "In doubt")
    REVOKED = "revoked", pgettext_lazy("qualification", "Revoked")


class Action(TextChoices):
    """What may be done to a registration; ``submit`` makes it and has no row in the table."""

    SUBMIT = "submit", pgettext_lazy("qualification", "Handed in")
    MEND = "mend", pgettext_lazy("qualification", "Mended")
    WITHDRAW = "withdraw", pgettext_lazy("qualification", "Withdrawn")
    REVIEW = "review", pgettext_lazy("qualification", "Reviewed")
    RETURN = "return", pgettext_lazy("qualification", "Sent back")
    REJECT = "reject", pgettext_lazy("qualification", "Not accepted")
    CONFIRM = "confirm", pgettext_lazy("qualification", "Confirmed")
    DOUBT = "doubt", pgettext_lazy("qualification", "Doubted")
    REVOKE = "revoke", pgettext_lazy("qualification", "Revoked")


class Actor(TextChoices):
    """As whom one acts; the own registration makes everybody OWN, whatever else one is."""

    OWN = "own", pgettext_lazy("qualification", "The holder")
    STREET_TOWN = "street_town", pgettext_lazy("qualification", "Street-town officer")
    DISTRICT = "district", pgettext_lazy("qualification", "District officer")


TRANSITIONS: Final[dict[tuple[State, Action, Actor], State]] = {
    (State.SUBMITTED, Action.MEND, Actor.OWN): State.SUBMITTED,
    (State.MORE_NEEDED, Action.MEND, Actor.OWN): State.SUBMITTED,
    (State.SUBMITTED, Action.WITHDRAW, Actor.OWN): State.WITHDRAWN,
    (State.MORE_NEEDED, Action.WITHDRAW, Actor.OWN): State.WITHDRAWN,
    (State.STREET_REVIEWED, Action.WITHDRAW, Actor.OWN): State.WITHDRAWN,
    (State.SUBMITTED, Action.REVIEW, Actor.STREET_TOWN): State.STREET_REVIEWED,
    (State.SUBMITTED, Action.REVIEW, Actor.DISTRICT): State.STREET_REVIEWED,
    (State.SUBMITTED, Action.RETURN, Actor.STREET_TOWN): State.MORE_NEEDED,
    (State.SUBMITTED, Action.RETURN, Actor.DISTRICT): State.MORE_NEEDED,
    (State.STREET_REVIEWED, Action.RETURN, Actor.DISTRICT): State.MORE_NEEDED,
    (State.SUBMITTED, Action.REJECT, Actor.STREET_TOWN): State.REJECTED,
    (State.SUBMITTED, Action.REJECT, Actor.DISTRICT): State.REJECTED,
    (State.STREET_REVIEWED, Action.REJECT, Actor.DISTRICT): State.REJECTED,
    (State.STREET_REVIEWED, Action.CONFIRM, Actor.DISTRICT): State.VERIFIED,
    (State.VERIFIED, Action.DOUBT, Actor.STREET_TOWN): State.DOUBTED,
    (State.VERIFIED, Action.DOUBT, Actor.DISTRICT): State.DOUBTED,
    (State.DOUBTED, Action.CONFIRM, Actor.DISTRICT): State.VERIFIED,
    (State.VERIFIED, Action.REVOKE, Actor.DISTRICT): State.REVOKED,
    (State.DOUBTED, Action.REVOKE, Actor.DISTRICT): State.REVOKED,
}

# A number may stand in one of these only once; a rejected, withdrawn or revoked row frees it.
LIVE: Final = (State.SUBMITTED, State.MORE_NEEDED, State.STREET_REVIEWED, State.VERIFIED, State.DOUBTED)
# An officer is to act; a row that was sent back waits for its holder and is not among them.
WAITING: Final = (State.SUBMITTED, State.STREET_REVIEWED, State.DOUBTED)
# Decided: the scan has served its purpose and is erased.
SETTLED: Final = (State.VERIFIED, State.REJECTED, State.WITHDRAWN, State.DOUBTED, State.REVOKED)


def next_state(state: str, action: Action, actor: Actor) -> State | None:
    """Return where the act leads, or None where the table has no such row."""
    return TRANSITIONS.get((State(state), action, actor))


def is_ever_allowed(action: Action, actor: Actor) -> bool:
    """Whether this actor may do this in any state at all."""
    return any((other, who) == (action, actor) for _state, other, who in TRANSITIONS)


def allowed_actions(state: str, actor: Actor | None) -> list[Action]:
    """List what this actor may do now, in the order of :class:`Action`."""
    if actor is None:
        return []
    return [action for action in Action if (State(state), action, actor) in TRANSITIONS]
