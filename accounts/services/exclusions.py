"""Who is not counted in the certification denominator: asked with a reason, decided by the district."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.exceptions import ExclusionRefused
from accounts.models import CommunityWorker, DenominatorExclusion, User
from accounts.models.worker import ExclusionState
from accounts.services.audit import record_act

LIVE = (ExclusionState.REQUESTED, ExclusionState.CONFIRMED)


def request_exclusion(
    *, worker: CommunityWorker, reason: str, starts_on: dt.date, by: User | None
) -> DenominatorExclusion:
    """Ask the district not to count a worker; a live request or exclusion is returned as it is."""
    if not reason.strip():
        raise ExclusionRefused(_("A reason is needed."))
    with transaction.atomic():
        worker = (
            CommunityWorker.objects.select_for_update(of=("self",)).select_related("unit").get(pk=worker.pk)
        )
        live = worker.exclusions.filter(state__in=LIVE).first()
        if live:
            return live
        if worker.left_on is not None:
            raise ExclusionRefused(_("Somebody off duty is not counted anyway."))
        exclusion = DenominatorExclusion.objects.create(
            worker=worker, reason=reason.strip(), starts_on=starts_on, requested_by=by
        )
        record_act(actor=by, action="exclusion.requested", target=exclusion, unit=worker.unit)
    return exclusion


def decide_exclusion(
    *, exclusion: DenominatorExclusion, by: User, is_confirmed: bool, note: str = ""
) -> DenominatorExclusion:
    """Confirm or refuse; a refusal says why. The same decision twice changes nothing."""
    wanted = ExclusionState.CONFIRMED if is_confirmed else ExclusionState.REFUSED
    if not is_confirmed and not note.strip():
        raise ExclusionRefused(_("Say why it is refused."))
    with transaction.atomic():
        exclusion = _locked(exclusion)
        if exclusion.state == wanted:
            return exclusion
        if exclusion.state != ExclusionState.REQUESTED:
            raise ExclusionRefused(_("This has been decided already: %s.") % exclusion.get_state_display())
        exclusion.state = wanted
        exclusion.decided_by, exclusion.decided_at = by, timezone.now()
        exclusion.decision_note = note.strip()
        exclusion.save(update_fields=["state", "decided_by", "decided_at", "decision_note"])
        action = "exclusion.confirmed" if is_confirmed else "exclusion.refused"
        record_act(actor=by, action=action, target=exclusion, unit=exclusion.worker.unit)
    return exclusion


def end_exclusion(*, exclusion: DenominatorExclusion, on: dt.date, by: User | None) -> DenominatorExclusion:
    """Count the worker again from a day, or withdraw a request; doing it twice changes nothing."""
    with transaction.atomic():
        exclusion = _locked(exclusion)
        if exclusion.state in LIVE:
            exclusion.state = ExclusionState.ENDED
            exclusion.ends_on = max(on, exclusion.starts_on)
            exclusion.save(update_fields=["state", "ends_on"])
            record_act(actor=by, action="exclusion.ended", target=exclusion, unit=exclusion.worker.unit)
    return exclusion


def _locked(exclusion: DenominatorExclusion) -> DenominatorExclusion:
    rows = DenominatorExclusion.objects.select_for_update(of=("self",)).select_related("worker__unit")
    return rows.get(pk=exclusion.pk)
