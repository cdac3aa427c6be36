"""Freeze a four-month cut, and correct it by a next number."""

import hashlib
from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, check, create
from rendir.foundation.audit.actors import Actor
from rendir.foundation.audit.chain import canonical
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, Stale
from rendir.foundation.library.actions import publish
from rendir.plan.compliance.models import Cut
from rendir.plan.compliance.queries import cut_preview, deliveries_of
from rendir.plan.compliance.rules.cuts import FrozenLine
from rendir.plan.compliance.rules.promises import cut_day
from rendir.plan.planning.models import Strategy

CutRenderer = Callable[[Cut], Mapping[str, tuple[str, bytes]]]


def freeze_cut(
    strategy: Strategy,
    period: int,
    *,
    render: CutRenderer,
    note: str = "",
    reason: str = "",
    seen: str | None = None,
    by: Actor,
) -> Cut:
    """Freeze what had been reported by the cut's day, and publish it in every format.

    `seen` is the digest of what the person read: `Stale` where it is another by now. `Invalid` before the day is over,
    and for a correction without a reason or without a change.
    """
    check(Perm.FREEZE_CUT, by=by)
    cut = _draft(strategy, period, note=note.strip(), reason=reason.strip(), by=by)
    _must_be_the_same(seen or cut.digest, cut.digest)
    files = render(cut)
    with atomic():
        Strategy.objects.select_for_update().get(pk=strategy.pk)
        _must_be_the_same(cut.digest, digest_of_lines(strategy, period))
        cut.publication = publish(
            subject=f"corte-{strategy.year}-{period}",
            number=cut.number,
            title=str(cut),
            digest=cut.digest,
            files=files,
            perm=Perm.FREEZE_CUT,
            by=by,
        )
        return create(cut, perm=Perm.FREEZE_CUT, by=by, verb="freeze_cut")


def digest_of_lines(strategy: Strategy, period: int) -> str:
    """SHA-256 of what would be frozen now, in canonical JSON."""
    return digest_of(*cut_preview(strategy, period))


def digest_of(lines: Iterable[FrozenLine], counts: Mapping[str, int]) -> str:
    """SHA-256 of these lines and their count, in canonical JSON."""
    return hashlib.sha256(canonical({"lines": [one.as_json() for one in lines], "counts": counts})).hexdigest()


def _draft(strategy: Strategy, period: int, *, note: str, reason: str, by: Actor) -> Cut:
    day = cut_day(strategy.year, period)
    if clock.today() <= day:
        message = _("El corte todavía no llega: su último día es el %(day)s.") % {"day": f"{day:%d/%m/%Y}"}
        raise Invalid(message, way_out=_("Congélelo a partir del día siguiente."))
    if not deliveries_of(strategy):
        message = _("La estrategia no se ha adoptado: no hay entregas.")
        raise Invalid(message, way_out=_("Adopte primero el cronograma."))
    before = Cut.objects.filter(strategy=strategy, period=period).order_by("-number").first()
    lines, counts = cut_preview(strategy, period)
    digest = digest_of(lines, counts)
    if before and not reason:
        message = _("Este corte ya se congeló: falta la razón de la corrección.")
        raise Invalid(
            message, way_out=_("Escriba qué se corrige: la razón se publica y el corte anterior se conserva.")
        )
    if before and before.digest == digest and before.note == note:
        message = _("No hay nada que corregir en este corte.")
        raise Invalid(message, way_out=_("Lo reportado después del corte se verá en el siguiente."))
    return Cut(
        strategy=strategy,
        period=period,
        number=before.number + 1 if before else 1,
        cut_on=day,
        frozen_at=clock.now(),
        frozen_role=by.actor_role,
        plan_number=strategy.number,
        lines=[one.as_json() for one in lines],
        counts=counts,
        note=note,
        reason=reason if before else "",
        digest=digest,
    )


def _must_be_the_same(seen: str, now: str) -> None:
    if seen != now:
        message = _("Algo cambió en las entregas mientras usted congelaba el corte.")
        raise Stale(message, way_out=_("Revise lo que cambió y congélelo de nuevo."))
