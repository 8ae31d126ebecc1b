"""Chinese is complete: a string of ours without a translation fails here."""

from tests.messages import leftovers


def test_no_string_is_left_untranslated() -> None:
    missing = [f"{entry.occurrences[0][0]}: {entry.msgid!r}" for entry in leftovers()]
    assert missing == [], "run script/messages and fill in the catalogues"
