"""The door."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode


def admin_login(request: HttpRequest) -> HttpResponse:
    """Send Wagtail's sign-in to ours, keeping where one wanted to go.

    Whoever is signed in and still lands here has no back office: the door would send them straight
    back, for ever.
    """
    if request.user.is_authenticated:
        raise PermissionDenied
    wanted = request.GET.get("next") or reverse("wagtailadmin_home")
    return redirect(f"{reverse('account_login')}?{urlencode({'next': wanted})}")


def admin_password(request: HttpRequest) -> HttpResponse:
    """Send Wagtail's password reset to ours."""
    return redirect("account_reset_password")


def admin_change_password(request: HttpRequest) -> HttpResponse:
    """Send Wagtail's password change to ours."""
    return redirect("account_change_password")
