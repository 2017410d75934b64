from __future__ import annotations

from dataclasses import dataclass
from typing import Optional, Union


@dataclass(frozen=True)
class ApiKey:
    """An API key, or an access token that somebody else renews."""

    value: str


@dataclass(frozen=True)
class Login:
    """A person's e-mail address and password; tokens are fetched and renewed as needed."""

    email: str
    password: str


def credentials_of(
    api_key: Optional[str], email: Optional[str], password: Optional[str]
) -> Union[ApiKey, Login, None]:
    """The one way in that was given, or none. Raises ``ValueError`` for both, or for half of one."""
    if api_key is not None:
        if email is not None or password is not None:
            raise ValueError("give api_key, or email and password, not both")
        if not api_key.strip() or any(char in api_key for char in "\r\n"):
            raise ValueError("api_key is empty or holds a line break")
        return ApiKey(api_key.strip())
    if email is None and password is None:
        return None
    if not email or not password:
        raise ValueError("email and password go together")
    return Login(email, password)
