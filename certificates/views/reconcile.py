"""A whole official list at once."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from certificates import services
from certificates.exceptions import CertificatesRefusal
from certificates.forms import ListForm
from certificates.models import Outcome, Reconciliation, ReconciliationRow
from certificates.permissions import visible_reconciliations
from certificates.views.files import sheet_response
from certificates.views.queue import Tab, officer_of
from lms.lib.sheets import MAX_BYTES, write_sheet

PER_PAGE = 100
# The columns as the office writes them, whatever the language of the page.
HEADINGS = ["姓名", "级别", "证书编号", "取得日期"]


@login_required
@require_http_methods(["GET", "POST"])
def reconcile(request: HttpRequest) -> HttpResponse:
    """Upload a list; the comparison changes nothing."""
    user = officer_of(request)
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            data = upload.read(MAX_BYTES + 1)
            made = services.reconcile_official_list(data=data, file_name=upload.name, by=user)
        except CertificatesRefusal as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("certificates:reconciliation", public_id=made.public_id)
    earlier = visible_reconciliations(user)[:10]
    return render(request, "certificates/reconcile.html", {"form": form, "earlier": earlier})


@login_required
def reconcile_template(request: HttpRequest) -> HttpResponse:
    """An empty list with the right headings and two lines that show how."""
    officer_of(request)
    lines = [
        ["林示例", "助理社会工作师", "20230453100000001", "2023-09-01"],
        ["陈示例", "社会工作师", "20230453100000002", "2023-09-01"],
    ]
    content = write_sheet(name="名单", headers=HEADINGS, rows=lines, widths=[12, 24, 28, 14])
    return sheet_response(content, "官方名单模板.xlsx")


def _mine(request: HttpRequest, public_id: UUID) -> Reconciliation:
    return get_object_or_404(visible_reconciliations(officer_of(request)), public_id=public_id)


@login_required
def reconciliation(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What the list means, by outcome; the matched ones can be confirmed."""
    whole = _mine(request, public_id)
    found = [outcome for outcome in Outcome if whole.counts.get(outcome)]
    asked = request.GET.get("outcome") or (found[0] if found else Outcome.MATCHED)
    rows = whole.rows.filter(outcome=asked).select_related("qualification")
    here = reverse("certificates:reconciliation", args=[public_id])
    tabs = [
        Tab(str(outcome.label), f"{here}?outcome={outcome.value}", outcome == asked, whole.counts[outcome])
        for outcome in found
    ]
    return render(
        request,
        "certificates/reconciliation.html",
        {
            "reconciliation": whole,
            "matched": whole.counts.get(Outcome.MATCHED, 0),
            "tabs": tabs,
            "page_obj": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        },
    )


@login_required
@require_POST
def reconciliation_apply(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Confirm the matched ones."""
    whole = services.apply_reconciliation(reconciliation=_mine(request, public_id), by=officer_of(request))
    many, left = whole.applied_count, whole.counts.get(Outcome.MATCHED, 0) - whole.applied_count
    messages.success(request, ngettext("%d confirmed.", "%d confirmed.", many) % many)
    if left:
        messages.warning(
            request,
            ngettext("%d changed meanwhile and was left.", "%d changed meanwhile and were left.", left)
            % left,
        )
    return redirect("certificates:reconciliation", public_id=public_id)


@login_required
def reconciliation_report(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The whole result as .xlsx, a line a row of the list."""
    whole = _mine(request, public_id)
    content = write_sheet(
        name=_("Result"),
        headers=[
            _("Row"),
            _("Name"),
            _("Level"),
            _("Number (masked)"),
            _("Issue date"),
            _("Outcome"),
            _("Note"),
        ],
        rows=[_cells(row) for row in whole.rows.all()],
        widths=[8, 12, 24, 20, 14, 22, 40],
    )
    return sheet_response(content, f"{_('Result')}-{whole.uploaded_at:%Y%m%d}.xlsx")


def _cells(row: ReconciliationRow) -> list[object]:
    done = _("Confirmed") if row.is_applied else row.refusal
    return [
        row.position or "—",
        row.name,
        row.get_level_display(),
        row.number_masked,
        row.issued_on.isoformat() if row.issued_on else "",
        row.get_outcome_display(),
        row.note or done,
    ]
