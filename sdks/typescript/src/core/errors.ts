/** One thing that is wrong with a request: `field` is a path such as `schedule` or `sources.0.object`. */
export interface ErrorDetail {
  readonly field: string;
  readonly error: string;
}

/** Everything this SDK throws, save the reason of an AbortSignal, which is thrown as it is. */
export class AIETLError extends Error {
  override readonly name: string = 'AIETLError';
}

/** No answer: the address is wrong, the network is down, or the connection broke. */
export class ConnectionError extends AIETLError {
  override readonly name: string = 'ConnectionError';
}

/** No answer within `timeoutMs`. The request may have been carried out all the same. */
export class TimeoutError extends ConnectionError {
  override readonly name: string = 'TimeoutError';
}

/** An answer that is not of this API: mostly a `baseUrl` that leads to something else. */
export class UnexpectedAnswerError extends AIETLError {
  override readonly name: string = 'UnexpectedAnswerError';
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

/** What a failed request was answered with. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly details: readonly ErrorDetail[];
  readonly requestId: string | null;
  readonly headers: Headers;
}

/** The API refused or failed. The subclass says why; so does `code`. */
export class APIError extends AIETLError {
  override readonly name: string = 'APIError';
  readonly status: number;
  /** The contract's code, such as VALIDATION_ERROR. */
  readonly code: string;
  /** What is wrong, by field. */
  readonly details: readonly ErrorDetail[];
  /** Give it when reporting trouble. */
  readonly requestId: string | null;
  readonly headers: Headers;

  constructor({ status, code, message, details, requestId, headers }: Refusal) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
    this.requestId = requestId;
    this.headers = headers;
  }
}

/** 401: no token, or one that is expired, revoked or not valid. */
export class AuthenticationError extends APIError {
  override readonly name = 'AuthenticationError';
}

/** 403: the caller's role does not include this. */
export class PermissionDeniedError extends APIError {
  override readonly name = 'PermissionDeniedError';
}

/** 404: there is no such thing, or it belongs to somebody else. */
export class NotFoundError extends APIError {
  override readonly name = 'NotFoundError';
}

/** 400, 413, 415, 422: something in the request does not fit; `details` names each field. */
export class ValidationError extends APIError {
  override readonly name = 'ValidationError';
}

/** 409: the resource is in another state than this needs. */
export class ConflictError extends APIError {
  override readonly name = 'ConflictError';
}

/** 429: too many requests. */
export class RateLimitError extends APIError {
  override readonly name = 'RateLimitError';

  /** Seconds until trying again makes sense; null when the server did not say. */
  get retryAfter(): number | null {
    const delayMs = retryAfterMs(this.headers, Date.now());
    return delayMs === null ? null : Math.ceil(delayMs / 1000);
  }
}

/** 5xx: trouble on the server's side; report `requestId`. */
export class ServerError extends APIError {
  override readonly name = 'ServerError';
}

/** The error class that belongs to a status. */
export function apiError(refusal: Refusal): APIError {
  switch (refusal.status) {
    case 400:
    case 413:
    case 415:
    case 422:
      return new ValidationError(refusal);
    case 401:
      return new AuthenticationError(refusal);
    case 403:
      return new PermissionDeniedError(refusal);
    case 404:
      return new NotFoundError(refusal);
    case 409:
      return new ConflictError(refusal);
    case 429:
      return new RateLimitError(refusal);
    default:
      return refusal.status >= 500 ? new ServerError(refusal) : new APIError(refusal);
  }
}

/** Retry-After in milliseconds from `now`: seconds or an HTTP date (RFC 9110, 10.2.3); null without one. */
export function retryAfterMs(headers: Headers, now: number): number | null {
  const text = headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,9}(\.\d{1,3})?$/.test(text)) return Number(text) * 1000;
  const moment = /[A-Za-z]/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(moment) ? null : Math.max(0, moment - now);
}
