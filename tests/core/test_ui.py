"""The components as templates use them: what they refuse, what they say, how they tie things together."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import Context, Template, TemplateSyntaxError
from django.utils.safestring import SafeString, mark_safe

from rendir.foundation.core.components import actions, figures, layout, marks, tables
from rendir.foundation.core.components import forms as questions
from rendir.foundation.core.components.shapes import Area, Band, Bar, Download, Fact, Link, Row, Share, Step, Task
from rendir.foundation.core.templatetags.ui import WrongUse


def render(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


def tight(html: str) -> str:
    """The markup without the line breaks of its templates, which a browser does not show either."""
    return re.sub(r"\s*\n\s*", "", html)


class Question(forms.Form):
    name = forms.CharField(label="Nombre", help_text="Como está en el acta.")
    stage = forms.ChoiceField(label="Etapa", choices=[("1", "Diseño")], widget=forms.RadioSelect, required=False)
    kept = forms.BooleanField(label="Guardar", required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> None:
        if self.data.get("kept"):
            raise forms.ValidationError("El plan está cerrado.")


class Film(forms.Form):
    film = forms.FileField(label="Grabación", help_text="Hasta 100 MB.")
    upload = forms.CharField(widget=forms.HiddenInput, required=False)


def test_a_large_file_names_where_its_pieces_go_and_keeps_what_was_sent() -> None:
    form = Film({"upload": "abc"})
    html = render('{% file_field form.film form.upload resumable="/cargas/" %}', form=form)
    assert re.search(r'<input type="file" name="film" data-resumable="/cargas/"[^>]* id="id_film"', html)
    assert '<input type="hidden" name="upload" value="abc" id="id_upload">' in html
    assert ("Hasta 100 MB." in html, "Este campo es obligatorio" in html, "(opcional)" in html) == (True, True, False)
    assert re.search(r"<script type=\"module\" src=\"/static/js/upload\.js\"></script>", html)


def test_an_unknown_attribute_is_refused_when_the_page_is_read() -> None:
    with pytest.raises(TemplateSyntaxError, match="'button' received unexpected keyword argument 'colour'"):
        Template('{% load ui %}{% button "Guardar" colour="red" %}')


def test_a_missing_attribute_is_refused() -> None:
    with pytest.raises(TemplateSyntaxError, match="'of'"):
        Template('{% load ui %}{% figure 28 label="Cumplidas" %}')


@pytest.mark.parametrize(
    ("use", "complaint"),
    [
        (lambda: actions.button("Guardar", kind="blue"), "button: kind='blue' is none of 'primary'"),
        (lambda: marks.state("hecha"), "state: value='hecha' is none of 'cumplida'"),
        (lambda: layout.notice(SafeString(""), tone="back"), "notice: tone='back' is none of 'info'"),
    ],
)
def test_a_value_a_component_does_not_know_is_refused(use: Callable[[], str], complaint: str) -> None:
    with pytest.raises(WrongUse, match=complaint):
        use()


def test_what_a_person_typed_is_escaped() -> None:
    assert actions.link_button("<b>", "/?a=1&b=2") == (
        '<a class="button button-primary" href="/?a=1&amp;b=2">&lt;b&gt;</a>'
    )


def test_a_button_carries_what_its_form_needs() -> None:
    html = actions.button("Retirar", kind="danger", name="paso", value="retirar", confirm="¿Retirar?", about="I4")
    assert html == (
        '<button class="button button-danger" type="submit" name="paso" value="retirar" data-confirm="¿Retirar?">'
        'Retirar<span class="visually-hidden"> I4</span></button>'
    )


@pytest.mark.parametrize(
    ("value", "word", "tone"),
    [
        ("cumplida", "Cumplida", "ok"),
        ("por-vencer", "Por vencer", "due"),
        ("no-cumplida", "No cumplida", "bad"),
        ("aun-no", "Aún no debe estar", "plain"),
        ("devuelta", "Devuelta", "back"),
    ],
)
def test_a_state_is_a_word_a_shape_and_a_colour(value: str, word: str, tone: str) -> None:
    html = tight(render("{% state value %}", value=value))
    assert html.startswith(f'<span class="tag state tone-{tone}"><svg class="shape"')
    assert html.endswith(f"</svg>{word}</span>")


def test_a_state_with_another_label_still_says_its_word() -> None:
    assert tight(marks.state("por-vencer", label="19 oct")).endswith(
        '</svg><span class="visually-hidden">Por vencer: </span>19 oct</span>'
    )


def test_a_period_mark_says_its_period_and_hides_its_letter_from_the_ear() -> None:
    assert marks.period_mark("programada", period="Enero a abril", letter="X") == (
        '<span class="period-mark tone-info"><span aria-hidden="true">X</span>'
        '<span class="visually-hidden">Enero a abril: Programada</span></span>'
    )


def test_a_component_heading_says_its_name_and_its_note() -> None:
    assert marks.component_heading("dialogo", note="9 actividades", level=3) == (
        '<h3 class="component-heading of-dialogo">Diálogo '
        '<span class="component-heading-note">9 actividades</span></h3>'
    )


def test_a_figure_that_is_not_known_is_no_zero() -> None:
    html = figures.figure(None, label="Verificadas", of="aún no hay corte")
    assert '<span class="figure-unknown">sin dato</span>' in html
    assert figures.figure(0, label="Verificadas", of="de 36").count(">0<") == 1


def test_the_parts_of_a_proportion_fill_the_whole_and_are_said() -> None:
    html = figures.proportion([Share("sí", 1, "ok"), Share("no", 3, "bad"), Share("tarde", 0, "due")], label="Entregas")
    assert 'aria-label="Entregas: 1 sí, 3 no, 0 tarde"' in html
    assert html.count("<rect") == 2
    assert 'class="tone-bad" x="250" y="0" width="750"' in html


def test_a_proportion_of_nothing_draws_nothing() -> None:
    assert "<rect" not in figures.proportion([Share("sí", 0, "ok")], label="Entregas")


def test_a_page_header_shows_its_actions_unescaped_and_no_empty_box() -> None:
    assert '<div class="page-header-actions"><a>x</a></div>' in layout.page_header(mark_safe("<a>x</a>"), title="T")
    assert "page-header-actions" not in layout.page_header(mark_safe("\n "), title="T")


def test_the_last_breadcrumb_is_here_and_no_link() -> None:
    html = layout.breadcrumbs([Link("Inicio", "/"), Link("I4", "/x")])
    assert html.count("<a ") == 1
    assert '<li aria-current="page">I4</li>' in html


def test_tabs_mark_the_one_that_stands() -> None:
    html = layout.tabs([Link("Tabla", "?v=1", current=True, count=1204), Link("Tiempo", "?v=2")], label="Vistas")
    assert html.count("aria-current") == 1
    assert '<span class="count">1.204</span>' in html


def test_pages_keep_what_the_address_asks_for() -> None:
    page = Paginator(range(100), 10).page(5)
    html = layout.pagination(page, label="Páginas", query=QueryDict("etapa=a&etapa=b&pagina=5"))
    assert 'href="?etapa=a&amp;etapa=b&amp;pagina=4"' in html
    assert "41 a 50 de 100" in html


def test_one_page_needs_no_pagination() -> None:
    assert layout.pagination(Paginator([1], 10).page(1), label="Páginas") == ""


def test_a_download_says_its_format_what_it_is_for_and_its_size() -> None:
    html = layout.download_list(
        [Download("/a.xlsx", "Excel", "para filtrar", 24_600), Download("/a", "CSV")], label="D"
    )
    assert '<strong>Excel</strong> <span class="download-list-detail">para filtrar, 25 KB</span>' in html
    assert "<strong>CSV</strong></a>" in html


def test_an_empty_fact_says_it_is_not_known_and_a_zero_stays() -> None:
    html = layout.definition_list([Fact("Producto", ""), Fact("Personas", 0)])
    assert html.count("sin dato") == 1
    assert "<dd>0</dd>" in html


def test_a_task_ties_its_verb_to_what_it_is_about() -> None:
    html = layout.task_list([Task("I8", "13 oct", "devuelta", Link("Corregir", "/x"))], label="Debe")
    assert 'Corregir<span class="visually-hidden"> I8</span>' in html


def test_a_notice_is_announced_only_when_it_answers() -> None:
    assert 'role="status"' in render("{% notice tone='ok' live=True %}Listo{% endnotice %}")
    assert "role=" not in render("{% notice %}Listo{% endnotice %}")


def test_a_field_ties_label_hint_error_and_what_was_typed() -> None:
    html = questions.field(Question({"name": ""})["name"])
    assert '<label class="field-label" for="id_name">Nombre</label>' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_helptext"' in html
    assert 'id="id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'value="&lt;x&gt;"' in questions.field(Question({"name": "<x>"})["name"])


def test_a_group_of_choices_is_a_fieldset_with_its_legend() -> None:
    html = questions.field(Question()["stage"])
    assert html.startswith('<fieldset class="field field-group"')
    assert "<legend" in html
    assert "(opcional)" in html


def test_a_check_has_its_label_after_it() -> None:
    html = questions.field(Question()["kept"])
    assert html.index("<input") < html.index("<label")


def test_every_field_is_drawn_the_hidden_ones_too() -> None:
    html = questions.fields(Question())
    assert html.count('class="field ') == 3
    assert 'type="hidden" name="key"' in html


def test_the_summary_leads_to_each_question_and_takes_the_focus() -> None:
    html = questions.error_summary(Question({"kept": "1"}))
    assert '<a href="#id_name">Nombre: ' in html
    assert "<li>El plan está cerrado.</li>" in html
    assert "Hay 2 datos por corregir" in html
    assert "autofocus" in html
    assert questions.error_summary(Question({"name": "x"})) == ""


def test_a_group_with_an_error_is_reached_by_its_first_choice() -> None:
    class Choice(forms.Form):
        stage = forms.ChoiceField(label="Etapa", choices=[("1", "Diseño")], widget=forms.RadioSelect)

    assert 'href="#id_stage_0"' in questions.error_summary(Choice({}))


def test_a_question_that_is_a_sentence_is_not_said_before_its_error() -> None:
    class Sure(forms.Form):
        sure = forms.BooleanField(label="La revisé completa.", error_messages={"required": "Marque la confirmación."})

    assert '<a href="#id_sure">Marque la confirmación.</a>' in questions.error_summary(Sure({}))


def test_a_form_that_posts_carries_its_token_and_one_that_asks_does_not() -> None:
    assert 'name="csrfmiddlewaretoken" value="abc"' in render("{% form %}x{% endform %}", csrf_token="abc")
    assert "csrf" not in render("{% form method='get' %}x{% endform %}", csrf_token="abc")


def test_a_form_says_its_files_and_its_guard() -> None:
    html = render("{% form files=True guard=True action='/x' id='f' %}x{% endform %}")
    assert html.startswith(
        '<form class="form" method="post" action="/x" id="f" enctype="multipart/form-data" data-unsaved'
    )


def test_a_confirmation_names_the_act_and_the_way_back() -> None:
    html = render(
        '{% confirm title="¿Retirar?" label="Retirar" back="/x" %}<p>Ya</p>{% endconfirm %}', csrf_token="abc"
    )
    assert "<h1>¿Retirar?</h1>" in html
    assert 'value="abc"' in html
    assert 'href="/x">No, volver</a>' in html


def test_a_table_that_slides_can_be_reached_by_the_keyboard() -> None:
    html = render('{% table caption="Entregas" narrow="scroll" %}<tbody></tbody>{% endtable %}')
    assert html.startswith('<div class="table-frame table-scroll" role="region" aria-label="Entregas" tabindex="0">')
    assert '<caption class="visually-hidden">Entregas</caption>' in html


def test_the_path_says_where_we_are() -> None:
    html = tables.stage_path([Step("Diseño", "decidir", "done"), Step("Ejecución", "hacer", "now")], label="Etapas")
    assert html.count('aria-current="step"') == 1
    assert "Estamos aquí" in html
    assert '<span class="visually-hidden">Terminada</span>' in html


BANDS = [Band("Diálogo", "dialogo", [Row("Ferias", [Bar(9, 12, "septiembre a diciembre")], "/d6", "D6")])]


def test_a_timeline_says_each_bar_and_draws_it_in_its_months() -> None:
    html = tables.timeline(BANDS, label="Año", year=2021)
    assert (
        'class="timeline-bar tone-info from-9 to-12"><span class="visually-hidden">septiembre a diciembre. </span>'
        in html
    )
    assert "timeline-now" not in html


@pytest.mark.parametrize(
    ("day", "column"),
    [
        (date(2021, 1, 1), 1),
        (date(2021, 1, 11), 2),
        (date(2021, 1, 31), 3),
        (date(2021, 10, 15), 29),
        (date(2021, 12, 31), 36),
    ],
)
def test_the_line_of_today_falls_in_its_third_of_a_month(day: date, column: int) -> None:
    assert f'class="at-{column}' in tables.timeline(BANDS, label="Año", year=2021, today=day)


def test_a_day_of_another_year_draws_no_line() -> None:
    assert "timeline-now" not in tables.timeline(BANDS, label="Año", year=2021, today=date(2022, 1, 1))


def test_filters_write_as_in_colombia() -> None:
    assert render(
        '{{ a|number }} {{ a|number:2 }} {{ d|day }} {{ d|day:"short" }} {{ s|size }}',
        a=1234.5,
        d=date(2021, 10, 5),
        s=12_345,
    ) == ("1.234,5 1.234,50 5 de octubre de 2021 5 oct 2021 12 KB")


def test_a_text_to_copy_can_be_selected_without_javascript() -> None:
    html = actions.copy_text("Copiar", "uno\ndos")
    assert "<textarea" in html
    assert ">uno\ndos</textarea>" in html
    assert "data-copy hidden" in html


def test_small_pieces() -> None:
    assert (
        layout.skip_link("Ir al contenido", "contenido") == '<a class="skip-link" href="#contenido">Ir al contenido</a>'
    )
    assert tight(marks.tag("Borrador")) == '<span class="tag tone-plain">Borrador</span>'
    assert actions.theme_switch().startswith('<fieldset class="theme-switch" data-theme-switch hidden>')
    assert render('{% banner label="Aviso" %}x{% endbanner %}') == (
        '<aside class="banner" aria-label="Aviso"><div class="wrap">x</div></aside>'
    )
    assert render('{% empty_state title="Nada" %}<p>x</p>{% endempty_state %}') == (
        '<div class="empty-state"><p class="empty-state-title">Nada</p><p>x</p></div>'
    )


def test_a_text_and_the_same_text_as_html_are_two() -> None:
    assert [tight(marks.tag(one)) for one in ("<b>", mark_safe("<b>"), "<b>")] == [
        '<span class="tag tone-plain">&lt;b&gt;</span>',
        '<span class="tag tone-plain"><b></span>',
        '<span class="tag tone-plain">&lt;b&gt;</span>',
    ]


def test_what_is_kept_of_a_component_has_an_end() -> None:
    first = marks.tag("Vuelta 0")
    assert {marks.tag(f"Vuelta {number}") for number in range(600)} >= {first}
    assert marks.tag("Vuelta 0") == first


def test_a_map_says_each_area_and_leads_to_it_where_it_may() -> None:
    areas = [Area("Comuna <1>", "M0 0L9 0L9 9Z", "1", (5, 5), "#uno", "ok"), Area("Comuna 2", "M0 0L9 9L0 9Z")]
    html = figures.zone_map(areas, height=9, label="Mapa")
    assert '<a href="#uno" aria-label="Comuna &lt;1&gt;"><path class="tone-ok"' in html
    assert (html.count("<a "), html.count("<title>"), html.count("<text ")) == (1, 2, 1)
    assert figures.zone_map([], height=0, label="Mapa") == ""
