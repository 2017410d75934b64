import { AIETLError } from './errors.ts';

/** The address of the contract's production; a development server is http://localhost:8000. */
export const defaultBaseUrl = 'https://api.ai-etl.com';

/**
 * Where the API's paths begin, without a slash at the end: the address may be given with
 * `/api/v1` or without. Throws AIETLError for anything that is no http(s) address.
 */
export function apiRoot(baseUrl: string): string {
  const url = parse(baseUrl);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new AIETLError(
      `baseUrl must be an http(s) address such as ${defaultBaseUrl} or http://localhost:8000.`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new AIETLError('baseUrl must not hold a user name or password; use apiKey instead.');
  }
  const path = url.pathname.replace(/\/+$/, '').replace(/\/api\/v1$/, '');
  return `${url.origin}${path}/api/v1`;
}

function parse(text: string): URL | null {
  try {
    return new URL(text.trim());
  } catch {
    return null;
  }
}
