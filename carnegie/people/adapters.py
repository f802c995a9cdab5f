"""How allauth behaves here: accounts are made by enrolment or invitation, never by strangers."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs herself up: a programme admin enrols her."""
        return False
