"""Declare where data come from, write what they say as counts, and erase their detail when its time is over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, change, create, erase_reserved, remove, take
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid
from rendir.foundation.core.spanish import fold, squeeze
from rendir.foundation.organization.queries import term
from rendir.foundation.organization.terms import TermKey
from rendir.information.audiences.models import Audience, AudienceSegment, AudienceSource, Distribution
from rendir.information.audiences.rules.holding import publishable
from rendir.information.audiences.rules.vocabulary import AudienceKind, Dimension, LegalBasis
from rendir.information.audiences.states import SOURCE_FLOW, AudienceState, SourceState

_EDIT = Perm.EDIT_AUDIENCES


@dataclass(frozen=True, slots=True)
class TableRead:
    """A distribution that was typed or counted, before it is written.

    `several_of`: how many were counted where each could give several answers; None where the counts are its parts.
    """

    variable: str
    dimension: Dimension
    counts: tuple[tuple[str, int], ...]
    segment: AudienceSegment | None = None
    is_sensitive: bool = False
    several_of: int | None = None


def declare_source(audience: Audience, *, by: Actor, **said: Any) -> AudienceSource:  # noqa: ANN401 - the fields of a source
    """Where data of a group come from, with what the law asks where they come from personal data."""
    if audience.state != AudienceState.IN_FORCE:
        message = _("Este grupo se retiró.")
        raise Invalid(message, way_out=_("Vuelva a ponerlo para agregarle datos."))
    return create(AudienceSource(audience=audience, **_declared(said)), perm=_EDIT, by=by, verb="declare_source")


def correct_source(source: AudienceSource, *, expected: int, by: Actor, **said: Any) -> AudienceSource:  # noqa: ANN401 - the fields of a source
    """Correct what was declared; an empty proof keeps the one that is there, which no form shows. `Invalid` where what
    it counts already needs what would be taken back.
    """
    _must_be_kept(source)
    fields = _declared({**said, "consent_proof": said["consent_proof"] or source.consent_proof})
    if source.distributions.filter(is_sensitive=True).exists():
        _must_cover_sensitive(AudienceSource(**fields))
    with atomic():
        return change(source, fields, perm=_EDIT, by=by, expected=expected, verb="correct_source")


def remove_source(source: AudienceSource, *, by: Actor) -> None:
    """Take a source away that says nothing yet."""
    if source.distributions.exists():
        message = _("Esta fuente tiene cifras.")
        raise Invalid(message, way_out=_("Quite primero sus cifras."))
    remove(source, perm=_EDIT, by=by, verb="remove_source")


def write_tables(source: AudienceSource, tables: Sequence[TableRead], *, by: Actor) -> list[Distribution]:
    """Write what a source says: a variable that is there already gets the new counts, others stay as they are."""
    _must_be_kept(source)
    known = {(one.segment_id, one.folded): one for one in source.distributions.all()}
    with atomic():
        return [
            _written(source, one, known.get((one.segment.pk if one.segment else None, fold(one.variable))), by=by)
            for one in tables
        ]


def correct_table(distribution: Distribution, read: TableRead, *, expected: int, by: Actor) -> Distribution:
    """Correct one distribution."""
    source = distribution.source
    _must_be_kept(source)
    fields = _table_fields(source, read)
    others = source.distributions.exclude(pk=distribution.pk)
    if others.filter(segment=read.segment, folded=fields["folded"]).exists():
        message = _("Esta fuente ya tiene esa variable.")
        raise Invalid(message, way_out=_("Corrija la que está."))
    with atomic():
        return change(distribution, fields, perm=_EDIT, by=by, expected=expected, verb="correct_distribution")


def remove_table(distribution: Distribution, *, by: Actor) -> None:
    """Take a distribution away. Its exact counts are erased from the ledger too: they were there by mistake."""
    _must_be_kept(distribution.source)
    with atomic():
        remove(distribution, perm=_EDIT, by=by, verb="remove_distribution")
        erase_reserved(distribution, perm=_EDIT, reason=_("Se quitaron las cifras."), by=by)


def erase_detail(source: AudienceSource, *, reason: str = "", by: Actor) -> AudienceSource:
    """Erase for good what of a source may not be published: exact small counts, and where the proof of consent is.

    What may be published stays, just as it would be published today. The ledger forgets the detail and keeps the deed.
    """
    reason = squeeze(reason) or _("Terminó el plazo declarado para conservar el detalle.")
    today = clock.today()
    rows = list(source.distributions.select_related("segment"))
    shown = publishable([one.counted for one in rows], least=term(TermKey.SMALL_COUNT, today))
    with atomic():
        fields = {"erased_on": today, "consent_proof": ""}
        take(source, SOURCE_FLOW, "erase_source_detail", fields, by=by, reason=reason)
        for row, kept in zip(rows, shown, strict=True):
            counts = [list(value) for value in kept.values]
            change(
                row,
                {"counts": counts, "base": kept.base},
                perm=_EDIT,
                by=by,
                expected=row.version,
                verb="erase_counts",
            )
        for thing in (source, *rows):
            erase_reserved(thing, perm=_EDIT, reason=reason, by=by)
    return source


def erase_due(today: date, *, by: Actor) -> int:
    """Erase the detail of each source whose time is over. Gives how many; running it twice erases nothing twice."""
    rows = AudienceSource.objects.filter(state=SourceState.KEPT, keep_until__lt=today).order_by("pk")
    return len([erase_detail(source, by=by) for source in rows])


def _declared(said: dict[str, Any]) -> dict[str, Any]:
    """The fields of a source, or what the law still asks."""
    fields: dict[str, Any] = dict(said)
    fields |= {name: squeeze(value) for name, value in said.items() if isinstance(value, str)}
    if not fields["title"]:
        message = _("Falta decir cuál es la fuente.")
        raise Invalid(message, way_out=_("Por ejemplo «Registro de usuarios de asistencia técnica»."))
    if fields["collected_on"] > clock.today():
        message = _("La fecha de los datos está en el futuro.")
        raise Invalid(message, way_out=_("Escriba de qué día son."))
    if not fields.get("is_personal"):
        return fields | dict.fromkeys(("purpose", "legal_basis", "consent_proof"), "") | _NOT_PERSONAL
    for lacks, message, way_out in _asked(fields):
        if lacks:
            raise Invalid(message, way_out=way_out)
    return fields


_NOT_PERSONAL = {"is_personal": False, "answers_optional": False, "no_minors": False, "keep_until": None}


def _asked(fields: dict[str, Any]) -> Iterable[tuple[bool, str, str]]:
    """What is declared of personal data, each with its norm."""
    basis = LegalBasis(fields["legal_basis"]) if fields.get("legal_basis") else None
    yield (
        not fields.get("purpose"),
        _("Falta decir para qué se recogieron los datos."),
        _("Dígalo como se le dijo a la gente (Ley 1581 de 2012, arts. 4 b y 12 a)."),
    )
    yield basis is None, _("Falta decir por qué la entidad puede tener estos datos."), _("Escoja una de las razones.")
    yield (
        basis is not None and basis.needs_proof and not fields.get("consent_proof"),
        _("Falta decir dónde está la prueba de la autorización."),
        _("La entidad debe conservarla (Ley 1581 de 2012, arts. 9 y 12, parágrafo)."),
    )
    yield (
        not fields.get("no_minors"),
        _("Falta declarar que no trae datos de menores de edad."),
        _("Quítelos de la fuente antes de contarla (Ley 1581 de 2012, art. 7)."),
    )
    until = fields.get("keep_until")
    yield (
        until is None or until < fields["collected_on"],
        _("Falta decir hasta cuándo se conserva el detalle, después del día de los datos."),
        _("Se conserva solo el tiempo que hace falta: ese día se borra solo."),
    )


def _must_be_kept(source: AudienceSource) -> None:
    if source.state != SourceState.KEPT:
        message = _("El detalle de esta fuente ya se borró: no cambia.")
        raise Invalid(message, way_out=_("Anote los datos nuevos como otra fuente."))


def may_count_sensitive(source: AudienceSource) -> bool:
    """Whether what was declared of a source is enough for sensitive data."""
    return not source.is_personal or bool(source.answers_optional and source.basis and source.basis.covers_sensitive)


def _must_cover_sensitive(source: AudienceSource) -> None:
    """Ley 1581 de 2012, arts. 6 and 12 b: nobody is obliged to answer, and it was said."""
    if may_count_sensitive(source):
        return
    if not source.answers_optional:
        message = _("Un dato sensible solo se cuenta si se podía no responder y así se dijo.")
        raise Invalid(message, way_out=_("Márquelo en la fuente, si fue así (Ley 1581 de 2012, arts. 6 y 12 b)."))
    message = _("Lo declarado en la fuente no alcanza para un dato sensible.")
    raise Invalid(message, way_out=_("Hace falta la autorización de cada persona, o un fin estadístico sin identidad."))


def _table_fields(source: AudienceSource, read: TableRead) -> dict[str, Any]:
    variable = squeeze(read.variable)
    if not variable:
        message = _("Falta el nombre de la variable.")
        raise Invalid(message, way_out=_("Por ejemplo «Edad»."))
    if read.dimension.kind not in (None, AudienceKind(source.audience.kind)):
        message = _("«%(dimension)s» no describe a este grupo.") % {"dimension": read.dimension.short}
        raise Invalid(message, way_out=_("Las personas y las organizaciones tienen dimensiones distintas."))
    if read.segment and read.segment.audience_id != source.audience_id:
        message = _("Ese segmento es de otro grupo.")
        raise Invalid(message, way_out=_("Escoja uno de este grupo."))
    if read.is_sensitive:
        _must_cover_sensitive(source)
    most = max(count for _value, count in read.counts)
    if read.several_of is not None and read.several_of < most:
        message = _("Un valor tiene más respuestas que personas.")
        raise Invalid(message, way_out=_("Escriba cuántos respondieron: al menos %(most)s.") % {"most": most})
    return {
        "segment": read.segment,
        "variable": variable,
        "folded": fold(variable),
        "dimension": read.dimension.value,
        "is_sensitive": read.is_sensitive,
        "counts": [list(one) for one in read.counts],
        "base": sum(count for _value, count in read.counts) if read.several_of is None else read.several_of,
        "is_multiple": read.several_of is not None,
    }


def _written(source: AudienceSource, read: TableRead, known: Distribution | None, *, by: Actor) -> Distribution:
    fields = _table_fields(source, read)
    if known is None:
        return create(Distribution(source=source, **fields), perm=_EDIT, by=by, verb="write_distribution")
    return change(known, fields, perm=_EDIT, by=by, expected=known.version, verb="correct_distribution")
