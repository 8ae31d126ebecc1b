"""Who gets past the door of a page: 302 to sign in, 403 for a role that has no business there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.encoding import escape_uri_path

from accounts.models import Role, User
from accounts.permissions import has_role

View = Callable[..., HttpResponse]


def roles_required(*roles: Role) -> Callable[[View], View]:
    """Let in who holds one of the roles anywhere; rows are a matter of ``visible_*``."""

    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not has_role(request.user, *roles):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return inner

    return decorate


def signed_in(request: HttpRequest) -> User:
    """Return the user of a page that only signed-in people reach."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def as_download(data: bytes, name: str) -> HttpResponse:
    """Answer with an .xlsx."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{escape_uri_path(name)}"
    response["Cache-Control"] = "no-store"
    return response
