"""What lies in the public folders is shown, not run; nothing else is reached."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def media(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = str(tmp_path)
    for name in (
        "images/a.png",
        "media/x.html",
        "media/x.js",
        "images/b.svg",
        "documents/s.txt",
        "media/v.mp4",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"content")
    return tmp_path


@pytest.mark.usefixtures("media")
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("images/a.png", 200),
        ("media/v.mp4", 200),
        ("media/x.html", 404),
        ("media/x.js", 404),
        ("images/b.svg", 404),
        ("documents/s.txt", 404),
        ("images/../documents/s.txt", 404),
        ("images/../../secrets/key", 404),
    ],
)
@pytest.mark.django_db
def test_it_works(path: str, status: int) -> None:
    response = Client().get(f"/media/{path}")

    assert response.status_code == status
    if status == 200:
        assert "sandbox" in response.headers["Content-Security-Policy"]
        b"".join(response.streaming_content)  # type: ignore[attr-defined]
        response.close()
