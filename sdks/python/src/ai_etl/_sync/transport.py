# Generated from ../_async by scripts/generate.py.
from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal, Optional, Union

import httpx

from .._credentials import ApiKey, Login
from .._errors import ApiConnectionError, ApiTimeoutError, error_from, retry_after_of
from .._locks import Lock
from .._pause import pause
from .._retry import RETRYABLE_STATUSES, pause_before
from .._version import __version__
from .._wire import Query, query_text

#: ``safe``: twice is the same as once; ``keyed``: an Idempotency-Key makes it so; ``never``: neither.
Repeat = Literal["safe", "keyed", "never"]

#: A token is renewed this many seconds before it expires.
_RENEW_EARLY_SECONDS = 60.0


class Transport:
    """Sends requests: credentials, retries, time limits, errors. Shared by all resources."""

    def __init__(
        self,
        *,
        base_url: str,
        credentials: Union[ApiKey, Login, None],
        timeout_seconds: float,
        max_retries: int,
        http_client: Optional[httpx.Client],
    ) -> None:
        self._base_url = base_url
        self._credentials = credentials
        self._timeout_seconds = timeout_seconds
        self._max_retries = max_retries
        self._owns_client = http_client is None
        self._client = httpx.Client() if http_client is None else http_client
        self._lock = Lock()
        self._access: Optional[str] = None
        self._refresh: Optional[str] = None
        self._renew_at = 0.0

    def send(
        self,
        method: str,
        path: str,
        *,
        query: Optional[Query] = None,
        body: Optional[object] = None,
        repeat: Optional[Repeat] = None,
        timeout_seconds: Optional[float] = None,
        idempotency_key: Optional[str] = None,
    ) -> httpx.Response:
        """Sends, retrying what may be retried. Raises ``ApiError``, ``ApiConnectionError``."""
        kind: Repeat = repeat or ("safe" if method in ("GET", "PUT", "DELETE") else "never")
        headers = {}
        if idempotency_key is not None or kind == "keyed":
            headers["idempotency-key"] = idempotency_key or str(uuid.uuid4())
            kind = "keyed"
        request = self._client.build_request(
            method,
            self._base_url + path,
            params=query_text(query) or None,
            json=body,
            headers=headers,
            timeout=self._timeout_seconds if timeout_seconds is None else timeout_seconds,
        )
        return self._send_patiently(request, may_repeat=kind != "never")

    @contextmanager
    def stream(
        self, path: str, *, query: Optional[Query] = None, headers: Optional[dict[str, str]] = None
    ) -> Iterator[httpx.Response]:
        """Opens an endless answer (Server-Sent Events); only silence ends its reading."""
        request = self._client.build_request(
            "GET",
            self._base_url + path,
            params=query_text(query) or None,
            headers={"accept": "text/event-stream", **(headers or {})},
            timeout=httpx.Timeout(self._timeout_seconds, read=90.0),
        )
        response = self._send_patiently(request, may_repeat=True, stream=True)
        try:
            yield response
        except httpx.TimeoutException as error:
            raise ApiTimeoutError("The event stream fell silent.") from error
        except httpx.TransportError as error:
            raise ApiConnectionError(f"The event stream broke: {error}") from error
        finally:
            response.close()

    def close(self) -> None:
        """Closes the connections, unless the HTTP client was given by the caller."""
        if self._owns_client:
            self._client.close()

    def _send_patiently(
        self, request: httpx.Request, *, may_repeat: bool, stream: bool = False
    ) -> httpx.Response:
        renewed = False
        attempt = 0
        while True:
            token = self._token()
            if token is not None:
                request.headers["authorization"] = f"Bearer {token}"
            request.headers["user-agent"] = f"ai-etl-python/{__version__}"
            delay: Optional[float]
            try:
                response = self._client.send(request, stream=stream)
            except httpx.TransportError as error:
                # A connection that was never made has done nothing.
                harmless = may_repeat or isinstance(error, httpx.ConnectError)
                delay = pause_before(attempt, None) if harmless else None
                if delay is None or attempt >= self._max_retries:
                    raise _unreachable(error, self._base_url) from error
            else:
                if response.is_success:
                    return response
                response.read()
                response.close()
                if response.status_code == 401 and token is not None and not renewed:
                    renewed = True
                    if self._forget(token):
                        continue
                # 429 and 503 with Retry-After were refused before anything was done. 409 with it:
                # the try whose answer was lost is still at work under the same Idempotency-Key.
                refused = retry_after_of(response) is not None
                status = response.status_code
                transient = status in RETRYABLE_STATUSES or (status == 409 and refused)
                delay = None
                if transient and (may_repeat or refused):
                    delay = pause_before(attempt, retry_after_of(response))
                if delay is None or attempt >= self._max_retries:
                    raise error_from(response)
            attempt += 1
            pause(delay)

    def _token(self) -> Optional[str]:
        if isinstance(self._credentials, ApiKey):
            return self._credentials.value
        if not isinstance(self._credentials, Login):
            return None
        with self._lock:
            if self._access is None or time.monotonic() >= self._renew_at:
                self._renew(self._credentials)
            return self._access

    def _forget(self, token: str) -> bool:
        """Drops a refused access token; answers whether another may be had."""
        if not isinstance(self._credentials, Login):
            return False
        with self._lock:
            if self._access == token:
                self._access = None
        return True

    def _renew(self, login: Login) -> None:
        pair = None
        if self._refresh is not None:
            body = {"refresh_token": self._refresh}
            # Used up, whatever comes of it: showing it twice would end the whole login.
            self._refresh = None
            response = self._post("/auth/refresh", body)
            pair = response.json() if response.is_success else None
        if pair is None:
            body = {"email": login.email, "password": login.password}
            response = self._post("/auth/login", body)
            if not response.is_success:
                raise error_from(response)
            pair = response.json()
        self._access = pair["access_token"]
        self._refresh = pair["refresh_token"]
        self._renew_at = time.monotonic() + float(pair["expires_in"]) - _RENEW_EARLY_SECONDS

    def _post(self, path: str, body: dict[str, Any]) -> httpx.Response:
        try:
            return self._client.post(
                self._base_url + path, json=body, timeout=self._timeout_seconds
            )
        except httpx.TransportError as error:
            raise _unreachable(error, self._base_url) from error


def _unreachable(error: httpx.TransportError, base_url: str) -> ApiConnectionError:
    if isinstance(error, httpx.TimeoutException):
        return ApiTimeoutError(f"{base_url} did not answer in time.")
    return ApiConnectionError(f"{base_url} could not be reached: {error}")
