import { z } from 'zod';
import { AiEtlError, errorRegistry, type ErrorDetail } from '@ai-etl/core';
import { wireCode } from './wire-code.ts';

/** What every failure looks like, whatever its status. */
export const ErrorEnvelope = z
  .object({
    error: z.object({
      code: z.string().describe('For programs; the list is in the API guide.'),
      message: z.string().describe('For people: what happened, what was allowed, how to cure it.'),
      details: z.array(z.object({ field: z.string(), error: z.string() })),
      request_id: z.string(),
    }),
  })
  .meta({ id: 'Error', description: 'What every failure looks like.' });

export type ErrorEnvelope = z.infer<typeof ErrorEnvelope>;

export interface Failure {
  readonly status: number;
  readonly envelope: ErrorEnvelope;
  /** Our own trouble: logged with its stack, told to nobody. */
  readonly unexpected: boolean;
}

/** Turns anything thrown into what the caller sees. Never leaks a stack, a secret or a driver's text. */
export function describeFailure(thrown: unknown, requestId: string): Failure {
  const known = thrown instanceof AiEtlError ? thrown : fromFastify(thrown);
  if (known === null) {
    return failure(500, 'INTERNAL_ERROR', internalMessage, [], requestId, true);
  }
  const code = wireCode(known.status, known.code);
  const hidden = known.status >= 500 && hiddenCodes.has(known.code);
  if (hidden) return failure(known.status, code, internalMessage, [], requestId, true);
  return failure(known.status, code, known.message, preciseDetails(known, code), requestId, false);
}

const internalMessage =
  'Something went wrong on our side. Try again; if it stays, report the request id.';

/** Server trouble whose text may name paths or configuration of ours. */
const hiddenCodes: ReadonlySet<string> = new Set([
  'INTERNAL_ERROR',
  'LOCAL_SERVER_FAILED',
  'LOCAL_COMPONENT_MISSING',
  'CONFIGURATION_INVALID',
]);

/** Where the contract's code is coarser than ours, the precise one travels in the details. */
function preciseDetails(error: AiEtlError, code: string): readonly ErrorDetail[] {
  if (error.details.length > 0 || code === error.code) return error.details;
  return [{ field: error.code.toLowerCase(), error: errorRegistry[error.code].title }];
}

function failure(
  status: number,
  code: string,
  message: string,
  details: readonly ErrorDetail[],
  requestId: string,
  unexpected: boolean,
): Failure {
  const envelope = {
    error: {
      code,
      message,
      details: details.map(({ field, error }) => ({ field, error })),
      request_id: requestId,
    },
  };
  return { status, envelope, unexpected };
}

/** Fastify's own refusals, in our words; null for anything that is no refusal. */
function fromFastify(thrown: unknown): AiEtlError | null {
  if (!(thrown instanceof Error)) return null;
  const code = 'code' in thrown ? thrown.code : undefined;
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new AiEtlError('PAYLOAD_TOO_LARGE', 'The request body is too large.', {
        details: [{ field: 'body', error: 'larger than this endpoint allows' }],
      });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return unsupportedMediaType();
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return invalidBody('its size differs from the Content-Length header');
    case 'FST_ERR_HANDLER_TIMEOUT':
      return new AiEtlError('SERVICE_UNAVAILABLE', 'This took too long. Try again later.', {
        details: [{ field: 'request', error: 'not done within the time allowed' }],
      });
    case 'FST_ERR_BAD_URL':
      return new AiEtlError('VALIDATION_ERROR', 'The URL is not valid.', {
        details: [{ field: 'url', error: 'not a valid percent-encoding' }],
      });
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return new AiEtlError('RESOURCE_NOT_FOUND', 'There is nothing with an id as long as this.', {
        details: [{ field: 'url', error: 'longer than any id' }],
      });
    default:
      return null;
  }
}

/** 415: only JSON is read. */
export function unsupportedMediaType(): AiEtlError {
  return new AiEtlError(
    'UNSUPPORTED_MEDIA_TYPE',
    'The request body has an unsupported content type. Send JSON with the header Content-Type: application/json.',
    { details: [{ field: 'content-type', error: 'must be application/json' }] },
  );
}

/** 400: the body is not what its content type says. */
export function invalidBody(why: string): AiEtlError {
  return new AiEtlError('VALIDATION_ERROR', 'The request body cannot be read.', {
    details: [{ field: 'body', error: why }],
  });
}
