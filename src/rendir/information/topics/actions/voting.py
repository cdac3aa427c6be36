"""Take votes: one for each device or code, and those that came on paper.

A ballot is written beside the ledger, not through it: the ledger says that somebody voted and by which channel, and
nothing that would tell which ballot was theirs. What was counted enters the ledger whole when the round closes.
"""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.crypto import get_random_string, salted_hmac
from django.utils.translation import gettext as _

from rendir.foundation.accounts.permissions import Perm
from rendir.foundation.audit.actions import atomic, check, create, record, remove
from rendir.foundation.audit.actors import Actor, PublicToken
from rendir.foundation.audit.models import PUBLIC_ID_ALPHABET
from rendir.foundation.core import clock
from rendir.foundation.core.refusal import Invalid, WrongState
from rendir.foundation.core.spanish import squeeze
from rendir.foundation.library.models import StoredFile
from rendir.information.topics.models import Ballot, Channel, PaperBundle, TopicRound, VoteMark, VotingCode
from rendir.information.topics.queries import options_of
from rendir.information.topics.rules.voting import bundle_fault, choice_fault
from rendir.information.topics.states import RoundState

VOTER = PublicToken("voto", frozenset())
"""Whoever votes: nothing tells one from another."""
MOST_CODES = 2000
_CODE_LENGTH = 8


def cast_ballot(round_: TopicRound, choices: Sequence[str], *, device: str = "", code: str = "") -> None:
    """One ballot of a device, or of a code where one was given: many may vote on the telephone of a hall."""
    with atomic():
        round_ = TopicRound.objects.select_for_update().get(pk=round_.pk)
        _must_take_votes(round_)
        _must_hold(choice_fault(choices, offered=_offered(round_), most=round_.most_choices))
        channel, mark = _mark_of(round_, device, code)
        _vote_once(round_, mark, channel)
        Ballot.objects.create(round=round_, channel=channel, choices=sorted(choices))
        record(round_, verb="cast_ballot", by=VOTER, public={"channel": channel})


def make_codes(round_: TopicRound, number: int, *, by: Actor) -> list[str]:
    """So many codes to print and hand out, told this one time."""
    check(Perm.EDIT_TOPICS, by=by)
    if round_.state not in (RoundState.DRAFT, RoundState.OPEN):
        raise WrongState(_("Esta ronda ya no recibe votos."), way_out=_("Haga los códigos en la próxima."))
    if not 1 <= number <= MOST_CODES:
        message = _("Se hacen entre 1 y %(most)s códigos a la vez.") % {"most": MOST_CODES}
        raise Invalid(message, way_out=_("Pida menos, y después los que falten."))
    codes = [get_random_string(_CODE_LENGTH, PUBLIC_ID_ALPHABET) for _index in range(number)]
    with atomic():
        VotingCode.objects.bulk_create(VotingCode(round=round_, digest=_digest(round_, one)) for one in codes)
        record(round_, verb="make_voting_codes", by=by, public={"number": number})
    return [f"{one[:4]}-{one[4:]}" for one in codes]


def add_paper_bundle(
    round_: TopicRound,
    *,
    place: str,
    on: date,
    papers: int,
    counts: Mapping[str, int],
    scan: StoredFile,
    by: Actor,
) -> PaperBundle:
    """Paper ballots counted together, with the scan that supports the count."""
    check(Perm.EDIT_TOPICS, by=by)
    if round_.state != RoundState.OPEN:
        raise WrongState(_("Las papeletas se anotan mientras la ronda está abierta."), way_out=_("Ya se cerró."))
    if not round_.opens_on <= on <= min(round_.closes_on, clock.today()):
        raise Invalid(_("Ese día no se votaba."), way_out=_("Escriba el día en que se recogieron las papeletas."))
    counts = {key: number for key, number in counts.items() if number}
    _must_hold(bundle_fault(papers, counts, offered=_offered(round_), most=round_.most_choices))
    if PaperBundle.objects.filter(round=round_, scan=scan).exists():
        raise Invalid(_("Ese escaneo ya se anotó en esta ronda."), way_out=_("Revise los paquetes de papeletas."))
    bundle = PaperBundle(
        round=round_, place=squeeze(place)[:120] or _("Sin lugar"), on=on, papers=papers, counts=counts, scan=scan
    )
    with atomic():
        return create(bundle, perm=Perm.EDIT_TOPICS, by=by, verb="add_paper_ballots")


def remove_paper_bundle(bundle: PaperBundle, *, reason: str, by: Actor) -> None:
    """A bundle that was counted badly: write it again."""
    if not squeeze(reason):
        raise Invalid(_("Falta la razón."), way_out=_("Escriba por qué se quita."))
    if bundle.round.state != RoundState.OPEN:
        raise WrongState(_("La ronda ya se cerró con estas papeletas."), way_out=_("El resultado no cambia."))
    with atomic():
        remove(bundle, perm=Perm.EDIT_TOPICS, by=by, verb="remove_paper_ballots", reason=squeeze(reason))


def new_device() -> str:
    """What a device is known by in the rounds, and by nothing else."""
    return secrets.token_urlsafe(24)


def has_voted(round_: TopicRound, device: str) -> bool:
    """Whether that device voted in the round."""
    return bool(device) and VoteMark.objects.filter(round=round_, digest=_digest(round_, device)).exists()


def _vote_once(round_: TopicRound, mark: str, channel: Channel) -> None:
    """The database says whether it was the first, however many come at once."""
    try:
        with transaction.atomic():
            VoteMark.objects.create(round=round_, digest=mark)
    except IntegrityError as known:
        message = _("Con este código ya se votó.") if channel == Channel.CODE else _("Desde este aparato ya se votó.")
        raise WrongState(message, way_out=_("Su voto anterior cuenta. Gracias.")) from known


def _mark_of(round_: TopicRound, device: str, code: str) -> tuple[Channel, str]:
    if code:
        digest = _digest(round_, "".join(letter for letter in code.lower() if letter.isalnum()))
        if not VotingCode.objects.filter(round=round_, digest=digest).exists():
            raise Invalid(_("Ese código no es de esta ronda."), way_out=_("Cópielo como está en la hoja."))
        return Channel.CODE, digest
    if round_.needs_code:
        raise Invalid(_("En esta ronda se vota con un código."), way_out=_("Escriba el que le entregaron."))
    if not device:
        message = _("Su navegador no guardó la señal con que se cuenta un voto por aparato.")
        raise Invalid(message, way_out=_("Permita las cookies de este sitio y vote otra vez, o vote en papel."))
    return Channel.ONLINE, _digest(round_, device)


def _digest(round_: TopicRound, secret: str) -> str:
    return salted_hmac(f"rendir.topics.{round_.public_id}", secret, algorithm="sha256").hexdigest()


def _offered(round_: TopicRound) -> list[str]:
    return [one.topic.slug for one in options_of(round_)]


def _must_take_votes(round_: TopicRound) -> None:
    if not round_.takes_votes_on(clock.today()):
        message = _("Esta ronda no está recibiendo votos.")
        raise WrongState(message, way_out=_("Su página dice entre qué días se vota."))


def _must_hold(fault: str) -> None:
    if fault:
        raise Invalid(fault, way_out=_("Corríjalo y envíelo de nuevo."))
