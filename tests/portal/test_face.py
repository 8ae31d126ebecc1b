"""The switches of the face: remembered, safe, and the same colours in both ways of being dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

FACE = reverse("portal:face")


def test_it_works(client: Client) -> None:
    response = client.post(FACE, {"elder": "1", "next": "/style/?page=2"})

    assert response.headers["Location"] == "/style/?page=2"
    assert response.cookies["elder"].value == "1"
    assert response.cookies["elder"]["max-age"] == 365 * 24 * 3600


@pytest.mark.parametrize(
    "wanted", ["https://example.org/", "//example.org/", "javascript:alert(1)", "", "\\\\x"]
)
def test_it_goes_nowhere_else(client: Client, wanted: str) -> None:
    response = client.post(FACE, {"theme": "dark", "next": wanted})

    assert response.headers["Location"] == reverse("portal:home")


def test_it_refuses_unknown_values_and_reading(client: Client) -> None:
    assert not client.post(FACE, {"theme": "pink", "elder": "2"}).cookies
    assert client.get(FACE).status_code == 405


def test_dark_by_device_and_by_choice_are_the_same_colours() -> None:
    css = (Path(settings.BASE_DIR) / "static" / "css" / "tokens.css").read_text()
    chosen = re.search(r'\[data-theme="dark"\] \{(.*?)\}', css, re.S)
    by_device = re.search(r":root:not\(\[data-theme\]\) \{(.*?)\}", css, re.S)
    assert chosen is not None
    assert by_device is not None

    assert chosen[1].split() == by_device[1].split()


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4


# What stands on what; text needs 4.5, the edge of a field 3.
PAIRS = [
    *(
        ("ink", ground, 4.5)
        for ground in ("paper", "surface", "sunken", "river-wash", "seal-wash", "amber-wash")
    ),
    *((ink, ground, 4.5) for ink in ("ink-2", "ink-3") for ground in ("paper", "surface", "sunken")),
    *(("seal", ground, 4.5) for ground in ("paper", "surface", "seal-wash")),
    *(("river", ground, 4.5) for ground in ("paper", "surface", "river-wash", "sunken")),
    *(("amber", ground, 4.5) for ground in ("paper", "surface", "amber-wash")),
    ("seal-ink", "seal", 4.5),
    ("seal-ink", "seal-deep", 4.5),
    ("river-ink", "river", 4.5),
    *(("line-strong", ground, 3) for ground in ("paper", "surface", "sunken")),
    *(("focus", ground, 3) for ground in ("paper", "surface")),
    ("clay", "surface", 3),
]


@pytest.mark.parametrize("look", ["light", "dark"])
def test_every_pair_of_colours_can_be_read(look: str) -> None:
    css = (Path(settings.BASE_DIR) / "static" / "css" / "tokens.css").read_text()
    light, dark = css.split('[data-theme="light"]')[0], css.split('[data-theme="dark"] {')[1].split("}")[0]
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", light if look == "light" else dark))

    weak = [
        f"{ink} on {ground}"
        for ink, ground, least in PAIRS
        if _contrast(colours[ink], colours[ground]) < least
    ]

    assert weak == []
