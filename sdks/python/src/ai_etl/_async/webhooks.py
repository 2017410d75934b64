from __future__ import annotations

from typing import Any, Optional

from .. import models
from .._wire import path, without_none
from .listing import AsyncListing
from .resource import AsyncResource


class AsyncWebhooks(AsyncResource):
    """Deliveries of events to URLs, chats and mailboxes."""

    async def create(
        self,
        events: list[str],
        *,
        url: Optional[str] = None,
        secret: Optional[str] = None,
        **options: Any,
    ) -> models.WebhookWithSecret:
        """Subscribes. Without ``secret`` one is made; the answer shows it this once.

        ``channel=``, ``telegram=``, ``email=``, ``description=``, ``project_id=``,
        ``pipeline_id=`` and ``enabled=`` are the other options.
        """
        body = without_none({"events": events, "url": url, "secret": secret, **options})
        return await self._post(models.WebhookWithSecret, "/webhooks", body)

    def list(self, **filters: Any) -> AsyncListing[models.Webhook]:
        """All of them."""
        return self._list(models.Webhook, "/webhooks", filters)

    async def get(self, webhook_id: str) -> models.Webhook:
        """One of them."""
        return await self._get(models.Webhook, _at(webhook_id))

    async def update(self, webhook_id: str, **changes: Any) -> models.Webhook:
        """Changes what is given: ``url=``, ``events=``, ``description=``, ``enabled=``, …"""
        return await self._change(models.Webhook, "PATCH", _at(webhook_id), changes)

    async def delete(self, webhook_id: str) -> None:
        """Ends it; what waits is not delivered any more."""
        await self._do("DELETE", _at(webhook_id))

    async def test(self, webhook_id: str) -> models.WebhookDelivery:
        """Delivers a test event now, and answers what came of it."""
        return await self._post(models.WebhookDelivery, _at(webhook_id, ":test"), repeat="never")

    async def rotate_secret(
        self, webhook_id: str, *, secret: Optional[str] = None
    ) -> models.WebhookWithSecret:
        """Changes the secret; for a day the former one signs too."""
        at = _at(webhook_id, ":rotate-secret")
        body = without_none({"secret": secret})
        return await self._post(models.WebhookWithSecret, at, body, repeat="never")

    def deliveries(self, webhook_id: str, **filters: Any) -> AsyncListing[models.WebhookDelivery]:
        """What was delivered, or not; newest first."""
        return self._list(models.WebhookDelivery, _at(webhook_id, "/deliveries"), filters)

    async def delivery(self, webhook_id: str, delivery_id: str) -> models.WebhookDelivery:
        """One delivery."""
        tail = path("/deliveries/{delivery_id}", delivery_id=delivery_id)
        return await self._get(models.WebhookDelivery, _at(webhook_id, tail))

    async def redeliver(self, webhook_id: str, delivery_id: str) -> models.WebhookDelivery:
        """Delivers one again."""
        tail = path("/deliveries/{delivery_id}:redeliver", delivery_id=delivery_id)
        return await self._post(models.WebhookDelivery, _at(webhook_id, tail), repeat="never")


def _at(webhook_id: str, suffix: str = "") -> str:
    return path("/webhooks/{webhook_id}", webhook_id=webhook_id) + suffix
