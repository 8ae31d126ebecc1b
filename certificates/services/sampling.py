"""The district looks some of the reviewed ones up once more."""

import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Role, User
from accounts.permissions import has_role
from accounts.services import record_act
from certificates.exceptions import NotYoursToDecide
from certificates.models import ExternalQualification
from certificates.permissions import qualifications_by_duty
from certificates.transitions import State


def draw_sample(*, by: User, percent: int) -> list[ExternalQualification]:
    """Draw by lot that share of the reviewed ones that wait for the district; at least one if any waits.

    What was drawn before stays drawn and counts towards the share, so pressing twice draws nothing more.
    """
    if not has_role(by, Role.DISTRICT_OFFICER):
        raise NotYoursToDecide(_("This step belongs to somebody else."))
    percent = min(max(percent, 1), 100)
    with transaction.atomic():
        waiting = qualifications_by_duty(by).filter(state=State.STREET_REVIEWED)
        keys = list(waiting.order_by("pk").values_list("pk", flat=True))
        rows = list(ExternalQualification.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
        wanted = -(-len(rows) * percent // 100) - sum(row.is_sampled for row in rows)
        fresh = [row for row in rows if not row.is_sampled]
        drawn = secrets.SystemRandom().sample(fresh, min(max(wanted, 0), len(fresh)))
        ExternalQualification.objects.filter(pk__in=[row.pk for row in drawn]).update(is_sampled=True)
        record_act(
            actor=by,
            action="qualification.sample_drawn",
            detail={"percent": percent, "drawn": [row.pk for row in drawn]},
        )
    for row in drawn:
        row.is_sampled = True
    return drawn
