"""The same change to several activities at once."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rendir.foundation.core.fields import TextField
from rendir.plan.planning.forms.fields import NamesField, action_type_field, periods_field, stages_field
from rendir.plan.planning.rules.bulk import Bulk, Mode

_ALL = [(one.value, one.label) for one in Mode]
_SINGLE = [(one.value, one.label) for one in (Mode.KEEP, Mode.ONLY, Mode.LIKE_FIRST)]


def _mode(label: object, choices: Sequence[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False)  # type: ignore[arg-type] # a lazy text


class BulkForm(forms.Form):
    """For each field: what to do with it, and with which value. What says «No cambiar» stays as it is."""

    stages_mode = _mode(_("Qué hacer con las etapas"), _ALL)
    stages = stages_field()
    periods_mode = _mode(_("Qué hacer con los cuatrimestres"), _ALL)
    periods = periods_field()
    responsibles_mode = _mode(_("Qué hacer con los responsables"), _ALL)
    responsibles = NamesField(label=_("Responsables"), required=False)
    product_mode = _mode(_("Qué hacer con la meta o producto"), _SINGLE)
    product = TextField(label=_("Meta o producto"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    action_type_mode = _mode(_("Qué hacer con el tipo de acción"), _SINGLE)
    action_type = action_type_field()

    def clean(self) -> dict[str, Any]:
        """A form that changes nothing, or adds nothing, was sent too early."""
        if not self.errors:
            if self.bulk().is_empty:
                self.add_error(None, _("Elija qué cambiar en al menos un campo."))
            for name in ("stages", "periods", "responsibles"):
                if self.cleaned_data[f"{name}_mode"] in (Mode.ADD, Mode.REMOVE) and not self.cleaned_data[name]:
                    self.add_error(name, _("Elija al menos uno."))
        return self.cleaned_data

    def bulk(self) -> Bulk:
        """The change as typed."""
        data = self.cleaned_data
        return Bulk(
            stages_mode=Mode(data["stages_mode"]),
            stages=frozenset(data["stages"]),
            periods_mode=Mode(data["periods_mode"]),
            periods=frozenset(data["periods"]),
            responsibles_mode=Mode(data["responsibles_mode"]),
            responsibles=data["responsibles"],
            product_mode=Mode(data["product_mode"]),
            product=data["product"] or None,
            action_type_mode=Mode(data["action_type_mode"]),
            action_type=data["action_type"] or None,
        )
