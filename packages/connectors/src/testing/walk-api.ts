import type { ConnectionSettings } from '@ai-etl/core';
import { ApiClient } from '../http/client/api-client.ts';
import { FieldNames } from '../http/json/field-names.ts';
import { recordLines } from '../http/json/record-lines.ts';
import { walkPages } from '../http/reading/walk-pages.ts';
import { parseApi, resourceUrl } from '../http/settings.ts';
import { failure } from '../kit/contract/failure.ts';
import { startJsonApi, type ApiCall, type JsonApi } from './json-api.ts';

/** What no message may hold. */
export const secret = 'hunter2-not-to-be-seen';

/** An API with one resource, `rows` below `/v1`, and our way through its pages. */
export interface WalkedApi extends JsonApi {
  settings(resource: object, others?: ConnectionSettings): ConnectionSettings;
  /** All records, as they would be kept. */
  walk(resource?: object, others?: ConnectionSettings): Promise<readonly unknown[]>;
  /** The failure of a walk; its texts hold no secret. */
  fault(resource?: object, others?: ConnectionSettings): ReturnType<typeof failure>;
  /** Requests of a path. */
  callsOf(path?: string): readonly ApiCall[];
}

/** Starts the API; only 127.0.0.1 may be called. */
export async function startWalkedApi(): Promise<WalkedApi> {
  const api = await startJsonApi();
  const settings: WalkedApi['settings'] = (resource, others = {}) => ({
    base_url: `${api.origin}/v1`,
    resources: [{ name: 'rows', path: 'rows', records: 'data', ...resource }],
    requests_per_second: 1000,
    retry_seconds: 2,
    ...others,
  });
  const walk: WalkedApi['walk'] = async (resource = {}, others = {}) => {
    const parsed = parseApi(settings(resource, others));
    const client = new ApiClient(parsed, { allows: (address) => address === '127.0.0.1' });
    const { signal } = new AbortController();
    const records: unknown[] = [];
    try {
      for (const one of parsed.resources) {
        const url = resourceUrl(parsed.baseUrl, one.path) ?? parsed.baseUrl;
        const fields = new FieldNames(one.new_fields);
        const pages = walkPages({ client, resource: one, url, from: undefined }, () => signal);
        for await (const page of pages) {
          const { number, place } = page;
          for (const line of recordLines(page, { page: number, place, fields, exact: new Set() })) {
            records.push(withoutPlace(JSON.parse(line)));
          }
        }
      }
      return records;
    } finally {
      client.close();
    }
  };
  return {
    ...api,
    settings,
    walk,
    fault: (resource, others) => failure(walk(resource, others)),
    callsOf: (path = '/v1/rows') => api.calls.filter((one) => one.path.split('?')[0] === path),
  };
}

function withoutPlace(record: unknown): unknown {
  return Object.fromEntries(
    Object.entries(Object(record)).filter(([name]) => !name.startsWith('_ai_etl_')),
  );
}
