"""What a person says of a file of contracts or budget, how contracts are looked for, and which goal is chosen."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rendir.foundation.core.fields import EitherFileField
from rendir.foundation.core.widgets import DateInput, PlainSelect
from rendir.information.goals.models import Goal
from rendir.information.spending.queries import (
    Asked,
    contract_years,
    goals_to_choose,
    goals_with_contracts,
    modalities,
)
from rendir.information.spending.rules.shapes import What


class BringForm(forms.Form):
    """A file: sent piece by piece (`upload`), or with the form."""

    use_required_attribute = False

    what = forms.ChoiceField(
        label=_("¿Qué trae?"),
        choices=[(one.value, one.label) for one in What],
        widget=forms.RadioSelect,
        error_messages={"required": _("Diga si trae contratos o presupuesto.")},
    )
    upload = forms.CharField(widget=forms.HiddenInput, required=False)
    document = EitherFileField(
        label=_("Archivo CSV o JSON"),
        widget=forms.FileInput(attrs={"accept": ".csv,.json,.jsonl,.txt"}),
        help_text=_(
            "Como se descarga de datos.gov.co, con sus columnas. Si la línea se cae, la carga sigue donde iba."
        ),
    )
    entity_code = forms.CharField(
        label=_("Código de la entidad en CUIPO"),
        required=False,
        max_length=20,
        help_text=_(
            "Solo para el presupuesto: el código CHIP, por ejemplo 210170001. Así se sabe qué filas son suyas."
        ),
    )
    cut_on = forms.DateField(
        label=_("Fecha de corte"),
        required=False,
        widget=DateInput,
        help_text=_("Solo para un presupuesto que no dice su periodo."),
    )

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        super().clean()
        if not self.cleaned_data.get("document") and not self.cleaned_data.get("upload") and not self.errors:
            self.add_error("document", _("Elija el archivo."))
        return self.cleaned_data


class ContractFilter(forms.Form):
    """What is looked for: words, a year, a modality, a goal."""

    q = forms.CharField(label=_("Palabras"), required=False, widget=forms.SearchInput, max_length=200)
    anio = forms.ChoiceField(label=_("Año"), required=False, widget=PlainSelect)
    modalidad = forms.ChoiceField(label=_("Modalidad"), required=False, widget=PlainSelect)
    meta = forms.ChoiceField(label=_("Meta del plan"), required=False, widget=PlainSelect)

    def __init__(self, data: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(data, auto_id="buscar-%s")
        goals = [(one.code, f"{one.code}. {one.name[:70]}") for one in goals_with_contracts()]
        self._choose("anio", [(str(year), str(year)) for year in contract_years()])
        self._choose("modalidad", [(one, one) for one in modalities()])
        self._choose("meta", goals)
        if not goals:
            del self.fields["meta"]

    def _choose(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
        field.choices = [("", _("Todas") if name != "anio" else _("Todos")), *choices]

    def asked(self, before: str) -> Asked:
        """What is asked and can be; what cannot be asks nothing."""
        self.is_valid()
        said = self.cleaned_data
        return Asked(
            words=said.get("q", ""),
            year=int(said["anio"]) if said.get("anio") else None,
            modality=said.get("modalidad", ""),
            goal=said.get("meta", ""),
            before=cursor_read(before),
        )


def cursor_read(written: str) -> tuple[date, int] | None:
    """Where a page ended, as `queries.cursor_of` writes it; None where it says nothing that makes sense."""
    day, _dash, pk = written.partition("-")
    if not (pk.isdecimal() and len(pk) < 19):
        return None
    try:
        return date.fromisoformat(day), int(pk)
    except ValueError:
        return None


class TieForm(forms.Form):
    """Which goal."""

    goal = forms.ModelChoiceField(
        label=_("Meta a la que aporta"),
        queryset=Goal.objects.none(),
        empty_label=_("Escoja una meta"),
        widget=PlainSelect,
        error_messages={"required": _("Escoja una meta.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **options)
        field = self.fields["goal"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - narrows for the type checker
        field.queryset = goals_to_choose()


class UntieForm(forms.Form):
    """Which link goes."""

    link = forms.SlugField(max_length=12)
