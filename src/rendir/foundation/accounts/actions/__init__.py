"""What is done with people: `people` invites, corrects and lets in; `hats` gives roles and hands work over; `entry` is
everything at the door (passwords, invitations, sessions, second step); `policies` sets the rules of the house.
"""

from rendir.foundation.accounts.actions.entry import (
    accept_invitation,
    choose_password,
    close_other_sessions,
    close_session,
    close_sessions_of,
    make_invitation,
    remove_second_factor,
)
from rendir.foundation.accounts.actions.hats import arrange_role, end_role, give_role, withdraw_role
from rendir.foundation.accounts.actions.people import correct_person, invite_person, set_active
from rendir.foundation.accounts.actions.policies import set_handover_days, set_second_factor

__all__ = [
    "accept_invitation",
    "arrange_role",
    "choose_password",
    "close_other_sessions",
    "close_session",
    "close_sessions_of",
    "correct_person",
    "end_role",
    "give_role",
    "invite_person",
    "make_invitation",
    "remove_second_factor",
    "set_active",
    "set_handover_days",
    "set_second_factor",
    "withdraw_role",
]
