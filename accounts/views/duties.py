"""Roles, the log, and what people tell us."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.exceptions import GrantRefused
from accounts.forms.feedback import FeedbackForm
from accounts.forms.roles import GrantForm
from accounts.models import AuditEntry, Role, Unit, User
from accounts.permissions import (
    can_grant,
    can_read_audit,
    grantable_roles,
    has_role,
    units_with_role,
    visible_feedback,
    visible_grants,
)
from accounts.querysets import UnitQuerySet
from accounts.services import answer_feedback, grant_role, record_act, revoke_role, send_feedback
from accounts.views.gates import as_download, roles_required, signed_in
from accounts.views.tabs import page
from lms.lib.requests import is_too_often
from lms.lib.sheets import write_sheet

_EXPORT_ROWS = 50_000
_GRANTERS = (Role.DISTRICT_OFFICER, Role.OPERATOR)


@roles_required(*_GRANTERS)
def roles(request: HttpRequest) -> HttpResponse:
    """Who holds which role where; give one."""
    form = GrantForm(
        request.POST or None, roles=grantable_roles(request.user), units=_grantable_units(request.user)
    )
    if request.method == "POST" and form.is_valid() and _grant(request, form):
        return redirect("accounts:roles")
    grants = visible_grants(request.user).live().select_related("user__person", "unit", "granted_by__person")
    page_obj = Paginator(grants.order_by("role", "unit__path", "pk"), 50).get_page(request.GET.get("page"))
    return page(request, "accounts/roles.html", {"form": form, "page_obj": page_obj})


def _grantable_units(user: Any) -> UnitQuerySet:
    units: UnitQuerySet = Unit.objects.get_queryset()
    if has_role(user, Role.OPERATOR):
        return units
    return units.within(units_with_role(user, Role.DISTRICT_OFFICER))


def _grant(request: HttpRequest, form: GrantForm) -> bool:
    said = form.cleaned_data
    by, to, role = signed_in(request), said["login"], Role(said["role"])
    if not can_grant(by, to=to, role=role, unit=said["unit"]):
        form.add_error("login", _("Nobody gives a role to themselves."))
        return False
    try:
        grant_role(user=to, role=role, unit=said["unit"], by=by, expires_at=said["until"])
    except GrantRefused as refusal:
        form.add_error("until", str(refusal))
        return False
    messages.success(request, _("%(name)s is %(role)s now.") % {"name": to.display_name, "role": role.label})
    return True


@require_POST
@roles_required(*_GRANTERS)
def role_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a role back; not one's own."""
    grant = get_object_or_404(visible_grants(request.user).select_related("user", "unit"), pk=pk)
    if not can_grant(request.user, to=grant.user, role=Role(grant.role), unit=grant.unit):
        raise PermissionDenied
    revoke_role(grant=grant, by=signed_in(request))
    messages.success(request, _("Recorded."))
    return redirect("accounts:roles")


@login_required
def audit(request: HttpRequest) -> HttpResponse:
    """The log, to read and to export; nothing here changes anything."""
    if not can_read_audit(request.user):
        raise PermissionDenied
    entries = _entries(request)
    if request.GET.get("as") == "xlsx":
        return _audit_export(request, entries)
    page_obj = Paginator(entries, 100).get_page(request.GET.get("page"))
    return render(request, "accounts/audit.html", {"page_obj": page_obj, "asked": request.GET})


def _entries(request: HttpRequest) -> QuerySet[AuditEntry]:
    entries = AuditEntry.objects.select_related("actor__person", "unit")
    if words := request.GET.get("q", "").strip():
        entries = entries.filter(action__startswith=words)
    if who := request.GET.get("who", "").strip():
        entries = entries.filter(actor__username=who)
    if request.GET.get("failed") == "1":
        entries = entries.filter(succeeded=False)
    for name, look_up in (("from", "at__gte"), ("to", "at__lt")):
        day = _day(request.GET.get(name, ""))
        if day:
            day += dt.timedelta(days=name == "to")
            entries = entries.filter(**{look_up: timezone.make_aware(dt.datetime.combine(day, dt.time.min))})
    return entries


def _day(written: str) -> dt.date | None:
    try:
        return parse_date(written)
    except ValueError:
        return None


def _audit_export(request: HttpRequest, entries: QuerySet[AuditEntry]) -> HttpResponse:
    rows = [
        [
            f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M:%S}",
            entry.actor.username if entry.actor else "",
            entry.actor.display_name if entry.actor else "",
            entry.action,
            entry.target,
            entry.unit.name if entry.unit else "",
            entry.ip_address or "",
            "成功" if entry.succeeded else "失败",
        ]
        for entry in entries[:_EXPORT_ROWS]
    ]
    record_act(actor=signed_in(request), action="audit.exported", detail={"rows": len(rows)})
    headers = ["时间", "账号", "姓名", "操作", "对象", "单位", "地址", "结果"]
    return as_download(write_sheet(name="审计日志", headers=headers, rows=rows), "审计日志.xlsx")


def feedback(request: HttpRequest) -> HttpResponse:
    """One short form for everybody; also without a sign-in."""
    form = FeedbackForm(request.POST or None, initial={"page": request.GET.get("page", "")[:300]})
    if request.method == "POST" and is_too_often(request, what="feedback", limit=20, seconds=3600):
        form.add_error(None, _("Too many messages from this network. Try again in an hour."))
    elif request.method == "POST" and form.is_valid():
        by = request.user if isinstance(request.user, User) else None
        send_feedback(by=by, **form.cleaned_data)
        return redirect("accounts:feedback_thanks")
    return render(request, "accounts/feedback.html", {"form": form})


def feedback_thanks(request: HttpRequest) -> HttpResponse:
    """It arrived, and where the answer will stand."""
    return render(request, "accounts/feedback_thanks.html")


@roles_required(Role.DISTRICT_OFFICER)
def feedback_list(request: HttpRequest) -> HttpResponse:
    """What people tell us; what has no answer comes first."""
    rows = visible_feedback(request.user).select_related("sent_by__person", "answered_by__person")
    waiting = rows.filter(answer="").order_by("sent_at")
    is_done = request.GET.get("state") == "done"
    shown = rows.exclude(answer="").order_by("-answered_at") if is_done else waiting
    page_obj = Paginator(shown, 20).get_page(request.GET.get("page"))
    context = {"page_obj": page_obj, "is_done": is_done, "waiting": waiting.count()}
    return page(request, "accounts/feedback_list.html", context)


@require_POST
@roles_required(Role.DISTRICT_OFFICER)
def feedback_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer one message."""
    item = get_object_or_404(visible_feedback(request.user), pk=pk)
    answer = request.POST.get("answer", "").strip()[:2000]
    if answer:
        answer_feedback(feedback=item, answer=answer, by=signed_in(request))
        messages.success(request, _("Answered."))
    return redirect("accounts:feedback_list")
