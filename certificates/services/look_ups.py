"""What the official site said."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from certificates.exceptions import DateOutOfRange, LookUpMissing, NotYoursToDecide
from certificates.models import ExternalQualification, LookUpResult, OfficialLookUp
from certificates.permissions import acting_as
from certificates.services.journal import locked
from certificates.transitions import Actor


def record_look_up(
    *, qualification: ExternalQualification, by: User, looked_up_on: dt.date, result: str
) -> OfficialLookUp:
    """Write what a look-up on the official site gave; the same one twice is written once.

    Raises :class:`NotYoursToDecide` for the own registration, :class:`DateOutOfRange` for a day to come.
    """
    with transaction.atomic():
        row = locked(qualification)
        if acting_as(by, row) not in (Actor.STREET_TOWN, Actor.DISTRICT):
            raise NotYoursToDecide(_("This step belongs to somebody else."))
        if looked_up_on > timezone.localdate():
            raise DateOutOfRange(_("The day of the look-up lies in the future."))
        found, _created = OfficialLookUp.objects.get_or_create(
            qualification=row,
            by=by,
            looked_up_on=looked_up_on,
            result=LookUpResult(result),
            number_hash=row.number_hash,
        )
    return found


def check_look_up(row: ExternalQualification) -> None:
    """Refuse unless the newest look-up of the number as it stands now matches."""
    newest = row.look_ups.filter(number_hash=row.number_hash).order_by("-pk").first()
    if newest is None:
        raise LookUpMissing(_("Look the number up on the official site first and write down the result."))
    if newest.result != LookUpResult.MATCHES:
        raise LookUpMissing(_("The look-up did not match: send it back, or do not accept it."))


def check_own_look_up(row: ExternalQualification) -> None:
    """A row drawn as a sample needs a look-up by somebody else than its reviewer."""
    own = row.look_ups.filter(number_hash=row.number_hash, result=LookUpResult.MATCHES)
    if row.is_sampled and not own.exclude(by=row.reviewed_by_id).exists():
        raise LookUpMissing(_("This one was drawn as a sample: look it up once more before confirming."))
