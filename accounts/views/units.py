"""The tree of units."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from accounts.exceptions import AccountsRefusal, UnitsRefused
from accounts.models import Role, Unit
from accounts.permissions import PEOPLE_ROLES, can_keep_units, visible_units
from accounts.roster_table import RowError
from accounts.services import close_unit, import_units, reopen_unit
from accounts.views.gates import roles_required, signed_in
from accounts.views.tabs import page
from lms.lib.sheets import MAX_BYTES


class UnitsForm(forms.Form):
    """A list of units."""

    file = forms.FileField(
        label=gettext_lazy("List of units"),
        help_text="编码、名称、类型、上级编码、启用日期、停用日期、计为街镇",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )


@roles_required(*PEOPLE_ROLES)
def units(request: HttpRequest) -> HttpResponse:
    """The tree with its people; the district imports, closes and reopens."""
    form = UnitsForm(request.POST or None, request.FILES or None)
    errors: list[RowError] = []
    keeps = can_keep_units(request.user)
    if request.method == "POST" and keeps and form.is_valid():
        errors = _import(request, form)
        if not errors and not form.errors:
            return redirect("accounts:units")
    tree = _tree(visible_units(request.user))
    return page(
        request, "accounts/units.html", {"tree": tree, "form": form, "errors": errors, "keeps": keeps}
    )


def _tree(rows: Any) -> list[dict[str, Any]]:
    """Street-towns with what lies below; people are counted once, in one query."""
    own = rows.annotate(people=Count("workers", filter=Q(workers__left_on__isnull=True)))
    tree: list[dict[str, Any]] = []
    for unit in cast("list[Any]", own):
        if unit.depth <= 2 or not tree:
            tree.append({"unit": unit, "below": [], "people": unit.people, "areas": 0})
        else:
            tree[-1]["below"].append(unit)
            tree[-1]["people"] += unit.people
            tree[-1]["areas"] += unit.kind == "residential_area" and unit.closed_on is None
    if tree and tree[0]["unit"].depth == 1:
        tree[0]["people"] = sum(entry["people"] for entry in tree)
        tree[0]["areas"] = sum(entry["areas"] for entry in tree)
    return tree


def _import(request: HttpRequest, form: UnitsForm) -> list[RowError]:
    file = form.cleaned_data["file"]
    try:
        result = import_units(data=file.read(MAX_BYTES + 1), by=signed_in(request))
    except UnitsRefused as refusal:
        form.add_error("file", str(refusal))
        return []
    if not result.errors:
        messages.success(request, _("%(created)d units are new, %(updated)d changed.") % dict(result.counts))
    return result.errors


@require_POST
@roles_required(Role.DISTRICT_OFFICER)
def unit_state(request: HttpRequest, code: str) -> HttpResponse:
    """Close a unit, or take that back."""
    unit: Unit = get_object_or_404(visible_units(request.user), code=code)
    try:
        _change(unit, request)
    except AccountsRefusal as refusal:
        messages.error(request, str(refusal))
    return redirect("accounts:units")


def _change(unit: Unit, request: HttpRequest) -> None:
    if request.POST.get("act") == "reopen":
        reopen_unit(unit=unit, by=signed_in(request))
    else:
        close_unit(unit=unit, by=signed_in(request))
