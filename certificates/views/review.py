"""One registration on one screen, and what an officer decides about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.services import record_act
from certificates import services
from certificates.exceptions import CertificatesRefusal
from certificates.forms import (
    ConfirmForm,
    DoubtForm,
    RejectForm,
    ReturnForm,
    ReviewForm,
    RevokeForm,
    SeenForm,
)
from certificates.models import Evidence, ExternalQualification
from certificates.permissions import acting_as, home_unit, qualifications_by_duty, visible_qualifications
from certificates.transitions import Action, Actor, State, allowed_actions
from certificates.views.files import file_response
from certificates.views.queue import officer_of
from certificates.views.shown import ShownQualification

FORMS: dict[Action, type[SeenForm]] = {
    Action.REVIEW: ReviewForm,
    Action.CONFIRM: ConfirmForm,
    Action.RETURN: ReturnForm,
    Action.REJECT: RejectForm,
    Action.DOUBT: DoubtForm,
    Action.REVOKE: RevokeForm,
}
ACTS: dict[Action, Callable[..., ExternalQualification]] = {
    Action.REVIEW: services.review_qualification,
    Action.CONFIRM: services.confirm_qualification,
    Action.RETURN: services.return_for_more,
    Action.REJECT: services.reject_qualification,
    Action.DOUBT: services.doubt_qualification,
    Action.REVOKE: services.revoke_qualification,
}
# What a form says to record_look_up and not to the decision.
_LOOK_UP = ("looked_up_on", "result")


def _row(request: HttpRequest, public_id: UUID) -> ExternalQualification:
    rows = qualifications_by_duty(officer_of(request)).select_related("person", "reviewed_by__person")
    return get_object_or_404(rows, public_id=public_id)


@login_required
def review(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """All that is needed to decide."""
    return _page(request, _row(request, public_id))


def _page(
    request: HttpRequest,
    row: ExternalQualification,
    *,
    bound: dict[Action, SeenForm] | None = None,
    number: str = "",
    status: int = 200,
) -> HttpResponse:
    user = cast(User, request.user)
    shown = ShownQualification(row)
    actor = acting_as(user, row)
    allowed = allowed_actions(row.state, actor) if actor != Actor.OWN else []
    forms = {action: FORMS[action](initial={"seen": shown.seen}, prefix=action) for action in allowed}
    return render(
        request,
        "certificates/review.html",
        {
            "qualification": shown,
            "unit": home_unit(row),
            "scans": Evidence.objects.kept().filter(qualification=row).order_by("-pk"),
            "look_ups": row.look_ups.select_related("by__person").order_by("-pk"),
            "forms": {str(action): form for action, form in {**forms, **(bound or {})}.items()},
            "open": {str(action) for action in bound or {}},
            "is_own": actor == Actor.OWN,
            "is_reviewer": row.state == State.STREET_REVIEWED and row.reviewed_by_id == user.pk,
            "number": number,
        },
        status=status,
    )


@login_required
@require_POST
def review_number(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show the number in clear once; who looked is written down."""
    row = _row(request, public_id)
    if acting_as(request.user, row) == Actor.OWN:
        raise PermissionDenied
    record_act(
        actor=cast(User, request.user), action="qualification.number_shown", target=row, unit=home_unit(row)
    )
    response = _page(request, row, number=row.number)
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_POST
def decide(request: HttpRequest, public_id: UUID, action: str) -> HttpResponse:
    """Take one decision."""
    row = _row(request, public_id)
    act = _asked(action)
    if acting_as(request.user, row) == Actor.OWN:
        raise PermissionDenied
    form = FORMS[act](request.POST, prefix=act)
    if not form.is_valid():
        return _page(request, row, bound={act: form}, status=422)
    try:
        _decide(act, row, cast(User, request.user), dict(form.cleaned_data))
    except CertificatesRefusal as refusal:
        messages.error(request, str(refusal))
        row.refresh_from_db()
        return _page(request, row, bound=_still(act, row, request.user, form), status=409)
    row.refresh_from_db()
    messages.success(
        request,
        _("%(name)s: %(state)s.") % {"name": row.person.name, "state": row.get_state_display()},
    )
    return redirect(_next(request, row))


def _asked(action: str) -> Action:
    if action not in FORMS:
        raise Http404
    return Action(action)


def _still(act: Action, row: ExternalQualification, user: Any, form: Form) -> dict[Action, SeenForm]:
    """The filled form again where the act is still possible, so that no word is lost."""
    if act not in allowed_actions(row.state, acting_as(user, row)):
        return {}
    return {act: cast(SeenForm, form)}


def _decide(act: Action, row: ExternalQualification, user: User, values: dict[str, Any]) -> None:
    look_up = {name: values.pop(name) for name in _LOOK_UP if name in values}
    with transaction.atomic():
        if look_up.get("result"):
            look_up["looked_up_on"] = look_up.get("looked_up_on") or timezone.localdate()
            services.record_look_up(qualification=row, by=user, **look_up)
        ACTS[act](qualification=row, by=user, **values)


def _next(request: HttpRequest, row: ExternalQualification) -> str:
    """The next one that waits in the same state, else the queue."""
    before = request.POST.get("came_from", "")
    waiting = qualifications_by_duty(request.user).filter(state=before) if before in State.values else None
    follower = waiting.order_by("state_changed_at", "pk").first() if waiting is not None else None
    if follower is None:
        return reverse("certificates:queue")
    return reverse("certificates:review", args=[follower.public_id])


@login_required
def scan(request: HttpRequest, public_id: UUID, scan_id: UUID) -> HttpResponse:
    """One scan, for its holder and the officers of the unit; a PDF only to take along."""
    row = get_object_or_404(visible_qualifications(request.user), public_id=public_id)
    evidence = get_object_or_404(Evidence.objects.kept(), qualification=row, public_id=scan_id)
    if acting_as(request.user, row) != Actor.OWN:
        record_act(actor=cast(User, request.user), action="evidence.seen", target=evidence)
    is_pdf = evidence.content_type == "application/pdf"
    try:
        content = evidence.file.read()
    except OSError as error:
        raise Http404 from error
    response = file_response(
        content,
        name=f"{_('scan')}.{'pdf' if is_pdf else 'jpg'}",
        content_type=evidence.content_type,
        as_attachment=is_pdf,
    )
    response._csp_replace = {"default-src": ["'none'"], "sandbox": True}  # type: ignore[attr-defined]
    return response
