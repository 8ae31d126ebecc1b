"""Moving a registration from state to state: lock, ask the table, write, log, tell."""

from __future__ import annotations

from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.services import record_act
from certificates.exceptions import ChangedMeanwhile, NotYoursToDecide, WrongState
from certificates.models import ExternalQualification, QualificationEvent
from certificates.permissions import acting_as, home_unit
from certificates.signals import qualification_changed, qualification_verified
from certificates.transitions import Action, State, is_ever_allowed, next_state

# What may be missing when a registration is sent back: code -> words.
MISSING_CHOICES: Final = {
    "number": gettext_lazy("The certificate number was not found: check it sign by sign"),
    "level": gettext_lazy("The level is another one"),
    "date": gettext_lazy("The issue date is another one"),
    "name": gettext_lazy("The name on the certificate differs: say why in the note"),
    "scan": gettext_lazy("A scan or photo of the certificate is needed"),
    "identity": gettext_lazy("The identity number on the scan is not covered: upload it again, covered"),
    "recognition": gettext_lazy("The recognition document after the senior review is needed"),
    "other": gettext_lazy("Something else (see the note)"),
}
PAST_TENSE: Final = {
    Action.SUBMIT: "submitted",
    Action.MEND: "mended",
    Action.WITHDRAW: "withdrawn",
    Action.REVIEW: "street_reviewed",
    Action.RETURN: "returned",
    Action.REJECT: "rejected",
    Action.CONFIRM: "verified",
    Action.DOUBT: "doubted",
    Action.REVOKE: "revoked",
}


def locked(qualification: ExternalQualification) -> ExternalQualification:
    """Return the row as it is now, locked until the transaction ends."""
    return ExternalQualification.objects.select_for_update().get(pk=qualification.pk)


def may_move(
    row: ExternalQualification, *, action: Action, by: User, seen: int | None = None
) -> State | None:
    """Return where the act leads; None when the same person has done exactly this already.

    ``seen`` is the key of the newest event that the person's page showed. Raises
    :class:`NotYoursToDecide`, :class:`ChangedMeanwhile` or :class:`WrongState`.
    """
    actor = acting_as(by, row)
    if actor is None or not is_ever_allowed(action, actor):
        raise NotYoursToDecide(_("This step belongs to somebody else."))
    last = row.events.select_related("by__person").order_by("-pk").first()
    target = next_state(row.state, action, actor)
    if target is None:
        if last is not None and last.action == action and last.by_id == by.pk:
            return None
        raise WrongState(_meanwhile(row, last))
    if seen is not None and last is not None and last.pk != seen:
        if last.action == action and last.by_id == by.pk:
            return None
        raise ChangedMeanwhile(_meanwhile(row, last))
    return target


def _meanwhile(row: ExternalQualification, last: QualificationEvent | None) -> str:
    if last is None:
        return _("It stands at “%(state)s” now.") % {"state": row.get_state_display()}
    return _("%(who)s was here at %(when)s: it stands at “%(state)s” now. Nothing of yours was written.") % {
        "who": last.by.display_name if last.by else _("The system"),
        "when": date_format(timezone.localtime(last.at), "H:i"),
        "state": row.get_state_display(),
    }


def move(
    row: ExternalQualification,
    *,
    action: Action,
    to: State,
    by: User,
    note: str = "",
    missing: list[str] | None = None,
    **fields: Any,
) -> ExternalQualification:
    """Write the new state with its event and audit entry, and tell it after commit.

    The caller holds the lock and has asked :func:`may_move`.
    """
    before = row.state
    row.state, row.state_changed_at = to, timezone.now()
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=["state", "state_changed_at", *fields])
    write_event(row, action=action, before=before, by=by, note=note, missing=missing)
    announce([row])
    return row


def write_event(
    row: ExternalQualification,
    *,
    action: Action,
    before: str,
    by: User,
    note: str = "",
    missing: list[str] | None = None,
) -> QualificationEvent:
    """Write what happened for the holder's eyes, and the act for the auditor's."""
    record_act(actor=by, action=f"qualification.{PAST_TENSE[action]}", target=row, unit=home_unit(row))
    return QualificationEvent.objects.create(
        qualification=row,
        by=by,
        action=action,
        from_state=before,
        to_state=row.state,
        note=note,
        missing=missing or [],
    )


def announce(rows: list[ExternalQualification]) -> None:
    """Tell the facts after commit."""

    def tell() -> None:
        for row in rows:
            if row.state == State.VERIFIED:
                qualification_verified.send(ExternalQualification, qualification=row)
            qualification_changed.send(ExternalQualification, qualification=row)

    transaction.on_commit(tell)
