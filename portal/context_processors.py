"""What the shell around every page needs to know."""

from typing import Any

from django.http import HttpRequest

from portal.navigation import entries_for


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give every template ``navigation``: the entries of this visitor's bar, at most five on a phone."""
    user = getattr(request, "user", None)
    return {"navigation": entries_for(user, request.path) if user is not None else []}
