from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Optional, TypeVar

from ._wire import Query

Item = TypeVar("Item")


@dataclass(frozen=True)
class Page(Generic[Item]):
    """One page of a list."""

    items: list[Item]
    #: How many there are altogether; ``None`` where the server does not count.
    total: Optional[int]
    #: What leads to the page after this one; ``None``: this is the last.
    next: Optional[Query]
