"""The zones of the territory: one, the end of one, and a whole list of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rendir.foundation.core.fields import TextField
from rendir.foundation.core.versioned import VersionedForm
from rendir.foundation.core.widgets import DateInput, PlainSelect
from rendir.foundation.organization.drawing import Contour, from_json
from rendir.foundation.organization.models import Zone, ZoneKind
from rendir.foundation.organization.queries import PlacedZone


class ZoneForm(VersionedForm):
    """What a zone is, its name and where it is; of `zone`, or of a new one. `places`: where it may be."""

    kind = forms.ChoiceField(label=_("Qué es"), choices=ZoneKind.choices, widget=PlainSelect)
    name = forms.CharField(
        label=_("Nombre"),
        max_length=120,
        help_text=_("Sin repetir qué es: «La Palma», no «Vereda La Palma»."),
        error_messages={"required": _("Escriba el nombre de la zona.")},
    )
    parent = forms.ChoiceField(label=_("Queda en"), required=False, widget=PlainSelect)
    code = forms.CharField(
        label=_("Código"), required=False, max_length=20, help_text=_("El del DANE o el del plan de ordenamiento.")
    )
    starts_on = forms.DateField(
        label=_("Existe desde"), required=False, widget=DateInput, help_text=_("Solo si se creó hace poco.")
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 - Django's own signature
        *,
        places: Sequence[PlacedZone],
        zone: Zone | None = None,
        inside: str = "",
    ) -> None:
        initial: dict[str, Any] = {"parent": inside}
        if zone:
            initial = {name: getattr(zone, name) for name in ("kind", "name", "code", "starts_on")}
            initial["parent"] = zone.parent.public_id if zone.parent else ""
        super().__init__(data, version=zone.version if zone else None, initial=initial)
        self.places = {one.zone.public_id: one.zone for one in places}
        field = self.fields["parent"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - narrows for the type checker
        field.choices = [
            ("", _("Ninguna: directamente en el municipio")),
            *((one.zone.public_id, one.path) for one in places),
        ]

    def values(self) -> dict[str, Any]:
        """What was typed, with the zone it is in as a zone."""
        names = ("kind", "name", "code", "starts_on")
        return {name: self.cleaned_data[name] for name in names} | {
            "parent": self.places.get(self.cleaned_data["parent"])
        }


class EndZoneForm(VersionedForm):
    """Until when a zone existed, and why."""

    on = forms.DateField(
        label=_("Existió hasta"), widget=DateInput, error_messages={"required": _("Escriba el último día.")}
    )
    reason = TextField(
        label=_("¿Por qué?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Por ejemplo: «Se unió a la Comuna 2, Acuerdo 012 de 2021». Queda en el registro."),
        error_messages={"required": _("Escriba por qué dejó de existir.")},
    )


class DrawingForm(forms.Form):
    """A map, or (`drawn`) what was read of it and which zone each shape is of."""

    file = forms.FileField(
        label=_("Mapa en GeoJSON"),
        required=False,
        help_text=_("Un archivo .geojson o .json con el contorno de cada zona. Hasta 20 MB."),
        widget=forms.FileInput(attrs={"accept": ".geojson,.json"}),
    )
    drawn = forms.JSONField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        if not self.errors and not self.cleaned_data.get("file") and not self.cleaned_data.get("drawn"):
            self.add_error("file", _("Elija el archivo con el mapa."))
        return self.cleaned_data

    def clean_drawn(self) -> tuple[Contour, ...]:
        """The contours that the page holds, looked at as anything that comes from outside."""
        kept = self.cleaned_data["drawn"]
        try:
            return tuple(from_json(one) for one in kept or [])
        except (TypeError, ValueError) as error:
            raise forms.ValidationError(_("El mapa no llegó completo. Elija el archivo otra vez.")) from error


class ShapesForm(forms.Form):
    """Which zone each shape of a map is of; each zone once."""

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 - Django's own signature
        *,
        labels: Sequence[str],
        zones: Sequence[PlacedZone],
        matched: Mapping[int, str],
    ) -> None:
        super().__init__(data, initial={f"{place}": zone for place, zone in matched.items()}, prefix="forma")
        self.zones = {one.zone.public_id: one.zone for one in zones}
        choices = [("", _("No dibujarla")), *((one.zone.public_id, one.path) for one in zones)]
        for place, label in enumerate(labels):
            self.fields[f"{place}"] = forms.ChoiceField(
                label=label or _("Sin nombre"), choices=choices, required=False, widget=PlainSelect
            )

    def clean(self) -> dict[str, Any]:
        """Two shapes are not of one zone."""
        taken: set[str] = set()
        for name, zone in list(self.cleaned_data.items()):
            if zone and zone in taken:
                self.add_error(name, _("Esta zona ya se escogió para otra figura."))
            taken.add(zone)
        return self.cleaned_data

    def chosen(self) -> dict[int, Zone]:
        """The zone of each shape that has one."""
        return {int(name): self.zones[zone] for name, zone in self.cleaned_data.items() if zone}


class OutlineForm(forms.Form):
    """A list of zones, to be looked at and then written down."""

    text = forms.CharField(
        label=_("La lista"),
        strip=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false"}),
        help_text=_(
            "Una zona en cada línea. Lo que queda dentro de otra va debajo y con sangría, o después de un punto y coma."
        ),
        error_messages={"required": _("Pegue o escriba la lista.")},
    )
    apply = forms.BooleanField(required=False, widget=forms.HiddenInput)
