"""From the data of an explanation to a sentence; pure.

An entry stores *what* explains it (``{"kind": "course_completed", …}``), not the words, so that
the words can be bettered and translated without touching the ledger.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

Explanation = Mapping[str, Any]


def _course_completed(data: Explanation) -> str:
    words = {
        "title": data["title"],
        "lessons": data["lessons"],
        "minutes": data["minutes"],
        "asked": "".join(_(" and passed “%(name)s”") % {"name": name} for name in data.get("passed", [])),
    }
    counted = (
        _("Finished %(lessons)s lessons of “%(title)s”%(asked)s: the online part counts %(minutes)s minutes.")
        % words
    )
    rest = data.get("credited_minutes", 0) - data["minutes"]
    return counted + (
        _(" The other %(rest)s minutes come from sessions and practicum.") % {"rest": rest}
        if rest > 0
        else ""
    )


def _countered(data: Explanation) -> str:
    return _("Takes back the entry of %(day)s: %(reason)s") % {"day": data["day"], "reason": data["reason"]}


SENTENCES: Final[dict[str, Callable[[Explanation], str]]] = {
    "course_completed": _course_completed,
    "countered": _countered,
}


def explain(data: Explanation) -> str:
    """Return the sentence; an explanation of an unknown kind shows its own ``text``."""
    writer = SENTENCES.get(str(data.get("kind", "")))
    return writer(data) if writer else str(data.get("text", ""))
