# Generated from ../_async by scripts/generate.py.
from __future__ import annotations

from typing import Any, Optional

from .. import models
from .._wire import path, without_none
from .listing import Listing
from .resource import Resource


class Auth(Resource):
    """Who is calling, and their logins."""

    def me(self) -> models.Me:
        """Who this client is to the server: user, organisation, role, permissions."""
        return self._get(models.Me, "/auth/me")

    def methods(self) -> models.LoginMethods:
        """How one can log in to this server: with a password, with an identity provider."""
        return self._get(models.LoginMethods, "/auth/methods")

    def change_password(self, old_password: str, new_password: str) -> None:
        """Changes one's own password; other logins end."""
        body = {"old_password": old_password, "new_password": new_password}
        self._do("POST", "/auth/change-password", body)

    def sessions(self, **filters: Any) -> Listing[models.Session]:
        """One's logins that have not ended."""
        return self._list(models.Session, "/auth/sessions", filters)

    def end_session(self, session_id: str) -> None:
        """Ends a login: its tokens are refused within seconds."""
        self._do("DELETE", path("/auth/sessions/{session_id}", session_id=session_id))

    def logout(self) -> None:
        """Ends this login."""
        self._do("POST", "/auth/logout")

    def request_password_reset(self, email: str) -> None:
        """Sends a link to this address, if there is an account."""
        self._do("POST", "/auth/password-reset", {"email": email})

    def confirm_password_reset(self, token: str, new_password: str) -> None:
        """Sets a new password with the token of the link; all logins end."""
        body = {"token": token, "new_password": new_password}
        self._do("POST", "/auth/password-reset:confirm", body)

    def request_email_verification(self) -> None:
        """Has a token mailed to one's own address, where the server sends mail."""
        self._do("POST", "/auth/verify-email")

    def confirm_email_verification(self, token: str) -> None:
        """Proves with the token of that mail that the address is one's own."""
        self._do("POST", "/auth/verify-email:confirm", {"token": token})


class ApiKeys(Resource):
    """API keys: for programs."""

    def create(
        self,
        name: str,
        *,
        scopes: Optional[list[str]] = None,
        expires_at: Optional[str] = None,
    ) -> models.CreatedApiKey:
        """Makes a key. ``key`` of the answer is shown this once.

        Without ``scopes`` it may what its owner may; ``expires_at`` is RFC 3339.
        """
        body = without_none({"name": name, "scopes": scopes, "expires_at": expires_at})
        return self._post(models.CreatedApiKey, "/api-keys", body, repeat="never")

    def list(self, **filters: Any) -> Listing[models.ApiKey]:
        """One's own keys; administrators see the others' with ``user_id=``."""
        return self._list(models.ApiKey, "/api-keys", filters)

    def revoke(self, api_key_id: str) -> None:
        """Ends a key: it is refused within seconds."""
        self._do("DELETE", path("/api-keys/{api_key_id}", api_key_id=api_key_id))
