"""What is a name in one district and another name in the next."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


@register_setting(icon="site")
class DistrictSetting(BaseGenericSetting):
    """One row: what this installation calls itself and who is in charge.

    Since 2023 the duty for community workers moves between departments, so its name is data
    (``law_checklist`` G13), never a word in the code.
    """

    district_name = models.CharField(_("district"), max_length=60, default="宝山区")
    product_name = models.CharField(_("name of the product"), max_length=60, default="实训基地")
    body_in_charge = models.CharField(_("body in charge"), max_length=60, default="主管部门")
    academy_name = models.CharField(_("academy"), max_length=60, default="社区治理学院")
    support_phone = models.CharField(_("help line"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("district")
