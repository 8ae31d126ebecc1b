"""Error pages: designed, with the true status, and unable to make things worse."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from lms.lib import error_views
from lms.urls import handler400, handler403, handler404, handler500, urlpatterns  # noqa: F401  (Django reads them here)
from tests.accounts.factories import make_worker_user


def _breaks(request: object) -> HttpResponse:
    raise RuntimeError("broken on purpose")


def _suspects(request: object) -> HttpResponse:
    raise SuspiciousOperation


def _forbids(request: object) -> HttpResponse:
    raise PermissionDenied


urlpatterns = [
    path("breaks/", _breaks),
    path("suspects/", _suspects),
    path("forbids/", _forbids),
    *urlpatterns,
]
BROKEN = override_settings(ROOT_URLCONF=__name__, DEBUG=False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "status", "words"),
    [
        ("/no-such-page/", 404, "没有这一页"),
        ("/forbids/", 403, "不在你的权限内"),
        ("/suspects/", 400, "没有读懂"),
        ("/breaks/", 500, "这一页出错了"),
    ],
)
def test_it_works(url: str, status: int, words: str) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(make_worker_user())

    with BROKEN:
        response = client.get(url)

    assert response.status_code == status
    assert words in response.content.decode()


@pytest.mark.django_db
def test_a_form_without_its_token_is_explained() -> None:
    response = Client(enforce_csrf_checks=True).post("/face/", {"elder": "1"})

    assert response.status_code == 403
    assert "过期" in response.content.decode()


@pytest.mark.django_db
def test_a_file_missing_from_the_manifest_keeps_the_404(tmp_path: Path) -> None:
    """With hashed names and no collected files each static address raises."""
    storages = {
        "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        "private": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    with override_settings(STORAGES=storages, STATIC_ROOT=tmp_path, DEBUG=False):
        response = Client(raise_request_exception=False).get("/no-such-page/")

    assert response.status_code == 404
    assert "实训基地" in response.content.decode()


def test_the_500_page_needs_no_database() -> None:
    """Without a database mark any query raises."""
    response = error_views.server_error(RequestFactory().get("/"))

    assert response.status_code == 500
    assert "/static/css/base.css" in response.content.decode()
