"""Response headers that depend on the path."""

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class ContentSecurityPolicyByPathMiddleware(CSPMiddleware):
    """The strict policy everywhere; for a listed prefix the policy that the setting gives it.

    Wagtail's admin emits inline scripts and styles without a nonce, so it has a policy of its own
    (``CONTENT_SECURITY_POLICY_BY_PREFIX``).
    """

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """Return the parts django-csp builds the header from."""
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only:
            for prefix, directives in settings.CONTENT_SECURITY_POLICY_BY_PREFIX.items():
                if request.path_info.startswith(prefix):
                    parts.config, parts.nonce = dict(directives), None
        return parts
