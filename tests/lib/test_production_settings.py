"""A real installation refuses to start half set up."""

from __future__ import annotations

import runpy

import pytest
from django.core.exceptions import ImproperlyConfigured

from lms.settings import environment

GIVEN = {
    "SECRET_KEY": "x",
    "FIELD_KEYS": ["x"],
    "FIELD_HASH_KEY": "x",
    "ALLOWED_HOSTS": ["lms.example"],
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "TRUSTED_PROXY_COUNT": 1,
}


def start(monkeypatch: pytest.MonkeyPatch, **changes: object) -> dict[str, object]:
    for name, value in (GIVEN | changes).items():
        monkeypatch.setattr(environment, name, value)
    return runpy.run_module("lms.settings.production")


def test_it_works(monkeypatch: pytest.MonkeyPatch) -> None:
    assert start(monkeypatch)["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1


@pytest.mark.parametrize("name", ["SECRET_KEY", "FIELD_KEYS", "FIELD_HASH_KEY", "ALLOWED_HOSTS", "REDIS_URL"])
def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=name):
        start(monkeypatch, **{name: ""})


def test_any_host_is_no_host(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured, match="ALLOWED_HOSTS"):
        start(monkeypatch, ALLOWED_HOSTS=["lms.example", "*"])
