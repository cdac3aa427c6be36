"""What is kept about people: who they are and the hats they wear, their invitations, the rules of the house, and the
sessions and counts of those who come in.
"""

from rendir.foundation.accounts.models.invitations import Invitation
from rendir.foundation.accounts.models.people import Membership, Person
from rendir.foundation.accounts.models.policies import HousePolicy, RolePolicy
from rendir.foundation.accounts.models.sessions import OpenSession, SharedCount

__all__ = ["HousePolicy", "Invitation", "Membership", "OpenSession", "Person", "RolePolicy", "SharedCount"]
