import { list } from '../core/call.ts';
import type { Item, Query } from '../core/contract.ts';
import { jsonLines } from '../core/json-lines.ts';
import type { List } from '../core/list.ts';
import type { RequestOptions, Transport } from '../core/transport.ts';

export type AuditEntry = Item<'listAuditLog'>;
export type AuditQuery = Query<'listAuditLog'>;
export type AuditExportQuery = Query<'exportAuditLog'>;

/** Who changed or was refused what. */
export class AuditLog {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Newest first. */
  list(query: AuditQuery = {}, options?: RequestOptions): List<AuditEntry> {
    return list<'listAuditLog'>(this.#transport, { path: '/audit-log', query }, options);
  }

  /** Every entry that fits, in one answer that is read as it comes. */
  async *export(
    query: AuditExportQuery = {},
    options?: RequestOptions,
  ): AsyncGenerator<AuditEntry, void, undefined> {
    const response = await this.#transport.open(
      { method: 'GET', path: '/audit-log:export', query, accept: 'application/x-ndjson' },
      options,
    );
    yield* jsonLines<AuditEntry>(response);
  }
}
