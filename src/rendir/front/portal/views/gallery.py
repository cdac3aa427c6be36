"""The gallery: every component of the interface in all its states, for those who write pages."""

from datetime import date
from decimal import Decimal

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from rendir.foundation.accounts.access import requires
from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.core.charts import Point, ProgressLine
from rendir.foundation.core.components.shapes import Area, Band, Bar, Download, Fact, Link, Row, Share, Step, Task


class ExampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Nombre de la actividad", help_text="Empiece con un verbo: «Publicar», «Reunir».")
    mail = forms.EmailField(label="Correo de la dependencia")
    goal = forms.IntegerField(label="Cuántas personas espera", min_value=1)
    unit = forms.ChoiceField(label="Dependencia", choices=[("", "Elija una"), ("1", "Planeación"), ("2", "Hacienda")])
    product = forms.CharField(label="Producto", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    stage = forms.ChoiceField(
        label="Etapa", choices=[("1", "Diseño"), ("2", "Ejecución")], widget=forms.RadioSelect, help_text="Elija una."
    )
    periods = forms.MultipleChoiceField(
        label="Períodos", choices=[("1", "Enero a abril"), ("2", "Mayo a agosto")], widget=forms.CheckboxSelectMultiple
    )
    support = forms.FileField(label="Archivo de soporte", required=False, help_text="PDF, Excel o imagen.")
    agree = forms.BooleanField(label="Revisé que no hay datos personales", required=False)


class FilmForm(forms.Form):
    """A file that may be large, and the identity that it gets when it was sent piece by piece."""

    film = forms.FileField(label="Grabación de la reunión", required=False, help_text="Hasta 100 MB, por partes.")
    upload = forms.CharField(widget=forms.HiddenInput, required=False)


@requires(Perm.ENTER_DESK)
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component; a test refuses one that is missing here."""
    return render(request, "portal/gallery.html", examples())


def examples() -> dict[str, object]:
    """What the components of the gallery are given."""
    return {
        **_links(),
        **_year(),
        "blank_form": ExampleForm(prefix="blank"),
        "wrong_form": ExampleForm(
            {"wrong-name": "Feria", "wrong-mail": "planeacion", "wrong-goal": "0"}, prefix="wrong"
        ),
        "film_form": FilmForm(prefix="film"),
        "progress_line": ProgressLine(
            label="Vía terciaria mejorada",
            first=date(2020, 1, 1),
            last=date(2023, 12, 31),
            target=Decimal(60),
            measured=(Point(date(2020, 12, 31), Decimal("6.5")), Point(date(2021, 8, 31), Decimal("18.3"))),
            expected=(Point(date(2020, 12, 31), Decimal(10)), Point(date(2021, 8, 31), Decimal("23.3"))),
            unit="kilómetros",
        ),
        "page_of_many": Paginator(range(1, 1201), 25).page(6),
        "query": {"componente": "dialogo"},
        "facts": [
            Fact("Responsable", "Oficina de Comunicaciones"),
            Fact("Producto", "Calendario publicado", note="Se entrega una vez, al final del período."),
            Fact("Fecha de cierre", ""),
        ],
        "chat_text": "Mi trabajo, 15 de octubre:\n1. Responder la pregunta VC-3F9Q\n2. Cerrar la transmisión",
    }


def _links() -> dict[str, object]:
    return {
        "trail": [Link("Inicio", "/"), Link("Cronograma 2021", "/2021/cronograma/"), Link("I4", "")],
        "tabs": [
            Link("Tabla", "?vista=tabla", current=True, count=29),
            Link("Línea de tiempo", "?vista=tiempo"),
            Link("Por dependencia", "?vista=dependencia", count=12),
        ],
        "downloads": [
            Download("#excel", "Excel", "para filtrar", 24_600),
            Download("#word", "Word", "para editar", 61_000),
            Download("#pdf", "PDF", "para imprimir", 1_420_000),
            Download("#csv", "CSV", "datos abiertos"),
        ],
        "tasks": [
            Task(
                "Responder: «¿Por qué cerró la emisora?»",
                "12 oct",
                "no-cumplida",
                Link("Responder", "#"),
                "Día 16 de 15",
            ),
            Task(
                "Transmisión de octubre", "19 oct", "por-vencer", Link("Cerrar la edición", "#"), "12 preguntas tomadas"
            ),
            Task("Evidencia de la cuña radial", "13 oct", "devuelta", Link("Corregir", "#"), "Falta el certificado"),
        ],
    }


def _year() -> dict[str, object]:
    return {
        "areas": [
            Area("Comuna 1", "M40 40L480 20L460 240L60 220Z", "1", (260, 130), "#", "ok"),
            Area("Comuna 2", "M480 20L960 60L940 380L460 240Z", "2", (720, 180), "#", "due"),
            Area("Corregimiento El Roble", "M60 220L460 240L940 380L120 400Z"),
        ],
        "shares": [
            Share("cumplidas", 28, "ok"),
            Share("por vencer", 2, "due"),
            Share("no cumplidas", 6, "bad"),
            Share("aún no debían estar", 15, "plain"),
        ],
        "steps": [
            Step("Aprestamiento", "organizarse", "done", "enero a marzo", "#aprestamiento"),
            Step("Diseño", "decidir cómo", "done", "febrero a abril"),
            Step("Preparación", "producir la información", "done", "mayo a agosto"),
            Step("Ejecución", "informar y dialogar", "now", "junio a noviembre"),
            Step("Seguimiento", "evaluar y corregir", "todo", "noviembre y diciembre"),
        ],
        "bands": [
            Band("Información", "informacion", _information_rows()),
            Band(
                "Diálogo", "dialogo", [Row("Ferias de la gestión", [Bar(9, 12, "septiembre a diciembre")], "#", "D6")]
            ),
        ],
        "demo_day": date(2021, 10, 15),
    }


def _information_rows() -> list[Row]:
    return [
        Row("Formar el equipo que lidera", [Bar(1, 4, "enero a abril, cumplida", "ok")], "#", "I2"),
        Row(
            "Priorizar los temas",
            [Bar(5, 8, "mayo a agosto, no cumplida", "bad"), Bar(9, 12, "por vencer", "due")],
            "#",
            "I4",
        ),
        Row(
            "Comunicados de prensa",
            [Bar(5, 8, "mayo a agosto, cumplida", "ok"), Bar(9, 12, "aún no debe estar", "plain")],
        ),
    ]
