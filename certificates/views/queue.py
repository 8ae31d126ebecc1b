"""The officers' queue of registrations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_POST

from accounts.models import Role, Unit, User
from accounts.permissions import OFFICER_ROLES, has_role, units_with_role
from accounts.services import record_act
from certificates import services
from certificates.exceptions import CertificatesRefusal
from certificates.forms import QueueFilterForm, SampleForm
from certificates.models import ExternalQualification
from certificates.numbers import normalise
from certificates.permissions import can_reconcile, qualifications_by_duty
from certificates.querysets import ExternalQualificationQuerySet
from certificates.transitions import State
from certificates.views.files import sheet_response
from certificates.views.shown import ShownQualification
from lms.lib.crypto import lookup_hash
from lms.lib.sheets import write_sheet

PER_PAGE = 50
# Tabs in the order of the way; "all" has no state.
TABS = (
    State.SUBMITTED,
    State.STREET_REVIEWED,
    State.MORE_NEEDED,
    State.DOUBTED,
    State.VERIFIED,
    State.REJECTED,
    State.REVOKED,
)


@dataclass(frozen=True)
class Tab:
    """One tab of the queue."""

    label: str
    url: str
    is_current: bool
    count: int | None = None


def officer_of(request: HttpRequest) -> User:
    """Return the signed-in officer; anybody else is forbidden."""
    if not can_reconcile(request.user):
        raise PermissionDenied
    return cast(User, request.user)


@login_required
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for this officer, by state, with filters."""
    user = officer_of(request)
    form = QueueFilterForm(request.GET, units=_street_towns(user))
    rows, state = _filtered(request, user, form)
    page = Paginator(rows.order_by("state_changed_at", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    shown = [ShownQualification(row) for row in page.object_list]
    counts = _counts(user)
    return render(
        request,
        "certificates/queue.html",
        {
            "form": form,
            "page_obj": page,
            "qualifications": shown,
            "tabs": _tabs(request, state, counts),
            "state": state,
            "headline": _headline(user, counts),
            "is_filtered": any(form.data.get(name) for name in ("q", "level", "unit")),
            "may_confirm": has_role(user, Role.DISTRICT_OFFICER) and state == State.STREET_REVIEWED,
            "is_district": has_role(user, Role.DISTRICT_OFFICER),
            "sample_form": SampleForm(),
            "query": request.GET.urlencode(),
        },
    )


def _filtered(
    request: HttpRequest, user: User, form: QueueFilterForm
) -> tuple[ExternalQualificationQuerySet, str]:
    rows = qualifications_by_duty(user).with_home_unit().select_related("person")
    home = State.STREET_REVIEWED if has_role(user, Role.DISTRICT_OFFICER) else State.SUBMITTED
    state = request.GET.get("state", home)
    if state in State.values:
        rows = rows.filter(state=state)
    if form.is_valid():
        rows = _narrowed(rows, form.cleaned_data)
    return rows, state if state in State.values else ""


def _narrowed(rows: ExternalQualificationQuerySet, asked: dict[str, str]) -> ExternalQualificationQuerySet:
    words = asked["q"].strip()
    if words:
        number_hash = lookup_hash(normalise(words))
        rows = rows.filter(Q(person__name__icontains=words) | Q(number_hash=number_hash))
    if asked["level"]:
        rows = rows.filter(level=asked["level"])
    if asked["unit"]:
        path = Unit.objects.filter(code=asked["unit"]).values_list("path", flat=True).first()
        rows = rows.of_unit(path or "-")
    return rows


def _street_towns(user: User) -> list[tuple[str, str]]:
    units = Unit.objects.get_queryset().within(units_with_role(user, *OFFICER_ROLES))
    return list(units.street_towns().values_list("code", "name"))


def _counts(user: User) -> dict[str, int]:
    rows = qualifications_by_duty(user).order_by().values("state").annotate(many=Count("pk"))
    return {row["state"]: row["many"] for row in rows}


def _tabs(request: HttpRequest, current: str, counts: dict[str, int]) -> list[Tab]:
    kept = {name: request.GET[name] for name in ("q", "level", "unit") if request.GET.get(name)}
    here = reverse("certificates:queue")
    shown = [state for state in TABS if counts.get(state) or state in (current, *TABS[:2])]
    tabs = [
        Tab(
            str(state.label),
            f"{here}?{urlencode({**kept, 'state': state.value})}",
            state == current,
            counts.get(state, 0),
        )
        for state in shown
    ]
    return [
        *tabs,
        Tab(pgettext("filter", "All"), f"{here}?{urlencode({**kept, 'state': 'all'})}", not current),
    ]


def _headline(user: User, counts: dict[str, int]) -> str:
    """The fact: how many wait for this officer."""
    if has_role(user, Role.DISTRICT_OFFICER):
        many = counts.get(State.STREET_REVIEWED, 0) + counts.get(State.DOUBTED, 0)
        words = ngettext(
            "%d certificate waits for the district", "%d certificates wait for the district", many
        )
    else:
        many = counts.get(State.SUBMITTED, 0)
        words = ngettext("%d certificate waits for review", "%d certificates wait for review", many)
    return words % many if many else _("Nothing waits for you")


@login_required
@require_POST
def queue_confirm(request: HttpRequest) -> HttpResponse:
    """Confirm the ticked ones; what cannot be confirmed stays and says why."""
    user = officer_of(request)
    ticked = request.POST.getlist("pick")[:PER_PAGE]
    rows = qualifications_by_duty(user).filter(public_id__in=_uuids(ticked)).select_related("person")
    outcome = services.confirm_many(qualifications=rows, by=user)
    if outcome.confirmed:
        many = len(outcome.confirmed)
        messages.success(request, ngettext("%d confirmed.", "%d confirmed.", many) % many)
    for row, reason in outcome.left:
        messages.warning(request, f"{row.person.name}：{reason}")
    if not outcome.confirmed and not outcome.left:
        messages.info(request, _("Tick at least one."))
    return redirect(_back(request))


def _uuids(texts: list[str]) -> list[str]:
    return [text for text in texts if len(text) == 36 and set(text) <= set("0123456789abcdef-")]


def _back(request: HttpRequest) -> str:
    query = request.POST.get("query", "")
    return f"{reverse('certificates:queue')}?{query}" if query else reverse("certificates:queue")


@login_required
@require_POST
def queue_sample(request: HttpRequest) -> HttpResponse:
    """Draw some by lot for a look-up of the district's own."""
    user = officer_of(request)
    form = SampleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Enter a share from 1 to 100."))
        return redirect("certificates:queue")
    try:
        drawn = services.draw_sample(by=user, percent=form.cleaned_data["percent"])
    except CertificatesRefusal as refusal:
        raise PermissionDenied from refusal
    many = len(drawn)
    messages.success(
        request, ngettext("%d drawn.", "%d drawn.", many) % many if many else _("Enough are drawn already.")
    )
    return redirect("certificates:queue")


@login_required
def queue_export(request: HttpRequest) -> HttpResponse:
    """The filtered list as .xlsx, numbers masked."""
    user = officer_of(request)
    form = QueueFilterForm(request.GET, units=_street_towns(user))
    rows, _state = _filtered(request, user, form)
    found = list(rows.by_unit_and_name())
    record_act(actor=user, action="qualification.exported", detail={"rows": len(found)})
    content = write_sheet(
        name=_("Qualifications"),
        headers=[
            _("Name"),
            _("Unit"),
            _("Level"),
            _("Issued by"),
            _("Number (masked)"),
            _("Issue date"),
            _("State"),
            _("Since"),
        ],
        rows=[_cells(row) for row in found],
        widths=[12, 24, 24, 18, 20, 14, 16, 18],
    )
    return sheet_response(content, f"{_('Qualifications')}-{timezone.localdate():%Y%m%d}.xlsx")


def _cells(row: ExternalQualification) -> list[str]:
    return [
        row.person.name,
        getattr(row, "unit_name", "") or "",
        row.get_level_display(),
        row.get_issuer_display(),
        row.number_masked,
        row.issued_on.isoformat(),
        row.get_state_display(),
        f"{timezone.localtime(row.state_changed_at):%Y-%m-%d %H:%M}",
    ]
