"""What a person says of plans, goals, progress, links and rights, and how goals are searched."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rendir.foundation.core.fields import TextField
from rendir.foundation.core.versioned import VersionedForm
from rendir.foundation.core.widgets import DateInput, PlainSelect
from rendir.foundation.organization.models import Unit
from rendir.information.goals.actions.progress import Reported
from rendir.information.goals.models import Indicator, Line, Plan, Right
from rendir.information.goals.queries import PENDING, GoalsAsked, row_of
from rendir.information.goals.reference import sdg_goals, sdgs
from rendir.information.goals.rules.linking import Linking
from rendir.information.goals.rules.progress import Direction
from rendir.information.goals.rules.rows import ADDS_UP, CODE, GoalRow, read_reading

_ALL = ("", _("Todos"))
_ALL_F = ("", _("Todas"))


class GoalFilter(forms.Form):
    """Which goals are looked for: words, a line, an SDG, a right, a unit. What cannot be asks nothing."""

    q = forms.CharField(label=_("Palabras"), required=False, max_length=200, widget=forms.SearchInput)
    linea = forms.ChoiceField(label=_("Línea"), required=False, widget=PlainSelect)
    ods = forms.ChoiceField(label=_("ODS"), required=False, widget=PlainSelect)
    derecho = forms.ChoiceField(label=_("Derecho"), required=False, widget=PlainSelect)
    dependencia = forms.ChoiceField(label=_("Dependencia"), required=False, widget=PlainSelect)
    vinculo = forms.ChoiceField(label=_("Vínculo"), required=False, widget=PlainSelect)

    def __init__(
        self,
        data: Any,  # noqa: ANN401 - Django's own signature
        *,
        lines: Iterable[Line],
        rights: Iterable[Right],
        units: Iterable[Unit],
    ) -> None:
        super().__init__(data, auto_id="buscar-%s")
        offered: dict[str, list[tuple[Any, Any]]] = {
            "linea": [_ALL_F, *((one.code, str(one)) for one in lines)],
            "ods": [_ALL, *((one.number, f"{one.number}. {one.name}") for one in sdg_goals())],
            "derecho": [_ALL, *((one.code, one.name) for one in rights)],
            "dependencia": [_ALL_F, *((one.public_id, one.name) for one in units)],
            "vinculo": [
                _ALL_F,
                (PENDING, _("Pendientes de vincular")),
                *((one.value, one.label) for one in Linking),
            ],
        }
        for name, choices in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
            field.choices = choices

    def asked(self) -> GoalsAsked:
        """What is asked and can be."""
        self.is_valid()
        said = {name: value for name, value in self.cleaned_data.items() if value}
        return GoalsAsked(
            text=said.get("q", ""),
            line=said.get("linea", ""),
            sdg=said.get("ods", ""),
            right=said.get("derecho", ""),
            unit=said.get("dependencia", ""),
            linking=said.get("vinculo", ""),
        )


class PlanForm(VersionedForm):
    """The plan's name, years and act. The years of a plan that is there do not change."""

    name = forms.CharField(
        label=_("Nombre del plan"),
        max_length=250,
        help_text=_("Como lo adoptó el concejo, por ejemplo «Plan de Desarrollo Villa Clara florece»."),
        error_messages={"required": _("Escriba el nombre del plan.")},
    )
    first_year = forms.IntegerField(label=_("Primer año"), min_value=2000, max_value=2100)
    last_year = forms.IntegerField(label=_("Último año"), min_value=2000, max_value=2100)
    adopted_by = forms.CharField(
        label=_("Acto que lo adoptó"), max_length=200, required=False, help_text=_("Por ejemplo «Acuerdo 008 de 2020».")
    )

    def __init__(self, data: Any = None, *, plan: Plan | None = None) -> None:  # noqa: ANN401 - Django's own signature
        initial: dict[str, Any] = {"name": plan.name, "adopted_by": plan.adopted_by} if plan else {}
        super().__init__(data, version=plan.version if plan else None, initial=initial)
        if plan:
            del self.fields["first_year"], self.fields["last_year"]


class ReasonForm(VersionedForm):
    """Why something is done."""

    reason = TextField(
        label=_("¿Por qué?"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Escriba por qué.")},
    )


class GoalForm(VersionedForm):
    """A goal with one of its indicators, as a row of the plan."""

    code = forms.RegexField(
        rf"\A(?:{CODE.pattern})\Z",
        label=_("Código de la meta"),
        max_length=40,
        help_text=_("No cambia después: es la dirección de su página."),
        error_messages={"required": _("Escriba el código."), "invalid": _("Use letras, números, punto o guion.")},
    )
    name = TextField(
        label=_("Meta"), widget=forms.Textarea(attrs={"rows": 2}), error_messages={"required": _("Escriba la meta.")}
    )
    line_code = forms.CharField(label=_("Código de la línea"), max_length=40)
    line = forms.CharField(label=_("Línea estratégica"), max_length=300)
    programme_code = forms.CharField(label=_("Código del programa"), max_length=40)
    programme = forms.CharField(label=_("Programa"), max_length=300)
    product_code = forms.CharField(label=_("Código de producto (MGA)"), max_length=20, required=False)
    product = forms.CharField(label=_("Producto"), max_length=300, required=False)
    unit = forms.CharField(
        label=_("Dependencia responsable"), max_length=250, required=False, help_text=_("Como está en «Dependencias».")
    )
    indicator_code = forms.CharField(label=_("Código de indicador"), max_length=20, required=False)
    indicator = forms.CharField(label=_("Indicador"), max_length=400)
    measured_in = forms.CharField(label=_("Unidad de medida"), max_length=120)
    baseline = forms.DecimalField(
        label=_("Línea base"), required=False, help_text=_("De dónde se parte. En blanco: sin dato, que no es cero.")
    )
    baseline_year = forms.IntegerField(label=_("Año de la línea base"), required=False, min_value=1990, max_value=2100)
    target = forms.DecimalField(label=_("Meta del cuatrienio"))
    due_on = forms.DateField(label=_("A más tardar"), widget=DateInput)
    reading = forms.ChoiceField(
        label=_("Cómo se cuenta"),
        widget=PlainSelect,
        choices=[(ADDS_UP, _("Se suma: lo de cada año se agrega")), *((one.label, one.label) for one in Direction)],
        help_text=_("Aumentar y Reducir van de la línea base a la meta; Mantener cuida que no baje de ella."),
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 - Django's own signature
        *,
        plan: Plan,
        indicator: Indicator | None = None,
    ) -> None:
        self.plan, self.known = plan, indicator
        initial: dict[str, Any] = {"due_on": date(plan.last_year, 12, 31)}
        if indicator:
            row = row_of(indicator)
            initial = {name: getattr(row, name) for name in self.base_fields if hasattr(row, name)}
            initial["reading"] = row.told_as
            initial |= {f"year_{year}": value for year, value in row.years.items()}
            initial |= {f"money_{year}": value for year, value in row.money.items()}
        super().__init__(data, version=indicator.goal.version if indicator else None, initial=initial)
        if indicator:
            del self.fields["code"]
        for year in plan.all_years:
            self.fields[f"year_{year}"] = forms.DecimalField(
                label=_("Meta de %(year)s") % {"year": year}, required=False
            )
            self.fields[f"money_{year}"] = forms.DecimalField(
                label=_("Recursos de %(year)s, en pesos") % {"year": year}, required=False, min_value=0
            )

    def row(self) -> GoalRow:
        """What was typed, as a row."""
        said = self.cleaned_data
        direction, adds_up = read_reading(said["reading"]) or (Direction.UP, False)
        names = [name for name in self.base_fields if name not in {"reading", "expected", "code"}]
        return GoalRow(
            code=self.known.goal.code if self.known else said["code"],
            direction=direction,
            is_cumulative=adds_up,
            years=self._yearly("year"),
            money=self._yearly("money"),
            **{name: said[name] for name in names},
        )

    def _yearly(self, name: str) -> dict[int, Decimal]:
        found = {year: self.cleaned_data[f"{name}_{year}"] for year in self.plan.all_years}
        return {year: value for year, value in found.items() if value is not None}


class ProgressForm(forms.Form):
    """What an indicator was at a cut."""

    cut_on = forms.DateField(label=_("Fecha de corte"), widget=DateInput)
    value = forms.DecimalField(label=_("Valor"), required=False)
    money = forms.DecimalField(
        label=_("Recursos ejecutados en el año, en pesos"),
        required=False,
        min_value=0,
        help_text=_("Lo que va del año hasta el corte. En blanco: sin dato."),
    )
    source = forms.CharField(
        label=_("Fuente"),
        max_length=250,
        help_text=_("De dónde sale el dato, por ejemplo «Registros de la Secretaría»."),
        error_messages={"required": _("Diga de dónde sale el dato.")},
    )
    note = TextField(label=_("Observación"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: Any = None, *, indicator: Indicator, today: date) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(data, initial={"cut_on": today})
        self.fields["value"].help_text = (
            _("%(unit)s en lo que va del año hasta el corte. En blanco: sin dato.")
            if indicator.is_cumulative
            else _("%(unit)s que había el día del corte. En blanco: sin dato.")
        ) % {"unit": indicator.measured_in}

    def told(self) -> Reported:
        """What was typed."""
        return Reported(**self.cleaned_data)


class TieForm(forms.Form):
    """One more link of a goal: an SDG or a target of one, or a right."""

    sdg = forms.ChoiceField(label=_("ODS o meta de los ODS"), required=False, widget=PlainSelect)
    right = forms.ChoiceField(label=_("Derecho"), required=False, widget=PlainSelect)
    note = forms.CharField(label=_("Nota"), max_length=300, required=False, help_text=_("Por qué se vincula."))

    def __init__(self, data: Any = None, *, rights: Sequence[Right]) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(data, auto_id="vincular-%s")
        self.rights = {one.code: one for one in rights}
        sdg, right = self.fields["sdg"], self.fields["right"]
        assert isinstance(sdg, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
        assert isinstance(right, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
        sdg.choices = [("", _("Ninguno")), *((one.number, one.label) for one in sdgs().values())]
        right.choices = [("", _("Ninguno")), *((one.code, f"{one.name} ({one.norm})") for one in rights)]

    def clean(self) -> dict[str, Any]:
        """At least one of the two."""
        super().clean()
        if not self.errors and not self.cleaned_data.get("sdg") and not self.cleaned_data.get("right"):
            self.add_error("sdg", _("Escoja un ODS o un derecho."))
        return self.cleaned_data


class RightForm(VersionedForm):
    """A right of the catalogue."""

    code = forms.SlugField(
        label=_("Código"), max_length=40, help_text=_("Corto y sin espacios, por ejemplo «ley-1618-5».")
    )
    name = forms.CharField(label=_("Derecho"), max_length=200)
    norm = forms.CharField(
        label=_("Norma que lo reconoce"),
        max_length=200,
        help_text=_("Con su artículo: «Ley 1618 de 2013, artículo 5»."),
    )
    words = forms.CharField(
        label=_("Palabras que lo proponen"),
        max_length=400,
        required=False,
        help_text=_("Si una meta las nombra, se sugiere el vínculo. Una persona lo acepta."),
    )

    def __init__(self, data: Any = None, *, right: Right | None = None) -> None:  # noqa: ANN401 - Django's own signature
        initial = {name: getattr(right, name) for name in ("name", "norm", "words")} if right else {}
        super().__init__(data, version=right.version if right else None, initial=initial)
        if right:
            del self.fields["code"]


class PublishAlignmentForm(forms.Form):
    """What the person read, and why it is published again."""

    seen = forms.CharField(widget=forms.HiddenInput)
    reason = TextField(
        label=_("¿Qué cambia frente a la versión anterior?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Se publica con la alineación. La versión anterior se conserva."),
    )

    def __init__(self, data: Any = None, *, seen: str, is_again: bool) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(data, initial={"seen": seen})
        if not is_again:
            del self.fields["reason"]
