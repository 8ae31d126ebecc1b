"""Filtering and counting the catalogue; pure: cards in, cards and counts out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

FACETS: Final = ("programme", "scene", "task", "shift", "issue")


@dataclass
class Card:
    """One course in the catalogue: the page, its current edition, and how far one is."""

    page: Any
    edition: Any
    enrolment: Any
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether there is something to learn now."""
        return self.edition is not None


def matching(cards: Sequence[Card], chosen: Mapping[str, str], *, leave_out: str = "") -> list[Card]:
    """Cards that hold every chosen word; an empty word does not narrow."""
    narrowing = {facet: word for facet, word in chosen.items() if word and facet != leave_out}
    return [
        card for card in cards if all(word in card.words.get(facet, ()) for facet, word in narrowing.items())
    ]


def counts(cards: Sequence[Card], chosen: Mapping[str, str]) -> dict[str, Counter[str]]:
    """For each facet, how many cards each word would leave, the other choices kept."""
    return {
        facet: Counter(
            word for card in matching(cards, chosen, leave_out=facet) for word in card.words.get(facet, ())
        )
        for facet in FACETS
    }
