"""Candidate topics with their sources, what people propose, and the rounds that rank them: criteria, ballots, decision.

A ballot is secret. `Ballot` and `VoteMark` stand apart and neither has a time nor a link to the other: one says what
was chosen, the other that a device or a code voted already. The ledger says that somebody voted, never which ballot it
was.
"""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.crypto import get_random_string

from rendir.foundation.audit.models import PUBLIC_ID_ALPHABET, Tracked
from rendir.foundation.library.models import Publication, StoredFile
from rendir.information.topics.rules.ranking import Basis
from rendir.information.topics.rules.voting import Cast
from rendir.information.topics.states import ProposalState, RoundState, TopicState


class SourceKind(models.TextChoices):
    """Where a topic comes from."""

    CHARACTERISATION = "characterisation", "Caracterización de los grupos"
    QUESTIONS = "questions", "Preguntas y peticiones"
    CONTROL_BODY = "control_body", "Organismo de control"
    COUNCIL = "council", "Concejo"
    SURVEY = "survey", "Encuesta"
    CITIZENS = "citizens", "Propuestas de la gente"
    OTHER = "other", "Otra fuente"


class Channel(models.TextChoices):
    """How a ballot came."""

    ONLINE = "online", "En línea"
    CODE = "code", "Con código"
    PAPER = "paper", "En papel"


class BasisChoice(models.TextChoices):
    """What a criterion measures."""

    VOTES = Basis.VOTES.value, "Los votos de la ronda"
    FIGURES = Basis.FIGURES.value, "Las cifras de una clase de fuente"
    JUDGEMENT = Basis.JUDGEMENT.value, "Lo que valora una persona, de 0 a 100, con su razón"


class Topic(Tracked):
    """A candidate. Its address never changes. One joined to another keeps its sources: they count for the other."""

    AUDIT_TOPICS = ("topics", "organization")
    """The bar over every public page says whether there is any."""

    slug = models.SlugField("dirección", max_length=80, unique=True)
    title = models.CharField("tema", max_length=160)
    description = models.TextField("qué abarca", blank=True)
    added_on = models.DateField("desde")
    state = models.CharField("estado", max_length=10, choices=TopicState.choices, default=TopicState.CANDIDATE)
    state_reason = models.TextField("por qué se retiró", blank=True)
    joined_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="joined", verbose_name="unido a"
    )

    class Meta:
        verbose_name = "tema"
        verbose_name_plural = "temas"
        ordering = ("title", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state=TopicState.JOINED, joined_to__isnull=False)
                | (~Q(state=TopicState.JOINED) & Q(joined_to=None)),
                name="joined_topic_says_to_which",
            ),
            models.CheckConstraint(
                condition=~Q(state=TopicState.WITHDRAWN) | ~Q(state_reason=""), name="topic_withdrawn_with_a_reason"
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("topics:topic", args=[self.slug])


class TopicSource(Tracked):
    """Where a topic comes from: what says so, on which day, with which figure. No figure is no data, not a zero."""

    AUDIT_TOPICS = ("topics",)

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="sources")
    kind = models.CharField("clase de fuente", max_length=20, choices=SourceKind.choices)
    reference = models.CharField("qué lo dice", max_length=250)
    figure = models.PositiveIntegerField("cifra", null=True, blank=True)
    unit = models.CharField("de qué es la cifra", max_length=80, blank=True)
    on = models.DateField("fecha")
    url = models.CharField("dirección", max_length=500, blank=True)

    class Meta:
        verbose_name = "fuente de un tema"
        verbose_name_plural = "fuentes de los temas"
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return self.reference


class TopicProposal(Tracked):
    """What somebody proposed, as they wrote it. It is reserved: a person says with what words it becomes a topic."""

    AUDIT_TOPICS = ("topics",)
    RESERVED = frozenset({"title", "description", "sources"})

    title = models.CharField("lo que propone", max_length=160)
    description = models.TextField("por qué importa", blank=True)
    sources = models.JSONField("fuentes que trae", default=list)
    by_citizen = models.BooleanField("la trajo la ciudadanía")
    proposed_at = models.DateTimeField("propuesta")
    state = models.CharField("estado", max_length=10, choices=ProposalState.choices, default=ProposalState.WAITING)
    answer = models.TextField("qué se respondió", blank=True)
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals")

    class Meta:
        verbose_name = "propuesta de tema"
        verbose_name_plural = "propuestas de temas"
        ordering = ("proposed_at", "pk")
        indexes = (models.Index(fields=("state", "proposed_at"), name="proposals_that_wait"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(state=ProposalState.ACCEPTED, topic__isnull=False)
                | (~Q(state=ProposalState.ACCEPTED) & Q(topic=None)),
                name="accepted_proposal_has_its_topic",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.DECLINED) | ~Q(answer=""), name="proposal_declined_with_an_answer"
            ),
        )

    def __str__(self) -> str:
        return f"Propuesta {self.public_id}"

    def get_absolute_url(self) -> str:
        return reverse("topics:proposal", args=[self.public_id])


class TopicRound(Tracked):
    """A prioritisation: what is asked, until when, how it is weighed; once closed, what went in and what came out."""

    AUDIT_TOPICS = ("topics",)
    DIGESTED = frozenset({"inputs", "ranking"})

    year = models.PositiveSmallIntegerField("vigencia")
    number = models.PositiveSmallIntegerField("número")
    title = models.CharField("título", max_length=160)
    question = models.CharField("qué se pregunta", max_length=250)
    method = models.TextField("método", blank=True)
    most_choices = models.PositiveSmallIntegerField("temas por voto", default=3)
    places = models.PositiveSmallIntegerField("temas que se escogen", default=5)
    needs_code = models.BooleanField("solo vota quien tiene código", default=False)
    opens_on = models.DateField("se vota desde")
    closes_on = models.DateField("se vota hasta")
    state = models.CharField("estado", max_length=10, choices=RoundState.choices, default=RoundState.DRAFT)
    state_reason = models.TextField("por qué se retiró", blank=True)
    inputs = models.JSONField("lo que entró en la cuenta", null=True, blank=True)
    ranking = models.JSONField("resultado", null=True, blank=True)
    digest = models.CharField("huella", max_length=64, blank=True)
    closed_at = models.DateTimeField("cerrada", null=True, blank=True)
    decision = models.TextField("la decisión", blank=True)
    decided_at = models.DateTimeField("decidida", null=True, blank=True)
    decided_role = models.CharField("quién decidió", max_length=80, blank=True)
    publication = models.OneToOneField(Publication, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "ronda de temas"
        verbose_name_plural = "rondas de temas"
        ordering = ("-year", "-number")
        constraints = (
            models.UniqueConstraint(fields=("year", "number"), name="topic_round_once_per_number"),
            models.CheckConstraint(
                condition=Q(opens_on__lte=F("closes_on")), name="topic_round_opens_before_it_closes"
            ),
            models.CheckConstraint(
                condition=Q(most_choices__gte=1, places__gte=1), name="topic_round_chooses_something"
            ),
            models.CheckConstraint(
                condition=~Q(state=RoundState.WITHDRAWN) | ~Q(state_reason=""),
                name="topic_round_withdrawn_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=RoundState.DECIDED) | Q(decided_at__isnull=False, publication__isnull=False),
                name="decided_topic_round_is_published",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def slug(self) -> str:
        """`2021-1`: how it is called in addresses and data."""
        return f"{self.year}-{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("topics:round", args=[self.slug])

    def takes_votes_on(self, day: date) -> bool:
        """Whether anybody may vote that day."""
        return self.state == RoundState.OPEN and self.opens_on <= day <= self.closes_on


class RoundCriterion(Tracked):
    """One thing by which a round weighs its topics."""

    AUDIT_TOPICS = ("topics",)

    round = models.ForeignKey(TopicRound, on_delete=models.PROTECT, related_name="criteria")
    place = models.PositiveSmallIntegerField("puesto")
    name = models.CharField("criterio", max_length=80)
    explains = models.CharField("qué mira", max_length=250, blank=True)
    weight = models.PositiveSmallIntegerField("peso")
    basis = models.CharField("de dónde sale", max_length=10, choices=BasisChoice.choices)
    source_kind = models.CharField("clase de fuente", max_length=20, choices=SourceKind.choices, blank=True)

    class Meta:
        verbose_name = "criterio"
        verbose_name_plural = "criterios"
        ordering = ("round", "place", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(weight__gte=1, weight__lte=100), name="criterion_weighs_something"),
            models.CheckConstraint(
                condition=(Q(basis=BasisChoice.FIGURES) & ~Q(source_kind=""))
                | (~Q(basis=BasisChoice.FIGURES) & Q(source_kind="")),
                name="criterion_of_figures_says_of_which",
            ),
        )

    def __str__(self) -> str:
        return self.name


class RoundTopic(Tracked):
    """A topic of a round, and in the end whether it was taken and why."""

    AUDIT_TOPICS = ("topics",)

    round = models.ForeignKey(TopicRound, on_delete=models.PROTECT, related_name="options")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="options")
    taken = models.BooleanField("se escogió", null=True, blank=True)
    reason = models.TextField("por qué", blank=True)

    class Meta:
        verbose_name = "tema de una ronda"
        verbose_name_plural = "temas de las rondas"
        ordering = ("round", "topic__title", "pk")
        constraints = (models.UniqueConstraint(fields=("round", "topic"), name="topic_once_in_a_round"),)

    def __str__(self) -> str:
        return f"{self.round_id} {self.topic_id}"


class TopicJudgement(Tracked):
    """What a person gives a topic in a criterion, with the reason."""

    AUDIT_TOPICS = ("topics",)

    option = models.ForeignKey(RoundTopic, on_delete=models.PROTECT, related_name="judgements")
    criterion = models.ForeignKey(RoundCriterion, on_delete=models.PROTECT, related_name="judgements")
    value = models.PositiveSmallIntegerField("valor, de 0 a 100")
    reason = models.TextField("por qué")

    class Meta:
        verbose_name = "valoración de un tema"
        verbose_name_plural = "valoraciones de los temas"
        ordering = ("criterion", "pk")
        constraints = (
            models.UniqueConstraint(fields=("option", "criterion"), name="judged_once_in_a_criterion"),
            models.CheckConstraint(condition=Q(value__lte=100), name="judged_from_0_to_100"),
            models.CheckConstraint(condition=~Q(reason=""), name="judged_with_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.option_id} {self.criterion_id}: {self.value}"


class PaperBundle(Tracked):
    """Paper ballots counted together by the entity's people: how many, the votes of each topic, and the scan."""

    AUDIT_TOPICS = ("topics",)

    round = models.ForeignKey(TopicRound, on_delete=models.PROTECT, related_name="bundles")
    place = models.CharField("dónde se votó", max_length=120)
    on = models.DateField("fecha")
    papers = models.PositiveIntegerField("papeletas")
    counts = models.JSONField("votos de cada tema")
    scan = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "paquete de papeletas"
        verbose_name_plural = "paquetes de papeletas"
        ordering = ("on", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(papers__gte=1), name="bundle_of_at_least_one_paper"),
            models.UniqueConstraint(fields=("round", "scan"), name="paper_scanned_once_in_a_round"),
        )

    def __str__(self) -> str:
        return f"{self.place}, {self.papers}"


class VotingCode(models.Model):
    """A code that was printed and handed out, told by its digest. Nobody knows who got which."""

    round = models.ForeignKey(TopicRound, on_delete=models.PROTECT, related_name="codes")
    digest = models.CharField("huella del código", max_length=64)

    class Meta:
        verbose_name = "código para votar"
        verbose_name_plural = "códigos para votar"
        constraints = (models.UniqueConstraint(fields=("round", "digest"), name="voting_code_once_in_a_round"),)

    def __str__(self) -> str:
        return self.digest[:8]


class VoteMark(models.Model):
    """That a device or a code voted in a round already. The constraint is what makes two sendings at once one vote."""

    round = models.ForeignKey(TopicRound, on_delete=models.PROTECT, related_name="marks")
    digest = models.CharField("huella del dispositivo o del código", max_length=64)

    class Meta:
        verbose_name = "constancia de voto"
        verbose_name_plural = "constancias de voto"
        constraints = (models.UniqueConstraint(fields=("round", "digest"), name="votes_once_in_a_round"),)

    def __str__(self) -> str:
        return self.digest[:8]


def _new_ballot_id() -> str:
    return get_random_string(16, PUBLIC_ID_ALPHABET)


class Ballot(models.Model):
    """What one ballot chose. Its identity is drawn by lot, so that its order says nothing of when it came."""

    id = models.CharField("voto", max_length=16, primary_key=True, default=_new_ballot_id, editable=False)
    round = models.ForeignKey(TopicRound, on_delete=models.PROTECT, related_name="ballots")
    channel = models.CharField("canal", max_length=10, choices=Channel.choices)
    choices: Any = models.JSONField("temas escogidos")

    class Meta:
        verbose_name = "voto"
        verbose_name_plural = "votos"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.id

    def cast(self) -> Cast:
        """As it is counted."""
        return Cast(tuple(self.choices))
