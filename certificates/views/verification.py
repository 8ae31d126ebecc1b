"""Anybody may ask whether a certificate is genuine; nobody learns more than that."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from certificates.forms import VerifyForm
from certificates.models import CourseCertificate
from certificates.numbers import read_issued
from lms.lib.requests import client_ip

# Enough for a person with a pile of paper, too few for a machine that guesses.
PER_MINUTE = 30


def verify_form(request: HttpRequest) -> HttpResponse:
    """Ask for the number."""
    form = VerifyForm(request.GET or None)
    if form.is_bound and form.is_valid():
        number = read_issued(form.cleaned_data["number"])
        if number:
            return redirect(reverse("certificates:verify", args=[number]))
        form.add_error("number", _("This is not a number of ours. Check it sign by sign."))
    return _hidden(render(request, "certificates/verify_form.html", {"form": form}))


def verify(request: HttpRequest, number: str) -> HttpResponse:
    """Say whether the certificate stands, with the name masked.

    What cannot be a number of ours is looked up like any other, so that its answer takes as long.
    """
    if _is_too_fast(request):
        return _hidden(render(request, "certificates/verify_later.html", status=429))
    spelt = read_issued(number) or ""
    certificate = CourseCertificate.objects.filter(number=spelt).first()
    return _hidden(
        render(
            request,
            "certificates/verify.html",
            {"certificate": certificate, "number": spelt or number[:40], "form": VerifyForm()},
            status=200 if certificate else 404,
        )
    )


def _is_too_fast(request: HttpRequest) -> bool:
    """Count the questions of one address in one minute."""
    key = f"verify:{client_ip(request)}"
    if cache.add(key, 1, timeout=60):
        return False
    try:
        return cache.incr(key) > PER_MINUTE
    except ValueError:  # expired between the two calls
        return False


def _hidden(response: HttpResponse) -> HttpResponse:
    """No search engine lists people's certificates."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    return response
