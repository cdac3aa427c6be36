"""Notices is the outbox: what was or will be sent, to whom and why. Nothing needs a mail server; a notice can
be copied into a chat.
"""
