import {
  ConnectionError,
  UnexpectedAnswerError,
  type ErrorDetail,
  type Refusal,
} from './errors.ts';

/** The body of a success. Throws UnexpectedAnswerError when it is not JSON. */
export async function readJson<Data>(response: Response): Promise<Data> {
  const text = await response.text();
  // The one place where an answer gets its type: the OpenAPI document says it, and the server's
  // own tests hold it to that. No content is `undefined`, which is then the type asked for.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  if (text === '') return undefined as Data;
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as above
    return JSON.parse(text) as Data;
  } catch {
    throw notOurs(response);
  }
}

/** What a failure says; for an answer of a proxy in between, what can be said of it. */
export async function readRefusal(response: Response): Promise<Refusal> {
  const text = await response.text().catch(() => '');
  const error = member(parse(text), 'error');
  const { status, headers } = response;
  const message = member(error, 'message');
  return {
    status,
    headers,
    code: textOr(member(error, 'code'), status >= 500 ? 'INTERNAL_ERROR' : `HTTP_${status}`),
    message: textOr(message, `The server answered ${status} ${response.statusText}`.trim()),
    details: detailsOf(member(error, 'details')),
    requestId: textOr(member(error, 'request_id'), '') || headers.get('x-request-id'),
  };
}

/** Throws ConnectionError for a redirect, naming where it leads. */
export function refuseRedirect(response: Response, root: string): void {
  const redirected = response.status >= 300 && response.status < 400;
  if (!redirected && response.type !== 'opaqueredirect') return;
  const target = response.headers.get('location') ?? 'another address';
  throw new ConnectionError(
    `${root} redirects to ${target}. Redirects are not followed: give that address as baseUrl.`,
  );
}

/** fetch only says "fetch failed"; its cause knows more. */
export function explainFetchFailure(error: unknown, root: string): string {
  const cause = member(error, 'cause');
  const code = textOr(member(cause, 'code'), '');
  const why = code || textOr(member(cause, 'message'), '') || textOr(member(error, 'message'), '');
  return `Cannot reach ${new URL(root).origin}${why === '' ? '' : `: ${why}`}. Is baseUrl right, and does the server run?`;
}

function notOurs({ status, headers }: Response): UnexpectedAnswerError {
  const type = headers.get('content-type') ?? 'no content type';
  return new UnexpectedAnswerError(
    `The answer is not JSON (${status}, ${type}). Is baseUrl the address of an AI-ETL server?`,
    status,
  );
}

function detailsOf(value: unknown): readonly ErrorDetail[] {
  if (!Array.isArray(value)) return [];
  return value.map((one: unknown) => ({
    field: textOr(member(one, 'field'), ''),
    error: textOr(member(one, 'error'), ''),
  }));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? value : otherwise;
}
