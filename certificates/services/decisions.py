"""What officers decide about a registration."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from certificates.exceptions import CertificatesRefusal, ReasonMissing, SameOfficer
from certificates.models import ExternalQualification, LookUpResult
from certificates.services.journal import MISSING_CHOICES, locked, may_move, move
from certificates.services.look_ups import check_look_up, check_own_look_up, record_look_up
from certificates.transitions import Action, State


def review_qualification(
    *,
    qualification: ExternalQualification,
    by: User,
    looked_up_on: dt.date | None = None,
    note: str = "",
    seen: int | None = None,
) -> ExternalQualification:
    """Pass a registration on to the district; ``looked_up_on`` records a matching look-up with it.

    Needs a matching look-up of the number as it stands. Raises the refusals of ``may_move`` and
    :class:`LookUpMissing`. Doing it twice changes nothing.
    """
    with transaction.atomic():
        row = locked(qualification)
        to = may_move(row, action=Action.REVIEW, by=by, seen=seen)
        if to is None:
            return row
        if looked_up_on is not None:
            record_look_up(qualification=row, by=by, looked_up_on=looked_up_on, result=LookUpResult.MATCHES)
        check_look_up(row)
        return move(row, action=Action.REVIEW, to=to, by=by, note=note, reviewed_by=by)


def confirm_qualification(
    *, qualification: ExternalQualification, by: User, note: str = "", seen: int | None = None
) -> ExternalQualification:
    """Confirm a reviewed registration, or dispel a doubt: from now on it counts.

    Who reviewed does not confirm (:class:`SameOfficer`); a row drawn as a sample needs a look-up of the
    district's own (:class:`LookUpMissing`). Doing it twice changes nothing.
    """
    with transaction.atomic():
        row = locked(qualification)
        to = may_move(row, action=Action.CONFIRM, by=by, seen=seen)
        if to is None:
            return row
        if row.reviewed_by_id == by.pk:
            raise SameOfficer(_("You reviewed this one yourself: a colleague has to confirm it."))
        check_look_up(row)
        check_own_look_up(row)
        return move(
            row,
            action=Action.CONFIRM,
            to=to,
            by=by,
            note=note,
            ended_on=None,
            verified_at=row.verified_at or timezone.now(),
        )


@dataclass(frozen=True)
class ManyConfirmed:
    """What confirming several at once came to: how many, and why the others were left."""

    confirmed: list[ExternalQualification] = field(default_factory=list)
    left: list[tuple[ExternalQualification, str]] = field(default_factory=list)


def confirm_many(*, qualifications: Iterable[ExternalQualification], by: User) -> ManyConfirmed:
    """Confirm each that may be confirmed; the others stay as they are, each with its reason."""
    outcome = ManyConfirmed()
    for qualification in sorted(qualifications, key=lambda row: row.pk):
        try:
            outcome.confirmed.append(confirm_qualification(qualification=qualification, by=by))
        except CertificatesRefusal as refusal:
            outcome.left.append((qualification, str(refusal)))
    return outcome


def return_for_more(
    *,
    qualification: ExternalQualification,
    by: User,
    missing: list[str],
    note: str = "",
    seen: int | None = None,
) -> ExternalQualification:
    """Send it back to its holder, saying what is missing (codes of ``MISSING_CHOICES``)."""
    unknown = set(missing) - set(MISSING_CHOICES)
    if unknown or not missing:
        raise ReasonMissing(_("Say what is missing."))
    if missing == ["other"] and not note.strip():
        raise ReasonMissing(_("Say in the note what is missing."))
    with transaction.atomic():
        row = locked(qualification)
        to = may_move(row, action=Action.RETURN, by=by, seen=seen)
        if to is None:
            return row
        return move(
            row, action=Action.RETURN, to=to, by=by, note=note.strip(), missing=missing, is_sampled=False
        )


def reject_qualification(
    *, qualification: ExternalQualification, by: User, reason: str, seen: int | None = None
) -> ExternalQualification:
    """Do not accept it; the number becomes free and the holder may register anew."""
    return _with_reason(qualification, Action.REJECT, by, reason, seen)


def doubt_qualification(
    *, qualification: ExternalQualification, by: User, reason: str, seen: int | None = None
) -> ExternalQualification:
    """Question a verified one: it stops counting today until the district has decided."""
    return _with_reason(qualification, Action.DOUBT, by, reason, seen)


def revoke_qualification(
    *,
    qualification: ExternalQualification,
    by: User,
    reason: str,
    is_correction: bool = False,
    seen: int | None = None,
) -> ExternalQualification:
    """Take a verified one away, from today on, or from all days when it never was right.

    ``is_correction`` is explained at ``ExternalQualificationQuerySet.held_on``.
    """
    return _with_reason(qualification, Action.REVOKE, by, reason, seen, is_correction=is_correction)


def _with_reason(
    qualification: ExternalQualification,
    action: Action,
    by: User,
    reason: str,
    seen: int | None,
    *,
    is_correction: bool = False,
) -> ExternalQualification:
    if not reason.strip():
        raise ReasonMissing(_("Give the reason."))
    with transaction.atomic():
        row = locked(qualification)
        to = may_move(row, action=action, by=by, seen=seen)
        if to is None:
            return row
        ended_on = _ended_on(row, to, is_correction=is_correction)
        return move(row, action=action, to=to, by=by, note=reason.strip(), ended_on=ended_on)


def _ended_on(row: ExternalQualification, to: State, *, is_correction: bool) -> dt.date | None:
    """A doubt that becomes a revocation keeps the day on which it stopped counting."""
    if to not in (State.DOUBTED, State.REVOKED):
        return None
    return row.issued_on if is_correction else row.ended_on or timezone.localdate()
