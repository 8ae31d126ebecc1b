"""What holders do with their own registrations."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person, User
from certificates.exceptions import (
    CertificatesRefusal,
    DateOutOfRange,
    DuplicateLevel,
    DuplicateNumber,
    NotYoursToDecide,
    NumberRefused,
)
from certificates.models import EARLIEST_ISSUE, ExternalQualification, Issuer, Level
from certificates.numbers import is_plausible, looks_like_identity_number, normalise
from certificates.services.journal import announce, locked, may_move, move, write_event
from certificates.transitions import Action
from lms.lib.crypto import lookup_hash, seal


def check_number(text: str) -> str:
    """Return the one spelling of a certificate number, or raise :class:`NumberRefused`."""
    number = normalise(text)
    if looks_like_identity_number(number):
        raise NumberRefused(
            _("This looks like an identity number. Please enter the number of the certificate instead.")
        )
    if not is_plausible(number):
        raise NumberRefused(
            _("A certificate number has 5 to 40 letters and digits, as printed on the certificate.")
        )
    return number


def check_issue_date(issued_on: dt.date, issuer: str) -> None:
    """Raise :class:`DateOutOfRange` for a day to come, or before such certificates existed."""
    if issued_on > timezone.localdate():
        raise DateOutOfRange(_("The issue date lies in the future."))
    earliest = EARLIEST_ISSUE[Issuer(issuer)]
    if issued_on < earliest:
        raise DateOutOfRange(
            _("Such certificates exist since %(year)s: check the date.") % {"year": earliest.year}
        )


def submit_qualification(
    *,
    person: Person,
    by: User,
    level: str,
    number: str,
    issued_on: dt.date,
    issuer: str = Issuer.NATIONAL,
) -> ExternalQualification:
    """Register a certificate of one's own; the same one sent twice is registered once.

    Raises :class:`NumberRefused`, :class:`DateOutOfRange`, :class:`DuplicateNumber`,
    :class:`DuplicateLevel`, or :class:`NotYoursToDecide` for somebody else's certificate.
    """
    if by.person_id != person.pk:
        raise NotYoursToDecide(_("Everybody registers the own certificate."))
    spelt = check_number(number)
    check_issue_date(issued_on, issuer)
    values = {"level": Level(level), "issuer": Issuer(issuer), "issued_on": issued_on}
    number_hash = lookup_hash(spelt)
    try:
        with transaction.atomic():
            row = ExternalQualification.objects.create(
                person=person, number_sealed=seal(spelt), number_hash=number_hash, **values
            )
            write_event(row, action=Action.SUBMIT, before="", by=by)
            announce([row])
    except IntegrityError:
        return _the_same_or_refuse(person, number_hash, values)
    return row


def _the_same_or_refuse(person: Person, number_hash: str, values: dict[str, object]) -> ExternalQualification:
    live = ExternalQualification.objects.live()
    same = live.filter(person=person, number_hash=number_hash, **values).first()
    if same is not None:
        return same
    raise _duplicate(number_hash)


def _duplicate(number_hash: str) -> CertificatesRefusal:
    if ExternalQualification.objects.live().with_number_hash([number_hash]).exists():
        return DuplicateNumber(
            _("This number is registered already. If it is yours and you did not do it, tell your officer.")
        )
    return DuplicateLevel(_("You have registered a certificate of this level already: mend that one."))


def mend_qualification(
    *,
    qualification: ExternalQualification,
    by: User,
    level: str,
    issuer: str,
    issued_on: dt.date,
    number: str = "",
    note: str = "",
) -> ExternalQualification:
    """Hand a registration in again, mended; an empty ``number`` keeps the one that stands.

    Raises what :func:`submit_qualification` raises, and :class:`WrongState` once it is reviewed.
    """
    check_issue_date(issued_on, issuer)
    fields: dict[str, Any] = {"level": Level(level), "issuer": Issuer(issuer), "issued_on": issued_on}
    if number.strip():
        spelt = check_number(number)
        fields |= {"number_sealed": seal(spelt), "number_hash": lookup_hash(spelt)}
    try:
        with transaction.atomic():
            row = locked(qualification)
            to = may_move(row, action=Action.MEND, by=by)
            if to is None:
                return row
            return move(row, action=Action.MEND, to=to, by=by, note=note.strip(), **fields)
    except IntegrityError:
        raise _duplicate(str(fields.get("number_hash", ""))) from None


def withdraw_qualification(*, qualification: ExternalQualification, by: User) -> ExternalQualification:
    """Take back one's own registration before it is verified; doing it twice changes nothing."""
    with transaction.atomic():
        row = locked(qualification)
        to = may_move(row, action=Action.WITHDRAW, by=by)
        return row if to is None else move(row, action=Action.WITHDRAW, to=to, by=by)
