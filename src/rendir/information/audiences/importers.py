"""A register or the answers of a form, brought to be counted: of each chosen column only how many of each value is
kept. The rows, and the file, are kept nowhere.
"""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core.importing import Finding, Severity
from rendir.foundation.core.mapping import Field, Row
from rendir.foundation.core.refusal import Invalid, NotFound
from rendir.foundation.core.spanish import count, fold
from rendir.foundation.core.values import one_of
from rendir.foundation.library.imports import Done, Importer, Preview
from rendir.foundation.library.models import StoredFile
from rendir.information.audiences.actions.data import TableRead, may_count_sensitive, write_tables
from rendir.information.audiences.models import AudienceSegment, AudienceSource
from rendir.information.audiences.rules.tally import holds_many, tally, tally_many
from rendir.information.audiences.rules.variables import Variable, variables_of
from rendir.information.audiences.rules.vocabulary import AudienceKind
from rendir.information.audiences.states import SourceState

_SEGMENT = "segmento"
_SHOWN = 6
NOT_COUNTED = "audiences.not_counted"


def _source(public_id: str) -> AudienceSource:
    source = AudienceSource.objects.select_related("audience").filter(public_id=public_id).first()
    if source is None:
        message = _("Esta fuente no existe.")
        raise NotFound(message, way_out=_("Entre por la página del grupo."))
    if source.state != SourceState.KEPT:
        message = _("El detalle de esta fuente ya se borró: no cambia.")
        raise Invalid(message, way_out=_("Anote los datos nuevos como otra fuente."))
    return source


def _variables(source: AudienceSource) -> tuple[Variable, ...]:
    return variables_of(AudienceKind(source.audience.kind), sensitive=may_count_sensitive(source))


def _fields(source: AudienceSource) -> tuple[Field, ...]:
    counted = tuple(Field(one.key, one.label, one.synonyms, read=one.read) for one in _variables(source))
    segments = {one.public_id: one.name for one in source.audience.segments.all()}
    return (*counted, Field(_SEGMENT, _("Segmento"), read=one_of(segments))) if segments else counted


def _read(rows: Sequence[Row], source: AudienceSource) -> tuple[list[TableRead], list[Finding]]:
    """A distribution for each column that says something, and for each segment; what is no distribution is told."""
    tables: list[TableRead] = []
    findings: list[Finding] = []
    segments = {one.public_id: one for one in source.audience.segments.all()}
    for variable in _variables(source):
        if all(row.values.get(variable.key) is None for row in rows):
            continue
        try:
            tables += _tables(rows, variable, segments)
        except ValueError as error:
            findings.append(Finding(NOT_COUNTED, Severity.WARNING, f"{variable.label}: {error}"))
    return tables, findings


def _tables(rows: Sequence[Row], variable: Variable, segments: dict[str, AudienceSegment]) -> Iterator[TableRead]:
    named = {row.values.get(_SEGMENT) for row in rows}
    is_many = variable.is_many and holds_many(str(row.values.get(variable.key) or "") for row in rows)
    for segment in (None, *(one for key, one in segments.items() if key in named)):
        of_it = [row for row in rows if segment is None or row.values.get(_SEGMENT) == segment.public_id]
        cells = [str(row.values.get(variable.key) or "") for row in of_it]
        counts = tuple(tally_many(cells) if is_many else tally(cells))
        several_of = len(cells) if is_many else None
        yield TableRead(variable.label, variable.dimension, counts, segment, variable.is_sensitive, several_of)


def preview_register(rows: Sequence[Row], source: AudienceSource) -> Preview:
    """What would be counted, and that nothing else is kept."""
    tables, findings = _read(rows, source)
    known = {(one.segment_id, one.folded): one for one in source.distributions.all()}
    found = [(known.get((one.segment.pk if one.segment else None, fold(one.variable))), one) for one in tables]
    added = sum(row is None for row, _read in found)
    same = sum(row is not None and row.counts == [list(one) for one in read.counts] for row, read in found)
    notes = [f"{_called(one)}: {_in_words(one)}." for one in tables]
    notes.append(_("De cada variable se guarda solo cuántos hay de cada valor. Las filas y el archivo no se guardan."))
    return Preview(
        added=added,
        changed=len(found) - added - same,
        same=same,
        findings=tuple(findings),
        notes=tuple(notes),
    )


def count_register(
    rows: Sequence[Row],
    source: AudienceSource,
    stored: StoredFile | None,  # noqa: ARG001 - nothing of it is kept
    *,
    by: Actor,
) -> Done:
    """Write how many of each value there are."""
    tables, _findings = _read(rows, source)
    if not tables:
        message = _("Ninguna columna dice algo que se pueda contar.")
        raise Invalid(message, way_out=_("Escoja qué columna es cada variable."))
    written = write_tables(source, tables, by=by)
    told = count(len(written), _("distribución"), _("distribuciones"))
    return Done(
        _("Quedaron contadas: %(tables)s. Las filas no se guardaron.") % {"tables": told}, source.get_absolute_url()
    )


def _called(table: TableRead) -> str:
    return f"{table.variable} ({table.segment.name})" if table.segment else table.variable


def _in_words(table: TableRead) -> str:
    """`Mujeres, 40; Hombres, 31; …`."""
    more = "; …" if len(table.counts) > _SHOWN else ""
    return "; ".join(f"{value}, {number}" for value, number in table.counts[:_SHOWN]) + more


REGISTER = Importer(
    key="registro-de-grupo",
    title="Contar un registro o un formulario",
    explains=(
        "Una fila por persona u organización: un registro de la entidad, o las respuestas de un formulario de Google o "
        "de Microsoft. De las columnas que usted escoja se cuenta cuántos hay de cada valor; los nombres, los números "
        "y la lista misma no se guardan. Los datos sensibles solo se ofrecen si la fuente los permite."
    ),
    perm=Perm.EDIT_AUDIENCES,
    fields=_fields,
    preview=preview_register,
    apply=count_register,
    scope=_source,
    keeps_file=False,
    one="variable",
    many="variables",
)
