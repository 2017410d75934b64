from __future__ import annotations

from typing import Any, Optional, TypeVar

from pydantic import BaseModel

from .listing import AsyncListing
from .transport import AsyncTransport, Repeat

Model = TypeVar("Model", bound=BaseModel)

#: Stands for "not given" where ``None`` means something.
UNSET: Any = object()


class AsyncResource:
    """What all resources share: requests whose answers are models."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def _get(self, model: type[Model], at: str, **query: Any) -> Model:
        response = await self._transport.send("GET", at, query=query)
        return model.model_validate(response.json())

    async def _text(self, at: str, **query: Any) -> str:
        response = await self._transport.send("GET", at, query=query)
        return response.text

    async def _post(
        self,
        model: type[Model],
        at: str,
        body: Optional[object] = None,
        *,
        repeat: Repeat = "keyed",
        timeout_seconds: Optional[float] = None,
    ) -> Model:
        """By default it creates something, and carries an Idempotency-Key so that it may be repeated."""
        response = await self._transport.send(
            "POST", at, body=body, repeat=repeat, timeout_seconds=timeout_seconds
        )
        return model.model_validate(response.json())

    async def _change(self, model: type[Model], method: str, at: str, body: object) -> Model:
        response = await self._transport.send(method, at, body=body)
        return model.model_validate(response.json())

    async def _do(self, method: str, at: str, body: Optional[object] = None) -> None:
        await self._transport.send(method, at, body=body)

    def _list(self, model: type[Model], at: str, query: dict[str, Any]) -> AsyncListing[Model]:
        return AsyncListing(self._transport, at, query, model.model_validate)
