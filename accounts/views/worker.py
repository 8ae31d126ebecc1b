"""One person: where they worked, and what an officer records."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts import services
from accounts.exceptions import AccountsRefusal
from accounts.forms.worker import DayForm, LeavingForm, PostForm, ReasonForm, UnitForm
from accounts.models import CommunityWorker, DenominatorExclusion, LeaveSpell, LeftKind, Person, User
from accounts.permissions import (
    OFFICER_ROLES,
    PEOPLE_ROLES,
    activatable_workers,
    can_decide_exclusion,
    can_manage_roster,
    kept_units,
    visible_exclusions,
    visible_people,
    visible_workers,
)
from accounts.views.gates import roles_required, signed_in
from accounts.views.tabs import page


@dataclass(frozen=True)
class Act:
    """One thing an officer records: its words, its form, the service, and when it is offered."""

    label: str | Promise
    form: type[DayForm]
    write: Callable[[CommunityWorker, dict[str, Any], User], object]
    is_offered: Callable[[CommunityWorker], bool] = lambda worker: worker.is_on_duty


ACTS: Final = {
    "transfer": Act(
        gettext_lazy("Transfer"),
        UnitForm,
        lambda worker, said, by: services.transfer_worker(worker=worker, by=by, **said),
    ),
    "second": Act(
        gettext_lazy("Secondment"),
        PostForm,
        lambda worker, said, by: services.second_worker(worker=worker, by=by, **said),
    ),
    "post": Act(
        gettext_lazy("Additional post"),
        PostForm,
        lambda worker, said, by: services.add_post(worker=worker, by=by, **said),
    ),
    "leave": Act(
        gettext_lazy("Long leave begins"),
        ReasonForm,
        lambda worker, said, by: services.start_leave(worker=worker, by=by, **said),
        lambda worker: worker.is_on_duty and not worker.leaves.filter(ended_on__isnull=True).exists(),
    ),
    "back": Act(
        gettext_lazy("Long leave ends"),
        DayForm,
        lambda worker, said, by: services.end_leave(
            leave=worker.leaves.get(ended_on__isnull=True), by=by, **said
        ),
        lambda worker: worker.leaves.filter(ended_on__isnull=True).exists(),
    ),
    "exclude": Act(
        gettext_lazy("Ask not to count in the certification rate"),
        ReasonForm,
        lambda worker, said, by: services.request_exclusion(
            worker=worker, reason=said["reason"], starts_on=said["on"], by=by
        ),
        lambda worker: (
            worker.is_on_duty and not worker.exclusions.filter(state__in=["requested", "confirmed"]).exists()
        ),
    ),
    "count": Act(
        gettext_lazy("Count in the certification rate again"),
        DayForm,
        lambda worker, said, by: services.end_exclusion(
            exclusion=worker.exclusions.get(state__in=["requested", "confirmed"]), by=by, **said
        ),
        lambda worker: worker.exclusions.filter(state__in=["requested", "confirmed"]).exists(),
    ),
    "end": Act(
        gettext_lazy("End of employment"),
        LeavingForm,
        lambda worker, said, by: services.end_employment(
            worker=worker, on=said["on"], kind=LeftKind(said["kind"]), by=by
        ),
    ),
    "rehire": Act(
        gettext_lazy("Hire again"),
        UnitForm,
        lambda worker, said, by: services.rehire(person=worker.person, by=by, **said),
        lambda worker: not worker.is_on_duty,
    ),
}


@roles_required(*PEOPLE_ROLES)
def worker(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Posts, leaves and exclusions of one person."""
    return _page(request, _find(request, public_id))


@require_POST
@roles_required(*OFFICER_ROLES)
def worker_act(request: HttpRequest, public_id: uuid.UUID, act: str) -> HttpResponse:
    """Record one thing; a refusal stands beside its form and loses nothing."""
    current = _find(request, public_id)
    if act not in ACTS:
        raise Http404
    if not can_manage_roster(request.user, current.unit):
        raise PermissionDenied
    form = ACTS[act].form(request.POST, units=kept_units(request.user), auto_id=f"{act}_%s")
    if form.is_valid():
        try:
            ACTS[act].write(current, form.cleaned_data, signed_in(request))
        except AccountsRefusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Recorded."))
            return redirect("accounts:worker", public_id)
    return _page(request, current, act, form)


def _find(request: HttpRequest, public_id: uuid.UUID) -> CommunityWorker:
    """The open employment of a person one sees, else the last one."""
    person: Person = get_object_or_404(visible_people(request.user).distinct(), public_id=public_id)
    rows = person.employments.select_related("person", "unit", "post_category", "grade_level")
    found = rows.order_by("left_on").filter(left_on__isnull=True).first() or rows.order_by("-left_on").first()
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest, current: CommunityWorker, tried: str = "", form: DayForm | None = None
) -> HttpResponse:
    person, units = current.person, kept_units(request.user)
    keeps = can_manage_roster(request.user, current.unit)
    acts = [
        {
            "name": name,
            "label": act.label,
            "is_open": name == tried,
            "form": form if name == tried else act.form(units=units, auto_id=f"{name}_%s"),
        }
        for name, act in ACTS.items()
        if keeps and act.is_offered(current)
    ]
    context = {
        "worker": current,
        "person": person,
        "acts": acts,
        "employments": _employments(request, person),
        "sign_in": User.objects.filter(person=person).first(),
        "can_code": activatable_workers(request.user).filter(pk=current.pk).exists(),
    }
    return render(request, "accounts/worker.html", context)


def _employments(request: HttpRequest, person: Person) -> QuerySet[CommunityWorker]:
    """Where the person worked, newest first; why somebody was away only those units read."""
    own = visible_workers(request.user).filter(person=person)
    leaves = LeaveSpell.objects.filter(worker__in=own)
    exclusions = DenominatorExclusion.objects.filter(worker__in=own)
    return person.employments.prefetch_related(
        "posts__unit", Prefetch("leaves", leaves), Prefetch("exclusions", exclusions)
    ).order_by("-hired_on")


@roles_required(*OFFICER_ROLES)
def exclusions(request: HttpRequest) -> HttpResponse:
    """Who is not counted in the certification rate, and who asks for it."""
    rows = visible_exclusions(request.user).select_related("worker__person", "worker__unit", "requested_by")
    waiting = list(rows.filter(state="requested").order_by("requested_at"))
    for row in waiting:
        row.can_decide = can_decide_exclusion(request.user, row.worker)  # type: ignore[attr-defined]
    decided = rows.exclude(state="requested").order_by("-decided_at", "-pk")[:100]
    return page(request, "accounts/exclusions.html", {"waiting": waiting, "decided": decided})


@require_POST
@roles_required(*OFFICER_ROLES)
def exclusion_decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm or refuse; only the district."""
    exclusion = get_object_or_404(visible_exclusions(request.user), pk=pk)
    if not can_decide_exclusion(request.user, exclusion.worker):
        raise PermissionDenied
    try:
        services.decide_exclusion(
            exclusion=exclusion,
            by=signed_in(request),
            is_confirmed=request.POST.get("decision") == "confirm",
            note=request.POST.get("note", "")[:200],
        )
        messages.success(request, _("Recorded."))
    except AccountsRefusal as refusal:
        messages.error(request, str(refusal))
    return redirect("accounts:exclusions")
