"""Sources, what the law asks of them, their figures, and the erasure of what must go."""

from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from factories.accounts import insider, outsider
from factories.audiences import BY, a_group, a_source, declared, figures
from rendir.foundation.accounts.roles import Role
from rendir.foundation.audit.models import LedgerEntry, LedgerPayload
from rendir.foundation.audit.queries import verify_now
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, NotAllowed, WrongState
from rendir.information.audiences.actions.data import (
    TableRead,
    correct_source,
    correct_table,
    erase_detail,
    erase_due,
    remove_source,
    remove_table,
    write_tables,
)
from rendir.information.audiences.actions.groups import add_segment
from rendir.information.audiences.models import AudienceSource, Distribution
from rendir.information.audiences.rules.vocabulary import AudienceKind, Dimension, LegalBasis, SourceKind
from rendir.information.audiences.states import SourceState

pytestmark = pytest.mark.usefixtures("_today")
READ = TableRead("Sexo", Dimension.GEOGRAPHIC, (("Mujeres", 40), ("Hombres", 31), ("Otro", 2)))


def _reserved() -> str:
    return str(list(LedgerPayload.objects.filter(reserved=True).values_list("body", flat=True)))


def _public() -> str:
    return str(list(LedgerPayload.objects.filter(reserved=False).values_list("body", flat=True)))


@pytest.mark.parametrize(
    ("other", "message"),
    [
        ({"title": " "}, "Falta decir cuál es la fuente."),
        ({"collected_on": date(2021, 10, 16)}, "La fecha de los datos está en el futuro."),
        ({"purpose": ""}, "Falta decir para qué se recogieron los datos."),
        ({"legal_basis": ""}, "Falta decir por qué la entidad puede tener estos datos."),
        ({"consent_proof": ""}, "Falta decir dónde está la prueba de la autorización."),
        ({"no_minors": False}, "Falta declarar que no trae datos de menores de edad."),
        ({"keep_until": None}, "Falta decir hasta cuándo se conserva el detalle"),
        ({"keep_until": date(2021, 7, 31)}, "Falta decir hasta cuándo se conserva el detalle"),
    ],
)
def test_of_personal_data_everything_is_declared(other: dict[str, Any], message: str) -> None:
    """Ley 1581 de 2012, arts. 4 b, 7, 9, 10 and 12."""
    with pytest.raises(Invalid, match=message):
        a_source(a_group(), **other)
    assert AudienceSource.objects.count() == 0


def test_only_an_authorisation_has_a_proof() -> None:
    source = a_source(a_group(), legal_basis=LegalBasis.FUNCTION, consent_proof="")
    assert (source.basis, str(source)) == (LegalBasis.FUNCTION, "Encuesta en la plaza")


def test_of_what_is_not_personal_nothing_is_asked_or_kept() -> None:
    source = a_source(a_group(), kind=SourceKind.STATISTICS, is_personal=False)
    assert (source.purpose, source.basis, source.consent_proof, source.keep_until) == ("", None, "", None)


def test_the_database_holds_what_the_law_asks() -> None:
    source = a_source(a_group())
    with pytest.raises(IntegrityError), transaction.atomic():
        AudienceSource.objects.filter(pk=source.pk).update(no_minors=False)


def test_where_the_proof_is_stays_out_of_the_public_ledger() -> None:
    a_source(a_group())
    assert ("Carpeta 120-14" in _public(), "Carpeta 120-14" in _reserved()) == (False, True)


def test_a_source_is_corrected_and_an_empty_one_taken_away() -> None:
    source = a_source(a_group())
    said = declared(title="Encuesta de agosto")
    correct_source(source, **said, expected=source.version, by=BY)
    assert source.title == "Encuesta de agosto"
    table = figures(source)
    with pytest.raises(Invalid, match="Esta fuente tiene cifras"):
        remove_source(source, by=BY)
    remove_table(table, by=BY)
    remove_source(source, by=BY)
    assert (AudienceSource.objects.count(), Distribution.objects.count()) == (0, 0)


def test_what_was_declared_for_sensitive_figures_is_not_taken_back() -> None:
    source = a_source(a_group())
    figures(source, sensitive=True)
    with pytest.raises(Invalid, match="se podía no responder"):
        correct_source(source, **declared(answers_optional=False), expected=source.version, by=BY)


@pytest.mark.parametrize(
    ("other", "message"),
    [
        ({"answers_optional": False}, "solo se cuenta si se podía no responder"),
        ({"legal_basis": LegalBasis.FUNCTION, "consent_proof": ""}, "no alcanza para un dato sensible"),
    ],
)
def test_sensitive_figures_need_a_free_answer_and_a_basis(other: dict[str, Any], message: str) -> None:
    """Ley 1581 de 2012, arts. 5, 6 and 12 b."""
    source = a_source(a_group(), **other)
    with pytest.raises(Invalid, match=message):
        figures(source, sensitive=True)
    assert Distribution.objects.count() == 0


def test_published_statistics_may_be_of_sensitive_things() -> None:
    assert figures(a_source(a_group(), is_personal=False), sensitive=True).is_sensitive


def test_figures_are_written_once_and_then_corrected() -> None:
    group = a_group()
    source, women = a_source(group), add_segment(group, name="Mujeres", by=BY)
    write_tables(source, [READ, TableRead("Sexo", READ.dimension, READ.counts, women)], by=BY)
    written = write_tables(source, [TableRead("SEXO ", READ.dimension, (("Mujeres", 41),))], by=BY)
    assert [(one.segment, one.variable, one.base) for one in source.distributions.order_by("pk")] == [
        (None, "SEXO", 41),
        (women, "Sexo", 73),
    ]
    assert str(written[0]) == "SEXO"
    verbs = list(LedgerEntry.objects.order_by("sequence").values_list("verb", flat=True))
    assert verbs[-3:] == ["write_distribution", "write_distribution", "correct_distribution"]


def test_where_each_could_give_several_answers_the_base_is_said() -> None:
    source = a_source(a_group())
    counts = (("Radio", 50), ("WhatsApp", 40))
    (table,) = write_tables(source, [TableRead("Medio", READ.dimension, counts, several_of=60)], by=BY)
    assert (table.base, table.is_multiple, table.counted.multiple) == (60, True, True)
    with pytest.raises(Invalid, match="más respuestas que personas"):
        write_tables(source, [TableRead("Medio", READ.dimension, counts, several_of=49)], by=BY)


def test_exact_counts_stay_out_of_the_public_ledger() -> None:
    figures(a_source(a_group()), "Mujeres; 4321\nOtro; 2")
    assert ("4321" in _public(), "4321" in _reserved()) == (False, True)


def test_figures_are_of_their_group_and_of_its_kind() -> None:
    group, other = a_group(), a_group("Juntas", kind=AudienceKind.ORGANISATIONS)
    foreign = add_segment(other, name="De barrio", by=BY)
    for source, read, message in (
        (a_source(group), TableRead(" ", READ.dimension, READ.counts), "Falta el nombre de la variable."),
        (a_source(group), TableRead("X", Dimension.TYPE, READ.counts), "«De tipo» no describe a este grupo."),
        (a_source(other), TableRead("X", Dimension.BEHAVIOUR, READ.counts), "no describe a este grupo"),
        (a_source(group), TableRead("X", READ.dimension, READ.counts, foreign), "Ese segmento es de otro grupo."),
    ):
        with pytest.raises(Invalid, match=message):
            write_tables(source, [read], by=BY)
    assert write_tables(a_source(other), [TableRead("X", Dimension.TYPE, READ.counts)], by=BY)


def test_a_distribution_is_corrected_by_itself() -> None:
    source = a_source(a_group())
    table = figures(source)
    figures(source, variable="Edad")
    correct_table(table, TableRead("Género", READ.dimension, (("Mujeres", 8),)), expected=table.version, by=BY)
    assert (table.variable, table.base) == ("Género", 8)
    with pytest.raises(Invalid, match="ya tiene esa variable"):
        correct_table(table, TableRead("edad", READ.dimension, READ.counts), expected=table.version, by=BY)


def test_figures_taken_away_leave_no_count_in_the_ledger() -> None:
    table = figures(a_source(a_group()), "Mujeres; 4321\nOtro; 2")
    remove_table(table, by=BY)
    assert "4321" not in _reserved()
    assert verify_now() == []


def test_the_detail_is_erased_and_what_may_be_told_stays() -> None:
    """Ley 1581 de 2012, arts. 4 c and 6 e: what is held back is gone for good, in the ledger too."""
    source = a_source(a_group())
    table = figures(source, "Mujeres; 4321\nHombres; 31\nOtro; 2")
    erase_detail(source, by=BY)
    table.refresh_from_db()
    assert (source.state, source.erased_on, source.consent_proof) == (SourceState.ERASED, date(2021, 10, 15), "")
    assert (table.counts, table.base) == ([["Mujeres", 4321], ["Hombres", None], ["Otro", None]], 4354)
    assert (_reserved().count("'Otro', 2"), "Carpeta 120-14" in _reserved()) == (0, False)
    assert verify_now() == []
    for act in (
        lambda: figures(source),
        lambda: correct_source(source, **declared(), expected=source.version, by=BY),
        lambda: correct_table(table, READ, expected=table.version, by=BY),
        lambda: remove_table(table, by=BY),
    ):
        with pytest.raises(Invalid, match="ya se borró"):
            act()
    with pytest.raises(WrongState):
        erase_detail(source, by=BY)


def test_the_timed_job_erases_what_is_over_and_nothing_twice() -> None:
    group = a_group()
    over, on_its_day = (a_source(group, keep_until=day) for day in (date(2021, 10, 14), date(2021, 10, 15)))
    figures(over)
    told = [StringIO(), StringIO()]
    for out in told:
        call_command("erase_details", stdout=out)
    over.refresh_from_db()
    on_its_day.refresh_from_db()
    assert (over.state, on_its_day.state) == (SourceState.ERASED, SourceState.KEPT)
    assert [out.getvalue() for out in told] == ["1 fuente quedó sin detalle.\n", "0 fuentes quedaron sin detalle.\n"]
    entry = LedgerEntry.objects.get(verb="erase_source_detail")
    assert (entry.actor, entry.object) == ("job:erasure", over.public_id)
    with clock.travel(date(2021, 10, 16)):
        assert erase_due(clock.today(), by=BY) == 1


def test_only_who_characterises_writes_figures() -> None:
    source, stranger = a_source(a_group()), outsider()
    table = figures(source)
    for act in (
        lambda by: write_tables(source, [READ], by=by),
        lambda by: correct_table(table, READ, expected=table.version, by=by),
        lambda by: remove_table(table, by=by),
        lambda by: erase_detail(source, by=by),
    ):
        with pytest.raises(NotAllowed):
            act(stranger)
    assert erase_detail(source, by=insider(Role.PARTICIPATION))
