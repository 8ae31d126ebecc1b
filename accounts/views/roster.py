"""The list of workers, its export, and the codes for their first sign-in."""

from __future__ import annotations

import uuid
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.forms.roster import RosterFilterForm
from accounts.models import Person
from accounts.permissions import (
    OFFICER_ROLES,
    PEOPLE_ROLES,
    activatable_workers,
    has_role,
    visible_people,
    visible_units,
    visible_workers,
)
from accounts.services import issue_activation_codes, record_act
from accounts.views.gates import as_download, roles_required, signed_in
from accounts.views.tabs import page
from lms.lib.masking import mask_phone
from lms.lib.sheets import write_sheet

_PAGE = 50
_SLIPS = 500
_HEADERS = (
    "工号",
    "姓名",
    "手机号",
    "街镇",
    "居民区",
    "岗位类别",
    "岗位等级",
    "学历",
    "出生年份",
    "入职日期",
    "状态",
    "离岗日期",
    "是否书记",
)


@roles_required(*PEOPLE_ROLES)
def roster(request: HttpRequest) -> HttpResponse:
    """People of one's units."""
    form = RosterFilterForm(request.GET, units=visible_units(request.user))
    workers = form.apply(visible_workers(request.user)).order_by("unit__path", "person__name", "pk")
    workers = workers.select_related("person", "unit", "post_category", "grade_level")
    page_obj = Paginator(workers, _PAGE).get_page(request.GET.get("page"))
    keeps = has_role(request.user, *OFFICER_ROLES)
    shown = [worker.person_id for worker in page_obj]
    # Who left and works in another unit now has a row here and no page.
    seen = set(visible_people(request.user).filter(pk__in=shown).values_list("pk", flat=True))
    return page(
        request,
        "accounts/roster.html",
        {"form": form, "page_obj": page_obj, "keeps": keeps, "is_filtered": bool(request.GET), "seen": seen},
    )


@roles_required(*OFFICER_ROLES)
def roster_export(request: HttpRequest) -> HttpResponse:
    """The same people as .xlsx; phones are masked unless asked for, and the asking is written down."""
    form = RosterFilterForm(request.GET, units=visible_units(request.user))
    workers = form.apply(visible_workers(request.user)).with_later_duty()
    workers = workers.order_by("unit__path", "person__name", "pk")
    with_phones = request.GET.get("phones") == "1"
    parents = {unit.path: unit.name for unit in visible_units(request.user)}
    rows = [
        _exported(worker, parents, with_phones)
        for worker in workers.select_related("person", "unit", "post_category", "grade_level")
    ]
    record_act(
        actor=signed_in(request),
        action="roster.exported",
        detail={"rows": len(rows), "with_phones": with_phones},
    )
    data = write_sheet(name="名册", headers=_HEADERS, rows=rows)
    return as_download(data, f"名册-{timezone.localdate():%Y%m%d}.xlsx")


def _exported(worker: Any, names: dict[str, str], with_phones: bool) -> list[Any]:
    person, unit = worker.person, worker.unit
    # The number of who works in another unit now is no longer this one's to hand on.
    phone = "" if worker.works_again else person.phone or ""
    street_town = names.get(unit.path[: 2 * unit.steplen], unit.name)
    return [
        person.employee_no,
        person.name,
        phone if with_phones or not phone else mask_phone(phone),
        street_town,
        unit.name if unit.depth > 2 else "",
        worker.post_category.name if worker.post_category else "",
        worker.grade_level.name if worker.grade_level else "",
        worker.get_education_display(),
        person.birth_year,
        worker.hired_on.isoformat(),
        "在岗" if worker.is_on_duty else worker.get_left_kind_display(),
        worker.left_on.isoformat() if worker.left_on else "",
        "是" if worker.is_party_secretary else "否",
    ]


@never_cache
@roles_required(*PEOPLE_ROLES)
def activation_codes(request: HttpRequest) -> HttpResponse:
    """Choose people, then codes shown once: a sheet of slips to print and cut, or an .xlsx."""
    form = RosterFilterForm(
        request.GET or {"state": "waiting"}, units=visible_units(request.user), auto_id="f_%s"
    )
    allowed = activatable_workers(request.user)
    if request.method == "POST":
        return _issue(request, allowed)
    workers = form.apply(allowed).order_by("unit__path", "person__name", "pk")
    page_obj = Paginator(workers.select_related("person", "unit"), _SLIPS).get_page(request.GET.get("page"))
    return page(request, "accounts/activation_codes.html", {"form": form, "page_obj": page_obj})


def _issue(request: HttpRequest, allowed: Any) -> HttpResponse:
    chosen = allowed.filter(person__public_id__in=_uuids(request.POST.getlist("person"))).order_by(
        "unit__path", "person__name"
    )
    workers = {worker.person_id: worker for worker in chosen.select_related("person", "unit")}
    people: list[Person] = [worker.person for worker in workers.values()]
    issued = issue_activation_codes(people=people, by=signed_in(request))
    slips = [{"issued": one, "unit": workers[one.person.pk].unit} for one in issued]
    if request.POST.get("as") == "xlsx":
        rows = [
            [
                slip["unit"].name,
                slip["issued"].person.name,
                slip["issued"].person.employee_no,
                slip["issued"].spaced,
                f"{slip['issued'].expires_at:%Y-%m-%d}",
            ]
            for slip in slips
        ]
        headers = ["单位", "姓名", "工号", "激活码", "有效期至"]
        return as_download(write_sheet(name=_("Activation codes"), headers=headers, rows=rows), "激活码.xlsx")
    host = urlsplit(settings.PUBLIC_URL).netloc
    return render(request, "accounts/slips.html", {"slips": slips, "host": host})


def _uuids(values: list[str]) -> list[uuid.UUID]:
    """Drop what is no identifier; a forged form finds nobody."""
    found = []
    for value in values[:_SLIPS]:
        with suppress(ValueError):
            found.append(uuid.UUID(value))
    return found
