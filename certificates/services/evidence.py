"""Scans: kept as long as somebody has to decide, then erased."""

import logging

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record_act
from certificates.exceptions import NotYoursToDecide, WrongState
from certificates.models import Evidence, ExternalQualification
from certificates.services.journal import locked
from certificates.services.scans import Scan
from certificates.transitions import State

logger = logging.getLogger(__name__)


def attach_evidence(*, qualification: ExternalQualification, by: User, scan: Scan) -> Evidence:
    """Add a scan to one's own registration while it may be mended; it takes the place of an older one.

    Raises :class:`NotYoursToDecide`, or :class:`WrongState` once it is reviewed.
    """
    with transaction.atomic():
        row = locked(qualification)
        if by.person_id != row.person_id:
            raise NotYoursToDecide(_("This step belongs to somebody else."))
        if row.state not in (State.SUBMITTED, State.MORE_NEEDED):
            raise WrongState(_("It is being decided: nothing can be added now."))
        return Evidence.objects.create(
            qualification=row,
            file=scan.content,
            content_type=scan.content_type,
            size=scan.content.size,
            uploaded_by=by,
        )


def erase_settled_evidence() -> int:
    """Erase the files of scans that nobody needs any more; return how many.

    A scan whose file cannot be erased now is logged and taken up by the next sweep.
    """
    keys = list(Evidence.objects.settled().values_list("pk", flat=True))
    return sum(_erase(key) for key in keys)


def _erase(key: int) -> bool:
    with transaction.atomic():
        scan = Evidence.objects.kept().select_for_update().filter(pk=key).first()
        if scan is None:
            return False
        try:
            scan.file.delete(save=False)
        except OSError:
            logger.exception("The file of scan %s could not be erased.", key)
            return False
        scan.file, scan.erased_at = "", timezone.now()
        scan.save(update_fields=["file", "erased_at"])
        record_act(actor=None, action="evidence.erased", target=scan)
    return True
