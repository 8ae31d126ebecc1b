"""A roster file from upload to undo, as the officer sees it."""

from __future__ import annotations

import logging
import uuid
from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh
from kombu.exceptions import OperationalError

from accounts.exceptions import AccountsRefusal, RosterRefused
from accounts.forms.roster import ImportForm
from accounts.models import RosterImport
from accounts.models.roster import ImportState
from accounts.permissions import OFFICER_ROLES, kept_units, visible_imports
from accounts.services import request_apply, undo_import, upload_roster
from accounts.services.roster import UNDO_FOR
from accounts.services.roster_template import roster_template
from accounts.tasks import work_on_roster_import
from accounts.views.gates import as_download, roles_required, signed_in
from accounts.views.tabs import page
from lms.lib.sheets import write_sheet

log = logging.getLogger(__name__)
_BUSY = (
    ImportState.CHECK_QUEUED,
    ImportState.CHECKING,
    ImportState.APPLY_QUEUED,
    ImportState.APPLYING,
)


@roles_required(*OFFICER_ROLES)
def import_new(request: HttpRequest) -> HttpResponse:
    """Upload a file; below it, the earlier ones."""
    form = ImportForm(request.POST or None, request.FILES or None, units=kept_units(request.user))
    if request.method == "POST" and form.is_valid():
        roster_import = _upload(request, form)
        if roster_import is not None:
            _enqueue(roster_import)
            return redirect("accounts:import_detail", roster_import.public_id)
    earlier = visible_imports(request.user).select_related("unit", "uploaded_by__person")
    page_obj = Paginator(earlier, 20).get_page(request.GET.get("page"))
    return page(request, "accounts/import_new.html", {"form": form, "page_obj": page_obj})


def _upload(request: HttpRequest, form: ImportForm) -> RosterImport | None:
    said = form.cleaned_data
    try:
        return upload_roster(
            data=said["file"].read(),
            file_name=said["file"].name,
            unit=said["unit"],
            by=signed_in(request),
            as_of=said["as_of"],
        )
    except RosterRefused as refusal:
        form.add_error("file", str(refusal))
        return None


def _enqueue(roster_import: RosterImport) -> None:
    transaction.on_commit(partial(_send, roster_import.pk))


def _send(import_id: int) -> None:
    try:
        work_on_roster_import.delay(import_id)
    except (OperationalError, OSError):
        # The sweep finds it by its state.
        log.warning("no broker for roster import %s", import_id)


@roles_required(*OFFICER_ROLES)
def import_detail(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Where an import stands; asks again by itself while it works."""
    roster_import = _find(request, public_id)
    is_busy = roster_import.state in _BUSY
    applied = roster_import.applied_at
    is_undoable = roster_import.state == ImportState.APPLIED and applied is not None
    context = {
        "import": roster_import,
        "is_busy": is_busy,
        "steps_done": _BUSY.index(ImportState(roster_import.state)) if is_busy else len(_BUSY),
        "steps": len(_BUSY),
        "is_undoable": is_undoable and timezone.now() - (applied or timezone.now()) < UNDO_FOR,
        "errors": roster_import.report[:200],
        "good": sum(
            count
            for key, count in roster_import.counts.items()
            if key not in ("refused", "restored", "kept", "unchanged")
        ),
    }
    if not getattr(request, "htmx", False):
        return render(request, "accounts/import_detail.html", context)
    if not is_busy:
        # The title says the result too, so the page that was asking is loaded anew.
        return HttpResponseClientRefresh()
    return render(request, "accounts/_import_progress.html", context)


@require_POST
@roles_required(*OFFICER_ROLES)
def import_apply(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Write a checked import."""
    try:
        roster_import = request_apply(
            roster_import=_find(request, public_id), skip_bad_rows=request.POST.get("skip_bad_rows") == "1"
        )
        _enqueue(roster_import)
    except RosterRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("accounts:import_detail", public_id)


@require_POST
@roles_required(*OFFICER_ROLES)
def import_undo(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Take an import back."""
    try:
        undone = undo_import(roster_import=_find(request, public_id), by=signed_in(request))
        messages.success(request, _("%d people are as before.") % undone.restored)
    except AccountsRefusal as refusal:
        messages.error(request, str(refusal))
    return redirect("accounts:import_detail", public_id)


@roles_required(*OFFICER_ROLES)
def import_template(request: HttpRequest) -> HttpResponse:
    """The file to fill in."""
    return as_download(roster_template(), "社区工作者名册模板.xlsx")


@roles_required(*OFFICER_ROLES)
def import_errors(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """What is wrong, as a sheet to work through."""
    rows = [
        [line["row"], line["column"], line["message"], line["value"]]
        for line in _find(request, public_id).report
    ]
    data = write_sheet(
        name="错误清单", headers=["行", "列", "问题", "原内容"], rows=rows, widths=[8, 16, 60, 30]
    )
    return as_download(data, "名册错误清单.xlsx")


def _find(request: HttpRequest, public_id: uuid.UUID) -> RosterImport:
    rows = visible_imports(request.user).select_related("unit", "uploaded_by__person")
    return get_object_or_404(rows, public_id=public_id)
