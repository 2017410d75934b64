import { AiEtlError } from '@ai-etl/core';

/** What is said to a client that does not begin with who it is. */
export function authenticateFirst(): AiEtlError {
  return new AiEtlError(
    'AUTHENTICATION_REQUIRED',
    'Say who you are first: {"type":"auth","token":"…"}, or {"type":"auth_ticket","ticket":"…"} with one of POST /api/v1/events/ticket.',
    { details: [{ field: 'type', error: 'must be auth or auth_ticket first' }] },
  );
}

/** What is said when a connection would change its organisation. */
export function anotherOrganisation(): AiEtlError {
  return new AiEtlError(
    'AUTHENTICATION_REQUIRED',
    'This token belongs to another organisation than the connection began with. Open another connection.',
  );
}
