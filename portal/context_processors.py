"""What the shell around every page needs to know."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from portal.navigation import Navigation, navigation_for


def shell(request: HttpRequest) -> dict[str, Any]:
    """Give every template ``navigation``, ``here`` (an address one can come back to) and ``feedback_url``."""
    user = getattr(request, "user", None)
    return {
        "navigation": navigation_for(user, request.path) if user is not None else Navigation(),
        # The answer to a post has no address to come back to.
        "here": request.get_full_path() if request.method in ("GET", "HEAD") else "",
        "feedback_url": reverse("accounts:feedback"),
    }
