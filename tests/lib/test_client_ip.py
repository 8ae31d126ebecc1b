"""Whose address counts, behind none, one and two proxies."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.test import RequestFactory

from lms.lib.requests import client_ip

PEER, VISITOR, INNER, FORGED = "10.0.0.1", "203.0.113.7", "10.0.0.2", "198.51.100.9"


def asked(forwarded: str = "") -> HttpRequest:
    request = RequestFactory().get("/")
    request.META["REMOTE_ADDR"] = PEER
    if forwarded:
        request.META["HTTP_X_FORWARDED_FOR"] = forwarded
    return request


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "", PEER),
        (0, FORGED, PEER),
        (1, VISITOR, VISITOR),
        (1, f"{FORGED}, {VISITOR}", VISITOR),
        (1, "", PEER),
        (1, "unknown", PEER),
        (1, "2001:db8::1", "2001:db8::1"),
        (2, f"{VISITOR}, {INNER}", VISITOR),
        (2, f"{FORGED}, {VISITOR}, {INNER}", VISITOR),
        (2, VISITOR, PEER),
    ],
)
def test_it_works(settings: Any, proxies: int, forwarded: str, expected: str) -> None:
    settings.TRUSTED_PROXY_COUNT = proxies
    assert client_ip(asked(forwarded)) == expected
    assert get_adapter().get_client_ip(asked(forwarded)) == expected


def test_nobody_asks() -> None:
    assert client_ip(None) is None
