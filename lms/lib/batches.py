"""Long lists in pieces that a database takes at once."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

Element = TypeVar("Element")


def batches(elements: Sequence[Element], size: int) -> Iterator[Sequence[Element]]:
    """Yield the elements in order, at most ``size`` at a time."""
    for start in range(0, len(elements), size):
        yield elements[start : start + size]
