"""The terms that law, method or the entity itself fix: how long, counted how, by which norm and from when. Pure.

A term is never a constant of the code: it is a row with dates, so that what was asked in 2020 is judged by the rule of
2020. Each says how well it is known; what no norm fixes is a parameter, shown as such until somebody confirms it. The
entity changes a value from a day on by a row of its own (`TermChange`).
"""

from rendir.foundation.organization.terms.catalog import TERMS, TermKey, term_of
from rendir.foundation.organization.terms.kinds import Deadline, Mark, Term, TermGroup, TermUnit, TermValue

__all__ = ["TERMS", "Deadline", "Mark", "Term", "TermGroup", "TermKey", "TermUnit", "TermValue", "term_of"]
