"""A worker's own certificates."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from certificates import services
from certificates.exceptions import (
    CertificatesRefusal,
    DateOutOfRange,
    DuplicateLevel,
    DuplicateNumber,
    NumberRefused,
)
from certificates.forms import MendForm, QualificationForm
from certificates.models import ExternalQualification
from certificates.permissions import own_certificates, own_qualifications
from certificates.transitions import Action, Actor, next_state
from certificates.views.shown import ShownQualification

FIELDS: dict[type[CertificatesRefusal], str] = {
    NumberRefused: "number",
    DuplicateNumber: "number",
    DateOutOfRange: "issued_on",
    DuplicateLevel: "level",
}


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """Everything that one holds, where it stands, and what to do next."""
    rows = own_qualifications(request.user).prefetch_related("events").order_by("-created_at")
    shown = [ShownQualification(row) for row in rows]
    certificates = list(own_certificates(request.user))
    return render(
        request,
        "certificates/mine.html",
        {
            "qualifications": shown,
            "certificates": certificates,
            "is_drawing": any(one.rendered_at is None for one in certificates),
            "to_mend": [one for one in shown if one.is_sent_back],
            "verified": [one for one in shown if one.is_verified],
        },
    )


@login_required
@require_http_methods(["GET", "POST"])
def qualification_new(request: HttpRequest) -> HttpResponse:
    """Register a certificate."""
    user = cast(User, request.user)
    if user.person is None:
        raise PermissionDenied
    form = QualificationForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("level", "number", "issued_on", "issuer")}
        try:
            with transaction.atomic():
                row = services.submit_qualification(person=user.person, by=user, **values)
                _attach(form, row, user)
        except CertificatesRefusal as refusal:
            _beside_its_field(form, refusal)
        else:
            messages.success(
                request, _("Handed in. Your street-town looks it up next; nothing more to do now.")
            )
            return redirect("certificates:mine")
    return render(request, "certificates/qualification_form.html", {"form": form})


@login_required
@require_http_methods(["GET", "POST"])
def qualification_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Mend a registration; nothing has to be typed again."""
    row = get_object_or_404(own_qualifications(request.user), public_id=public_id)
    if next_state(row.state, Action.MEND, Actor.OWN) is None:
        messages.info(request, _("It stands at “%(state)s” now.") % {"state": row.get_state_display()})
        return redirect("certificates:mine")
    form = MendForm(request.POST or None, request.FILES or None, qualification=row)
    if request.method == "POST" and form.is_valid() and _mend(form, row, cast(User, request.user)):
        messages.success(request, _("Handed in again. Your street-town looks it up next."))
        return redirect("certificates:mine")
    context = {"form": form, "qualification": ShownQualification(row)}
    return render(request, "certificates/qualification_form.html", context)


def _mend(form: MendForm, row: ExternalQualification, user: User) -> bool:
    names = ("level", "number", "issued_on", "issuer", "note")
    values: dict[str, Any] = {name: form.cleaned_data[name] for name in names}
    try:
        with transaction.atomic():
            services.mend_qualification(qualification=row, by=user, **values)
            _attach(form, row, user)
    except CertificatesRefusal as refusal:
        _beside_its_field(form, refusal)
        return False
    return True


def _attach(form: Form, row: ExternalQualification, user: User) -> None:
    scan = form.cleaned_data["scan"]
    if scan is not None:
        services.attach_evidence(qualification=row, by=user, scan=scan)


def _beside_its_field(form: Form, refusal: CertificatesRefusal) -> None:
    form.add_error(FIELDS.get(type(refusal)), str(refusal))


@login_required
@require_http_methods(["GET", "POST"])
def qualification_withdraw(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask once, then take the registration back."""
    row = get_object_or_404(own_qualifications(request.user), public_id=public_id)
    if request.method == "POST":
        try:
            services.withdraw_qualification(qualification=row, by=cast(User, request.user))
        except CertificatesRefusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Withdrawn. You may register it again at any time."))
        return redirect("certificates:mine")
    return render(
        request, "certificates/qualification_withdraw.html", {"qualification": ShownQualification(row)}
    )
