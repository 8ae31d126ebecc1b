"""Drawing a paper: pure and repeatable by its seed."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Candidate:
    """One item version that may be drawn; ``seen`` counts the person's earlier papers that held it."""

    version_id: int
    chapter: str
    seen: int


def draw(candidates: Iterable[Candidate], count: int, rng: random.Random) -> list[int]:
    """Return ``count`` version ids: least seen first, spread over the chapters, in random order.

    Returns fewer where there are fewer candidates. The same candidates and seed give the same paper.
    """
    by_chapter: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in sorted(candidates, key=lambda one: one.version_id):
        by_chapter[candidate.chapter].append(candidate)
    ranked: list[tuple[int, int, float, int]] = []
    for chapter in sorted(by_chapter):
        pile = by_chapter[chapter]
        rng.shuffle(pile)
        pile.sort(key=lambda one: one.seen)
        # The rank inside its chapter makes the chapters take turns.
        ranked += [(one.seen, rank, rng.random(), one.version_id) for rank, one in enumerate(pile)]
    chosen = [version_id for *_order, version_id in sorted(ranked)[:count]]
    rng.shuffle(chosen)
    return chosen


def shuffled(letters: Sequence[str], rng: random.Random) -> list[str]:
    """Return the option letters in the order in which this attempt shows them."""
    order = list(letters)
    rng.shuffle(order)
    return order
