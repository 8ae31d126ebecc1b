"""What happened here, in the past tense, sent after commit."""

from typing import Final

from django.dispatch import Signal

# Sent with the keyword ``attempt``, once, when it is handed in or its time is up.
attempt_submitted: Final = Signal()
