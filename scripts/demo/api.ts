import { AiEtlError } from '@ai-etl/core';
import { z } from 'zod';

/** A caller of the REST API: JSON in, JSON out, an AiEtlError with the server's words on failure. */
export interface Api {
  post(path: string, body: unknown): Promise<Json>;
  get(path: string): Promise<Json>;
  /** For list endpoints. */
  list(path: string): Promise<readonly Json[]>;
}

export type Json = Readonly<Record<string, unknown>>;

const JsonObject = z.record(z.string(), z.unknown());

/** `baseUrl` is `http://127.0.0.1:8000/api/v1`. */
export function createApi(baseUrl: string, token?: string): Api {
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(60_000),
    });
    const text = await response.text();
    const answer = parseJson(text);
    if (response.ok && answer !== undefined) return answer;
    const error = asObject(asObject(answer)?.['error']);
    throw new AiEtlError(
      'INTERNAL_ERROR',
      `${method} ${path} answered ${response.status}: ${error === undefined ? text.slice(0, 500) : JSON.stringify(error)}`,
    );
  };
  return {
    post: async (path, body) => asObject(await call('POST', path, body)) ?? {},
    get: async (path) => asObject(await call('GET', path)) ?? {},
    list: async (path) => asList(await call('GET', path)),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The value as an object, or undefined. */
export function asObject(value: unknown): Json | undefined {
  return JsonObject.safeParse(value).data;
}

/** The value as a list of objects; anything else in it is left out. */
export function asList(value: unknown): readonly Json[] {
  if (!Array.isArray(value)) return [];
  const items: readonly unknown[] = value;
  return items.map(asObject).filter((one) => one !== undefined);
}

/** The value as text; empty when it is none. */
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
