"""How the page looks to this visitor: theme and elder mode, remembered in cookies."""

from typing import Any

from django.http import HttpRequest

THEME_COOKIE = "theme"
ELDER_COOKIE = "elder"
THEMES = ("auto", "light", "dark")


def face(request: HttpRequest) -> dict[str, Any]:
    """Give every template ``theme`` (auto, light, dark) and ``elder`` (bool)."""
    theme = request.COOKIES.get(THEME_COOKIE, "auto")
    return {
        "theme": theme if theme in THEMES else "auto",
        "elder": request.COOKIES.get(ELDER_COOKIE) == "1",
    }
