"""The rules of what may be shown, pure: which personal data a text tells, and why each matters."""
