"""Correct what is said of a document of the archive, and take it out."""

from datetime import date

from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.archive.actions.bringing import set_dates
from rendir.foundation.archive.models import ArchiveDocument
from rendir.foundation.archive.rules.dates import EARLIEST
from rendir.foundation.archive.states import DOCUMENT_FLOW, ImportState
from rendir.foundation.audit.actions import atomic, change, check, take
from rendir.foundation.audit.actors import Actor
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, WrongState
from rendir.foundation.core.spanish import fold, squeeze


def correct_document(
    document: ArchiveDocument, *, title: str, year: int, day: date | None = None, expected: int, by: Actor
) -> ArchiveDocument:
    """Its title in the house, its year and its day, as a person says them."""
    check(Perm.IMPORT_ARCHIVE, document, by=by)
    if document.source.state not in (ImportState.PREVIEWED, ImportState.CONFIRMED):
        message = _("Este documento no está en el archivo.")
        raise WrongState(message, way_out=_("Traiga su carpeta otra vez."))
    title = squeeze(title)
    if not title:
        raise Invalid(_("Falta el título."), way_out=_("Diga en pocas palabras qué es."))
    latest = clock.today().year
    if not EARLIEST <= year <= latest:
        message = _("El archivo recibe años de %(first)s a %(last)s.") % {"first": EARLIEST, "last": latest}
        raise Invalid(message, way_out=_("Revise el año."))
    if day and day.year != year:
        raise Invalid(_("El día no es de ese año."), way_out=_("Corrija el año o el día."))
    told = {"title": title, "words": fold(f"{title} {document.folder} {document.filename}")}
    with atomic():
        set_dates(document, year=year, day=day, expected=expected, by=by)
        verb = "correct_archive_document"
        return change(document, told, perm=Perm.IMPORT_ARCHIVE, by=by, expected=document.version, verb=verb)


def withdraw_document(document: ArchiveDocument, *, reason: str, by: Actor) -> ArchiveDocument:
    """Take one out of the archive; who, when and why stay in the ledger. What is public is first unpublished."""
    reason = squeeze(reason)
    if not reason:
        raise Invalid(_("Falta la razón."), way_out=_("Escriba por qué se retira."))
    must_be_in_archive(document)
    with atomic():
        return take(document, DOCUMENT_FLOW, "withdraw_document", {"state_reason": reason}, by=by, reason=reason)


def must_be_in_archive(document: ArchiveDocument) -> None:
    """`WrongState` where its folder was not confirmed."""
    if document.source.state != ImportState.CONFIRMED:
        message = _("Este documento no está en el archivo.")
        raise WrongState(message, way_out=_("Confirme primero su carpeta, o tráigala otra vez."))
