"""What a signed-in person meets first."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """The home of whatever role one has."""
    return render(request, "portal/home.html")


def style(request: HttpRequest) -> HttpResponse:
    """The living style page: every component, in every state."""
    return render(request, "portal/style.html")
