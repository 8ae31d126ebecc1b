"""One's own ledger."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from credits.permissions import own_entries


@login_required
def ledger(request: HttpRequest) -> HttpResponse:
    """Every line of one's own ledger; each says in words why it stands there."""
    entries = own_entries(request.user)
    minutes = entries.total_minutes()
    context = {
        "entries": entries.select_related("rule", "countered_by"),
        "minutes": minutes,
        "hours": minutes // 60,
        "rest": minutes % 60,
        "today": timezone.localdate(),
    }
    return render(request, "credits/ledger.html", context)
