"""Forms wear the product's face: label, help and error beside each field."""

from django.forms.renderers import TemplatesSetting


class FaceFormRenderer(TemplatesSetting):
    """Renders ``{{ form }}`` and ``{{ field.as_field_group }}`` with our component templates."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
