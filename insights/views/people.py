"""The people behind a number."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.models import Unit, User
from accounts.permissions import visible_people, visible_units
from insights.forms import DayForm, PeopleFilterForm
from insights.models import RateDefinition
from insights.permissions import can_see_names
from insights.services import (
    LISTS,
    SHEET_TYPE,
    current_definition,
    export_people,
    named_people,
    narrowed,
    qualifications_of,
    rate_of,
    reason_in_words,
)
from insights.unit_rate import UnitRate
from insights.wording import day_query, full_card
from lms.lib.requests import client_ip

if TYPE_CHECKING:
    from insights.querysets import ClassifiedPost

PAGE = 50


@login_required
def people(request: HttpRequest, code: str, which: str) -> HttpResponse:
    """Who stands behind one number of a unit."""
    unit = _named_unit(request, code, which)
    form = PeopleFilterForm(request.GET, unit=unit)
    asked = form.cleaned_data if form.is_valid() else {}
    on, definition = form.day, current_definition()
    rate = rate_of(unit=unit, on=on, definition=definition)
    rows = named_people(user=_user(request), unit=unit, which=which, on=on, definition=definition)
    rows = narrowed(rows, words=asked.get("q", "").strip(), within_unit=asked.get("area"))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    is_narrowed = bool(asked.get("q") or asked.get("area"))
    context = {
        "unit": unit,
        "which": which,
        "form": form,
        "on": on,
        "query": day_query(on, timezone.localdate()),
        "is_narrowed": is_narrowed,
        "page": page,
        "rows": _rows(page.object_list, on, definition, _user(request)),
        "headline": _headline(which, rate),
        "tabs": _tabs(unit, rate, on, which),
        "hidden": 0 if is_narrowed else _heads(rate)[which] - page.paginator.count,
        "card": full_card(rate, on, definition, today=timezone.localdate()),
    }
    return render(request, "insights/people.html", context)


@login_required
@require_POST
def export(request: HttpRequest, code: str, which: str) -> HttpResponse:
    """The list as a spreadsheet; the audit log remembers who took it."""
    unit = _named_unit(request, code, which)
    on = DayForm(request.POST).day
    data = export_people(
        user=_user(request),
        unit=unit,
        which=which,
        on=on,
        definition=current_definition(),
        ip_address=client_ip(request),
    )
    name = quote(f"{unit.name}-{list_name(which)}-{on:%Y%m%d}.xlsx")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return HttpResponse(data, content_type=SHEET_TYPE, headers=headers)


def _named_unit(request: HttpRequest, code: str, which: str) -> Unit:
    """The unit, 404 when out of sight; 403 for who may see its figures and not its names."""
    unit: Unit = get_object_or_404(visible_units(request.user), code=code)
    if which not in LISTS:
        raise Http404
    if not can_see_names(request.user, unit):
        raise PermissionDenied
    return unit


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def list_name(which: str) -> str:
    """The words for one of the lists."""
    return {
        "counted": _("Everybody counted"),
        "certified": _("Certified"),
        "missing": _("Not yet certified"),
        "waiting": _("Waiting for verification"),
        "excluded": _("Excluded"),
    }[which]


def _heads(rate: UnitRate) -> dict[str, int]:
    return {
        "counted": rate.denominator,
        "certified": rate.numerator,
        "missing": rate.uncertified,
        "waiting": rate.waiting,
        "excluded": rate.excluded,
    }


def _headline(which: str, rate: UnitRate) -> str:
    count = _heads(rate)[which]
    words = {
        "counted": ngettext("%(count)s person is counted", "%(count)s people are counted", count),
        "certified": ngettext("%(count)s person is certified", "%(count)s people are certified", count),
        "missing": ngettext(
            "%(count)s person is not yet certified", "%(count)s people are not yet certified", count
        ),
        "waiting": ngettext(
            "%(count)s person waits for verification", "%(count)s people wait for verification", count
        ),
        "excluded": ngettext("%(count)s person is not counted", "%(count)s people are not counted", count),
    }
    return words[which] % {"count": count}


def _tabs(unit: Unit, rate: UnitRate, on: dt.date, which: str) -> list[dict[str, object]]:
    query = day_query(on, timezone.localdate())
    return [
        {
            "label": list_name(key),
            "url": reverse("insights:people", kwargs={"code": unit.code, "which": key}) + query,
            "is_current": key == which,
            "count": count,
        }
        for key, count in _heads(rate).items()
    ]


def _rows(
    posts: Iterable["ClassifiedPost"], on: dt.date, definition: RateDefinition, user: User
) -> list[dict[str, object]]:
    shown = list(posts)
    held = qualifications_of(shown, on=on, definition=definition)
    # Who left and works in another unit now has a line here and no page.
    seen = set(visible_people(user).filter(pk__in=held).values_list("pk", flat=True))
    return [
        {
            "post": post,
            "worker": post.worker,
            "person": post.worker.person,
            "has_page": post.worker.person_id in seen,
            "qualifications": held[post.worker.person_id],
            "reason": reason_in_words(post.reason),
        }
        for post in shown
    ]
