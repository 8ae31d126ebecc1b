"""Course certificates: files to take along, the officers' list, revocation."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from accounts.models import Role, User
from accounts.permissions import has_role
from accounts.services import record_act
from certificates import services
from certificates.exceptions import CertificatesRefusal
from certificates.forms import CertificateFilterForm, RevokeCertificateForm
from certificates.numbers import read_issued
from certificates.permissions import (
    can_revoke_certificate,
    certificates_by_duty,
    own_certificates,
    visible_certificates,
)
from certificates.views.files import file_response
from certificates.views.queue import officer_of
from lms.lib.requests import client_ip

PER_PAGE = 50


@login_required
def pdf(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The PDF as it was issued, for its holder and the officers of the unit."""
    certificate = get_object_or_404(visible_certificates(request.user), public_id=public_id)
    if certificate.rendered_at is None:
        messages.info(request, _("The PDF is being drawn. Try again in a moment."))
        return redirect("certificates:mine")
    is_own = own_certificates(request.user).filter(pk=certificate.pk).exists()
    if is_own and not certificate.is_valid:
        messages.warning(request, _("This certificate was revoked."))
        return redirect("certificates:mine")
    try:
        content = certificate.pdf.read()
    except OSError as error:
        raise Http404 from error
    if not is_own and isinstance(request.user, User):
        record_act(
            actor=request.user,
            action="certificate.downloaded",
            target=certificate,
            ip_address=client_ip(request),
        )
    name = f"{certificate.holder_name}-{certificate.course_title}-{pgettext('file name', 'certificate')}.pdf"
    return file_response(content, name=name, content_type="application/pdf", as_attachment=True)


@login_required
def issued(request: HttpRequest) -> HttpResponse:
    """Course certificates of the officer's people."""
    user = officer_of(request)
    form = CertificateFilterForm(request.GET)
    rows = certificates_by_duty(user).select_related("edition")
    words = form.cleaned_data["q"].strip() if form.is_valid() else ""
    if words:
        number = read_issued(words) or words
        rows = rows.filter(
            Q(holder_name__icontains=words) | Q(course_title__icontains=words) | Q(number=number)
        )
    return render(
        request,
        "certificates/issued.html",
        {
            "form": form,
            "is_filtered": bool(words),
            "page_obj": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
            "may_revoke": has_role(user, Role.DISTRICT_OFFICER),
        },
    )


@login_required
@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask for the reason, then revoke."""
    certificate = get_object_or_404(certificates_by_duty(officer_of(request)), public_id=public_id)
    if not can_revoke_certificate(request.user, certificate):
        raise PermissionDenied
    form = RevokeCertificateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.revoke_certificate(
                certificate=certificate, by=cast(User, request.user), reason=form.cleaned_data["reason"]
            )
        except CertificatesRefusal as refusal:
            form.add_error("reason", str(refusal))
        else:
            messages.success(request, _("Revoked. The verification page says so from now on."))
            return redirect("certificates:issued")
    return render(request, "certificates/revoke.html", {"form": form, "certificate": certificate})
