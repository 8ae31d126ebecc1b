"""Who asks, and how often."""

from ipaddress import ip_address

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


def client_ip(request: HttpRequest | None) -> str | None:
    """Return the address of who asks; ``TRUSTED_PROXY_COUNT`` proxies stand in front of us.

    Each of them appends the address that it sees to X-Forwarded-For, so what counts is that many
    places from the right; whatever stands further left the visitor may have written. Too few places
    or no address there: the nearest peer.
    """
    if request is None:
        return None
    return _forwarded(request) or request.META.get("REMOTE_ADDR") or None


def _forwarded(request: HttpRequest) -> str | None:
    count: int = settings.TRUSTED_PROXY_COUNT
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if not 0 < count <= len(hops):
        return None
    try:
        return str(ip_address(hops[-count].strip()))
    except ValueError:
        return None


def is_too_often(request: HttpRequest, *, what: str, limit: int, seconds: int) -> bool:
    """Count one act of this address and return whether it is beyond ``limit`` within ``seconds``."""
    key = f"often:{what}:{client_ip(request)}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) > limit
    except ValueError:
        # It expired between the two calls: this is the first act of a new span.
        return False
