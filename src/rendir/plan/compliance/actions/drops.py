"""Links by which somebody without an account adds files to one delivery: made, revoked, and what arrives by them."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import change, check, create
from rendir.foundation.audit.actors import Actor, PublicToken
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, NotFound, TooMany
from rendir.foundation.core.spanish import squeeze
from rendir.foundation.library.models import StoredFile, Upload
from rendir.plan.compliance.actions.evidence import add_file
from rendir.plan.compliance.addresses import digest_of, new_secret
from rendir.plan.compliance.models import Delivery, DropLink, Evidence

LONGEST_DAYS = 30
MOST_FILES = 30
"""Files that one link takes in all: a hall's worth of photographs, and no flood."""
MOST_AN_HOUR = 40
"""Uploads that one link begins in an hour, whatever becomes of them."""
MAY = frozenset({Perm.FILES_ADD, Perm.REPORT_DELIVERY})
_AN_HOUR = timedelta(hours=1)


def make_drop_link(delivery: Delivery, *, label: str, expires_on: date, by: Actor) -> tuple[DropLink, str]:
    """A link for one delivery, until a day; and its secret, told this one time. Whoever may report makes it."""
    check(Perm.REPORT_DELIVERY, delivery, by=by)
    must_take_files(delivery)
    label, today = squeeze(label), clock.today()
    if not label:
        message = _("Falta decir para quién es el enlace.")
        raise Invalid(message, way_out=_("Escriba, por ejemplo, «Fotos de la Junta de Acción Comunal»."))
    if not today <= expires_on <= today + timedelta(days=LONGEST_DAYS):
        message = _("El enlace sirve entre hoy y %(days)s días.") % {"days": LONGEST_DAYS}
        raise Invalid(message, way_out=_("Elija un día más cercano; cuando venza puede hacer otro."))
    secret = new_secret()
    link = DropLink(
        delivery=delivery, secret=digest_of(secret), label=label[:120], made_at=clock.now(), expires_on=expires_on
    )
    return create(link, perm=Perm.REPORT_DELIVERY, by=by, verb="make_drop_link"), secret


def revoke_drop_link(link: DropLink, *, by: Actor) -> DropLink:
    """It opens nothing from now on; what arrived stays. Again, it changes nothing."""
    check(Perm.REPORT_DELIVERY, link, by=by)
    if link.revoked_at:
        return link
    fields = {"revoked_at": clock.now()}
    return change(link, fields, perm=Perm.REPORT_DELIVERY, by=by, expected=link.version, verb="revoke_drop_link")


def open_drop_link(secret: str) -> DropLink:
    """The link of a secret that still serves. `NotFound` for all others alike: a stranger learns nothing of them."""
    rows = DropLink.objects.select_related("delivery__activity__strategy")
    link = rows.filter(secret=digest_of(secret)).first()
    if link is None or not link.serves_on(clock.today()) or not takes_files(link.delivery):
        message = _("Este enlace ya no sirve, o nunca sirvió.")
        raise NotFound(message, way_out=_("Pida uno nuevo a quien se lo dio."))
    return link


def holder_of(link: DropLink) -> PublicToken:
    """Whoever holds the link: may add files to its delivery, and nothing else."""
    return PublicToken(link.public_id, MAY)


def may_begin(link: DropLink) -> None:
    """`TooMany` where a link has begun too many uploads in the last hour, or took all that it takes."""
    owner = holder_of(link).actor_id
    if Upload.objects.filter(owner=owner, started_at__gt=clock.now() - _AN_HOUR).count() >= MOST_AN_HOUR:
        message = _("Por este enlace están llegando demasiados archivos seguidos.")
        raise TooMany(message, way_out=_("Espere una hora y siga: lo que ya llegó está guardado."))
    if Evidence.objects.filter(added_by=owner).count() >= MOST_FILES:
        message = _("Por este enlace ya llegaron %(most)s archivos, que son los que recibe.") % {"most": MOST_FILES}
        raise TooMany(message, way_out=_("Pida otro a quien se lo dio."))


def receive_file(link: DropLink, stored: StoredFile, *, title: str, fact_on: date) -> Evidence:
    """What arrived by the link, as internal evidence of its delivery that says how it came."""
    note = _("Llegó por enlace: %(label)s.") % {"label": link.label}
    return add_file(link.delivery, stored, title=title, fact_on=fact_on, note=note, by=holder_of(link))


def takes_files(delivery: Delivery) -> bool:
    """Whether anything may still be added to it."""
    return delivery.activity.strategy.is_open and delivery.activity.retired_on is None


def must_take_files(delivery: Delivery) -> None:
    """`Invalid` for a delivery of a closed year or of a retired activity."""
    if not takes_files(delivery):
        message = _("Esta entrega ya no recibe evidencia.")
        raise Invalid(message, way_out=_("La vigencia está cerrada o la actividad se retiró."))
