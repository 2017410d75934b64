from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Callable, Generic, Optional, TypeVar

import httpx

from .._page import Page
from .._wire import Query
from .transport import AsyncTransport

Item = TypeVar("Item")


class AsyncListing(Generic[Item]):
    """A list of the API. Iterate it for every item of every page; nothing is asked before."""

    def __init__(
        self,
        transport: AsyncTransport,
        path: str,
        query: Query,
        present: Callable[[Any], Item],
    ) -> None:
        self._transport = transport
        self._path = path
        self._query = query
        self._present = present

    async def page(self, following: Optional[Query] = None) -> Page[Item]:
        """One page: the one that was asked for, or the one after another (``page.next``)."""
        query = {**self._query, **(following or {})}
        response = await self._transport.send("GET", self._path, query=query)
        items = [self._present(one) for one in response.json()]
        return Page(items, _number(response, "x-total-count"), _next_of(response))

    async def pages(self) -> AsyncIterator[Page[Item]]:
        """Page by page, to the end."""
        page = await self.page()
        yield page
        while page.next is not None:
            page = await self.page(page.next)
            yield page

    async def __aiter__(self) -> AsyncIterator[Item]:
        async for page in self.pages():
            for item in page.items:
                yield item

    async def count(self) -> Optional[int]:
        """How many there are altogether; ``None`` where the server does not count."""
        return (await self.page({"per_page": 1})).total


def _next_of(response: httpx.Response) -> Optional[Query]:
    """Only the parameters of the link are taken: its host may be that of a proxy."""
    link = response.links.get("next")
    if link is None or "url" not in link:
        return None
    parameters = httpx.URL(link["url"]).params
    return {name: parameters[name] for name in ("page", "cursor") if name in parameters}


def _number(response: httpx.Response, header: str) -> Optional[int]:
    text = response.headers.get(header, "")
    return int(text) if text.isdigit() else None
