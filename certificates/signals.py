"""Facts about certificates, told after commit."""

from django.dispatch import Signal

# kwargs: qualification. It counts from now on.
qualification_verified = Signal()
# kwargs: qualification. Anything about it changed: handed in, decided, mended, doubted, revoked.
qualification_changed = Signal()
