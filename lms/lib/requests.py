"""Who asks, and how often."""

from django.core.cache import cache
from django.http import HttpRequest


def client_ip(request: HttpRequest | None) -> str | None:
    """Return the address of the nearest peer; a proxy in front must set ``REMOTE_ADDR``."""
    return (request.META.get("REMOTE_ADDR") or None) if request is not None else None


def is_too_often(request: HttpRequest, *, what: str, limit: int, seconds: int) -> bool:
    """Count one act of this address and return whether it is beyond ``limit`` within ``seconds``."""
    key = f"often:{what}:{client_ip(request)}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) > limit
    except ValueError:
        # It expired between the two calls: this is the first act of a new span.
        return False
