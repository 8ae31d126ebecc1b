"""What static/js/exam.js says; the placeholders in braces are filled in by the browser."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def script_words() -> dict[str, str]:
    """Return the sentences of the exam's script in the visitor's language."""
    return {
        "saved": _("Saved {time}"),
        "saving": _("Saving…"),
        "pending": _("{count} answers to send, none is lost"),
        "signedOut": _("You are signed out. Your answers are kept here and are sent once you sign in again."),
        "signIn": _("Sign in again"),
        "stale": _("This question was answered again elsewhere. The newer answer {answer} is shown."),
        "staleEmpty": _("This question was changed elsewhere. The newer answer, none, is shown."),
        "minutesLeft": _("{minutes} minutes left"),
        "timeUp": _("Time is up, handing in…"),
        "waitForAnswers": _(
            "{count} answers are not sent yet. Stay on this page; they go as soon as the network is back."
        ),
        "flagFailed": _("The mark was not kept; try again when the network is back."),
        "answered": _("answered"),
        "empty": _("no answer"),
        "flagged": _("to look at again"),
        "flag": _("Look at again"),
        "unflag": _("Marked to look at again"),
        "question": _("Question {number}"),
        "of": _("of {total}"),
        "single": pgettext("item type", "Single choice"),
        "multiple": pgettext("item type", "Multiple choice"),
        "points": _("{points} points"),
        "partial": _("{partial} for each right option if some are missing, none with a wrong one"),
        "next": _("Next"),
        "toSheet": _("Finish"),
    }
