"""What the words of a schedule should not do: promote a person or the government's image, or be misspelt.

Source: Ley 1474 de 2011, art. 10 (official publicity serves the right to information; it may not promote public
servants nor use their voice, image or name).
"""

import re
from collections.abc import Iterator, Sequence

from rendir.foundation.core.importing import Finding, Proposal, Severity
from rendir.foundation.core.spanish import fold
from rendir.plan.planning.rules.coherence.codes import CoherenceCode, warn
from rendir.plan.planning.rules.facts import ActivityFacts

_GOVERNMENT = r"(gobierno|administracion|alcald|gobernador|gobernacion|mandatari|burgomaestre)\w*"
_IMAGE = re.compile(
    rf"\bimagen( \w+)? (del|de la|de nuestr[oa]|de su) {_GOVERNMENT}"
    r"|\b(posicion|exalt|enaltec)\w*( \w+){0,4} (imagen|marca|figura)\b"
    rf"|\b(posicion|exalt|enaltec|resalt|promocion|promuev|promov)\w*( \w+){{0,4}} (logros?|nombre|figura) "
    rf"(del|de la) {_GOVERNMENT}"
)
"""On folded text: the image of the government, or its achievements as something to sell."""

_WORD = re.compile(r"[^\W\d_]+")
_TITLES = frozenset({"alcalde", "alcaldesa", "gobernador", "gobernadora", "presidente", "presidenta"})
_SPEAKS = re.compile(r"(te|le|les|responde|contesta|escucha|informa|cuenta|cumple)")

_GIVEN_NAMES = frozenset(
    """
    adriana alejandra alejandro alfonso alberto alvaro ana andrea andres antonio armando arturo beatriz camila camilo
    carlos carolina catalina cecilia cesar claudia cristian cristina daniel daniela david diana diego edgar eduardo
    elena eliana enrique erika esteban federico felipe fernanda fernando francisco gabriel german gilberto gloria
    gonzalo guillermo gustavo hector henry hernan hugo ignacio ingrid isabel ivan jaime javier jhon jimena john jorge
    jose juan juana juliana julian julio karen laura leonardo leonor liliana lorena lucia luis luisa manuel marcela
    marco margarita maria mariana mario martha mateo mauricio miguel milena monica natalia nelson nicolas olga omar
    oscar pablo paola patricia paula pedro rafael ramiro ramon raul ricardo roberto rodrigo rodolfo ruben samuel sandra
    santiago sara sebastian sergio silvia sofia tatiana teresa valentina veronica viviana walter william wilson ximena
    yamile yolanda
    """.split()  # noqa: SIM905 - a hundred names read better as words than as a list
)

"""Frequent given names that are not also a common word (Paz, Luz, Esperanza) in these texts."""

_SPELLING = {
    "ferías": "ferias",
    "estratégia": "estrategia",
    "estratégias": "estrategias",
    "despues": "después",
    "rendicion": "rendición",
    "informacion": "información",
    "evaluacion": "evaluación",
    "ejecucion": "ejecución",
    "participacion": "participación",
    "ciudadania": "ciudadanía",
    "caracterizacion": "caracterización",
    "gestion": "gestión",
    "seguimineto": "seguimiento",
    "seguimento": "seguimiento",
    "cronógrama": "cronograma",
    "encuéstas": "encuestas",
}
"""Slips seen in real schedules, none of which is another right word. Lower case, accents as written."""


def check(activities: Sequence[ActivityFacts]) -> Iterator[Finding]:
    """Promotion first, then spelling, activity by activity."""
    for activity in activities:
        yield from _promotion(activity)
        yield from _spelling(activity)


def _promotion(activity: ActivityFacts) -> Iterator[Finding]:
    texts = {field: text for field, text in (("name", activity.name), ("product", activity.product)) if text}
    named = next(((field, found) for field, text in texts.items() if (found := _person(text))), None)
    if named:
        field, name = named
        yield warn(
            CoherenceCode.PROMOTES_PERSON,
            f"La actividad {activity.code} lleva el nombre de una persona: «{name}». La divulgación oficial no puede "
            "promover a servidores públicos ni usar su nombre, su voz o su imagen (Ley 1474 de 2011, art. 10). "
            "Use un nombre que hable del tema o de la entidad.",
            activity,
            about=field,
        )
    field = next((field for field, text in texts.items() if _IMAGE.search(fold(text))), "")
    if field:
        yield warn(
            CoherenceCode.PROMOTES_GOVERNMENT,
            f"La actividad {activity.code} busca promover la imagen del gobierno. La divulgación oficial cumple la "
            "finalidad de la entidad y garantiza el derecho a la información (Ley 1474 de 2011, art. 10). "
            "Escriba qué va a saber o a poder hacer la gente.",
            activity,
            about=field,
        )


def _person(text: str) -> str | None:
    """A given name that a text uses as a banner: «… con Andrés», «alcaldesa Juana», «Andrés responde».

    A name alone proves nothing: streets, schools and towns have them too («San Andrés», «parque Santiago»).
    """
    words = _WORD.findall(text)
    around = zip(["", *words], words, [*words[1:], ""], strict=False)
    for before, word, after in around:
        if word[0].isupper() and fold(word) in _GIVEN_NAMES and _is_banner(fold(before), fold(after)):
            return " ".join(part for part in (before, word) if part)
    return None


def _is_banner(before: str, after: str) -> bool:
    return before == "con" or before in _TITLES or bool(_SPEAKS.fullmatch(after))


def _spelling(activity: ActivityFacts) -> Iterator[Finding]:
    """One finding for each text with slips, with the corrected text as a proposal."""
    for field, text in (("name", activity.name), ("product", activity.product or "")):
        slips = [word for word in dict.fromkeys(_WORD.findall(text)) if word.lower() in _SPELLING]
        if slips:
            corrected = _WORD.sub(lambda found: _corrected(found.group()), text)
            shown = ", ".join(f"«{word}» se escribe «{_corrected(word)}»" for word in slips)
            yield warn(
                CoherenceCode.MISSPELT,
                f"En la actividad {activity.code}, {shown}. Se publica tal como está escrito: corríjalo.",
                activity,
                about=field,
                severity=Severity.INFO,
                proposal=Proposal(field, corrected, "Ortografía de la palabra.", 0.95),
            )


def _corrected(word: str) -> str:
    """The right spelling in the capitals of the wrong one; the word itself where it is right."""
    right = _SPELLING.get(word.lower(), word)
    if word.isupper():
        return right.upper()
    return right[:1].upper() + right[1:] if word[:1].isupper() else right
