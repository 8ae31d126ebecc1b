"""What every signed-in request must pass before a view."""

import datetime as dt
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control

from accounts.models import User
from accounts.permissions import MANAGEMENT_ROLES, has_role
from accounts.services import end_expired_grants

_SEEN = "last_seen"
_WRITE_EVERY = dt.timedelta(minutes=5)


class SessionIdleMiddleware:
    """Signs out after a time without a request: 30 minutes in management, 2 hours for learners.

    GB/T 22239-2019, 7.1.4.1 b. The instant is written at most every five minutes, so that a page
    view does not cost a write.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sign out a session that slept too long, else note that it is awake."""
        if isinstance(request.user, User):
            now = timezone.now()
            seen = request.session.get(_SEEN)
            last = dt.datetime.fromisoformat(seen) if seen else now
            # The roles are read only when even the shortest limit has passed: saving an answer is lean.
            slept = now - last
            if slept > self._shortest() and slept > self._limit(request.user):
                logout(request)
            elif not seen or now - last > _WRITE_EVERY:
                request.session[_SEEN] = now.isoformat()
        is_private = isinstance(request.user, User)
        response = self.get_response(request)
        if is_private and not response.has_header("Cache-Control"):
            # A shared computer must not show the page again after the sign-out.
            patch_cache_control(response, private=True, no_store=True)
        return response

    @staticmethod
    def _shortest() -> dt.timedelta:
        return dt.timedelta(minutes=min(settings.SESSION_IDLE_MINUTES.values()))

    @staticmethod
    def _limit(user: User) -> dt.timedelta:
        kind = "staff" if user.is_superuser or has_role(user, *MANAGEMENT_ROLES) else "learner"
        # The instant is written every five minutes, so the limit is never undercut by that much.
        return dt.timedelta(minutes=settings.SESSION_IDLE_MINUTES[kind]) + _WRITE_EVERY


class BackOfficeRolesMiddleware:
    """Before a page of the back office: a role whose end has passed opens nothing there.

    Wagtail asks the groups, and those do not know of the end.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Close what has expired, then go on."""
        if isinstance(request.user, User) and request.path.startswith(reverse("wagtailadmin_home")):
            end_expired_grants(users=[request.user])
        return self.get_response(request)


class ActivationRequiredMiddleware:
    """Somebody who must choose a password sees that page and nothing else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Redirect to the password page, except from it, from sign-out and from static files."""
        user = request.user
        if isinstance(user, User) and user.must_change_password and not self._is_allowed(request.path):
            return redirect("account_change_password")
        return self.get_response(request)

    @staticmethod
    def _is_allowed(path: str) -> bool:
        allowed = (reverse("account_change_password"), reverse("account_logout"), settings.STATIC_URL)
        return path.startswith(allowed)
