"""The method sheet of a survey and how its figures are read, in words, for its page and its document."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from rendir.foundation.core.components.shapes import Fact
from rendir.foundation.core.components.wording import written_day, written_number
from rendir.information.surveys.models import Sampling, Survey
from rendir.information.surveys.rules.results import Item, Results
from rendir.information.surveys.rules.statistics import MARGIN_FORMULA, MARGIN_SOURCE, percent


def method_of(survey: Survey, results: Results) -> list[Fact]:
    """Who was asked, how, when, by whom, and how many answered by each way."""
    facts = [
        Fact(_("Población"), survey.population, _size(survey.population_size)),
        Fact(_("Muestra"), survey.get_sampling_display(), _invited(survey, results.total)),
        Fact(_("Respuestas"), written(results.total), _channels(results)),
        Fact(_("Fechas"), _dates(survey)),
        Fact(_("Cómo se respondió"), survey.get_access_display()),
        Fact(_("Cómo se recogió"), survey.fieldwork),
        Fact(_("Quién la hizo"), survey.made_by),
        Fact(_("Margen de error"), *_margin(survey, results)),
    ]
    if results.group_by:
        facts.append(Fact(_("Se cruza por"), results.group_by))
    return facts


def figures_told(results: Results) -> Iterator[str]:
    """How percentages, held-back counts and means are made."""
    yield _("Cada porcentaje es de quienes respondieron esa pregunta (n). Quien no la respondió no entra en la cuenta.")
    yield _(
        "Los conteos de menos de %(least)s personas están reservados, y también los que dejarían deducirlos: podrían "
        "señalar a alguien."
    ) % {"least": results.least}
    yield _("Donde hay algo reservado no se dice el promedio: con él se podría deducir lo que falta.")
    yield _("La encuesta es anónima: de cada respuesta se guarda el día y por dónde llegó, y nada de quién la dio.")
    if results.margin:
        yield _("Margen de error de una proporción, con 95 %% de confianza: %(formula)s. Fuente: %(source)s.") % {
            "formula": MARGIN_FORMULA,
            "source": MARGIN_SOURCE,
        }
    else:
        yield _("No tiene margen de error: ese cálculo solo vale cuando quien responde se escoge al azar.")


def part_told(item: Item) -> str:
    """How many answered it, and its middle."""
    told = [_("Respondieron %(answered)s.") % {"answered": written(item.answered)}]
    if item.mean is not None:
        figures = {"mean": written(item.mean), "median": written(item.median)}
        told.append(_("Promedio: %(mean)s. Mediana: %(median)s.") % figures)
    if item.margin is not None:
        told.append(_("Margen de error: ± %(margin)s puntos.") % {"margin": written(item.margin)})
    return " ".join(told)


def written(value: str | int | None) -> str:
    """A published figure; what is held back says so."""
    return _("reservado") if value is None else written_number(Decimal(value))


def _size(size: int | None) -> str:
    return (
        _("%(number)s personas") % {"number": written_number(size)} if size else _("No se sabe cuántas personas son.")
    )


def _invited(survey: Survey, total: int | None) -> str:
    if not survey.invited or total is None:
        return ""
    part = percent(total, survey.invited)
    told = {"invited": written_number(survey.invited), "part": written_number(part)}
    return _("Se invitó a %(invited)s personas; respondió el %(part)s %%.") % told


def _channels(results: Results) -> str:
    return "; ".join(f"{one.label}: {written(one.count)}" for one in results.channels)


def _dates(survey: Survey) -> str:
    told = {"first": written_day(survey.opened_on), "last": written_day(survey.closed_on)}
    return _("Del %(first)s al %(last)s") % told


def _margin(survey: Survey, results: Results) -> tuple[str, str]:
    if results.margin is not None:
        return _("± %(margin)s puntos") % {"margin": written(results.margin)}, _(
            "Con 95 % de confianza, para toda la muestra."
        )
    if survey.sampling == Sampling.RANDOM:
        return _("No se puede calcular"), _("No se sabe de cuántas personas es la población.")
    return _("No aplica"), _("Solo vale para una muestra escogida al azar.")
