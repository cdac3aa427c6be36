"""The days that count, the terms, and the count of a term."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from rendir.foundation.core.widgets import DateInput
from rendir.foundation.organization.models import CalendarException, ExceptionKind
from rendir.foundation.organization.terms import TERMS, Term, TermGroup, TermUnit, TermValue

_EARLIEST, _LATEST = date(2000, 1, 1), date(2099, 12, 31)
_LONGEST = timedelta(days=366)
_MOST_DAYS = 250
_WRONG = _("Escriba una fecha entre el 1 de enero de 2000 y el 31 de diciembre de 2099.")

_KINDS = (
    (ExceptionKind.CLOSED, _("Día no hábil local: la entidad no atiende y el día no cuenta.")),
    (ExceptionKind.SUSPENDED, _("Suspensión de términos: los días no cuentan, aunque la entidad atienda.")),
    (ExceptionKind.OPENED, _("Sábado hábil: ese sábado la entidad atiende y el día cuenta.")),
)


class DayField(forms.DateField):
    """A day of this century: a year mistyped is told at once."""

    widget = DateInput
    default_validators = [MinValueValidator(_EARLIEST, _WRONG), MaxValueValidator(_LATEST, _WRONG)]


class DaysForm(forms.Form):
    """Days that count otherwise than in the rest of the country: new ones, or a correction with its reason."""

    kind = forms.ChoiceField(label=_("Qué pasa esos días"), choices=_KINDS, widget=forms.RadioSelect)
    starts_on = DayField(label=_("Primer día"))
    ends_on = DayField(label=_("Último día"), required=False, help_text=_("Vacío si es un solo día."))
    motive = forms.CharField(
        label=_("Motivo"), max_length=200, help_text=_("Por ejemplo: «Día cívico: aniversario del municipio».")
    )
    act = forms.CharField(
        label=_("Acto que lo dispone"), max_length=200, help_text=_("Por ejemplo: «Decreto 045 de 2021».")
    )
    why = forms.CharField(
        label=_("¿Por qué se corrige?"), max_length=300, help_text=_("Queda en el registro, junto a lo que había.")
    )
    expected = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, known: CalendarException | None) -> None:  # noqa: ANN401 - Django's own
        super().__init__(data, initial=_initial(known))
        if known is None:
            del self.fields["why"], self.fields["expected"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        starts = data.get("starts_on")
        ends = data["ends_on"] = data.get("ends_on") or starts
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("Termina antes de empezar."))
        elif starts and ends and ends - starts > _LONGEST:
            self.add_error("ends_on", _("Es más de un año. Revise las dos fechas."))
        return data


def _initial(known: CalendarException | None) -> dict[str, Any]:
    if known is None:
        return {"kind": ExceptionKind.CLOSED}
    ends_on = known.ends_on if known.ends_on != known.starts_on else None
    names = ("kind", "starts_on", "motive", "act")
    return {**{name: getattr(known, name) for name in names}, "ends_on": ends_on, "expected": known.version}


class WhyForm(forms.Form):
    """Why something is withdrawn, and which version of it was seen."""

    expected = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(
        label=_("¿Por qué se retira?"), max_length=300, help_text=_("Lo retirado se conserva, con esta razón.")
    )


class TermForm(forms.Form):
    """The value of a term from a day on."""

    value = forms.IntegerField()
    starts_on = DayField(label=_("Desde"), help_text=_("Lo que empezó antes conserva el término que tenía."))
    reason = forms.CharField(label=_("¿Por qué cambia?"), max_length=300)
    norm = forms.CharField(
        label=_("Norma o acto"), max_length=200, help_text=_("Por ejemplo: «Acta 3 del Comité de Gestión».")
    )

    def __init__(self, data: Any = None, *, term: Term, now: TermValue, today: date) -> None:  # noqa: ANN401 - Django's own
        super().__init__(data, initial={"value": now.value, "starts_on": today})
        self.fields["value"] = _value_field(term.unit)


def _value_field(unit: TermUnit) -> forms.Field:
    if unit == TermUnit.YES_NO:
        return forms.TypedChoiceField(
            label=_("Valor"), choices=[(1, _("Sí")), (0, _("No"))], coerce=int, widget=forms.RadioSelect
        )
    least, most = unit.bounds
    return forms.IntegerField(label=unit.label, min_value=least, max_value=most)


class DayForm(forms.Form):
    """On which day."""

    dia = DayField(label=_("Vigentes el día"))


class CountForm(forms.Form):
    """From which day, and how much: a term of the catalogue, or so many working days."""

    desde = DayField(
        label=_("Día cero"),
        help_text=_("El del hecho: la recepción, el corte, la audiencia. Se cuenta desde el siguiente."),
    )
    termino = forms.ChoiceField(label=_("Término"), required=False)
    dias = forms.IntegerField(label=_("O cuántos días hábiles"), required=False, min_value=1, max_value=_MOST_DAYS)

    def __init__(self, data: Any = None, *, initial: dict[str, Any]) -> None:  # noqa: ANN401 - Django's own
        super().__init__(data, initial=initial)
        field = self.fields["termino"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
        field.choices = [("", _("Elija uno")), *_groups()]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and bool(data.get("termino")) == bool(data.get("dias")):
            self.add_error("termino", _("Elija un término o escriba cuántos días: uno de los dos."))
        return data


def _groups() -> list[tuple[str, list[tuple[str, str]]]]:
    timed = [one for one in TERMS if one.unit.leads_to_a_day]
    groups = [(group.label, [(str(one.key), one.title) for one in timed if one.group == group]) for group in TermGroup]
    return [(label, terms) for label, terms in groups if terms]
