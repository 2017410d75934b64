import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '@ai-etl/core';
import type { AuditLog, AuditResource, AuditResult } from '@ai-etl/store';
import { actingAs, anonymous, claimedBy, type Acting } from '../audit/audit-actor.ts';
import { completedBy, resourceOf } from '../audit/audited-resource.ts';
import { makeRefusalLimit, type RefusalLimit } from '../audit/refusal-limit.ts';
import { networkOf } from '../auth/network-of.ts';
import type { App } from './app.ts';
import type { TokenReader } from './authorisation.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The change that this request is about to make; null: none, or it is written already. */
    auditedChange: AuditedChange | null;
    /** Who a route that is open to all has found out to be calling; set by its handler. */
    provedUserId: string | null;
  }
}

interface AuditedChange {
  readonly entryId: string;
  readonly organisationId: string;
  readonly resource: AuditResource | null;
}

export interface AuditPorts {
  readonly audit: Pick<AuditLog, 'beginAudit' | 'finishAudit' | 'recordAudit' | 'hashResource'>;
  readonly readToken: TokenReader;
  readonly clock: Clock;
}

/** What changes nothing: a login goes on. */
const silent: ReadonlySet<string> = new Set(['refresh']);
/** GETs by which somebody logs in: browsers are sent there. */
const loud: ReadonlySet<string> = new Set(['completeOpenIdLogin']);

/**
 * Somebody known may be curious; whoever is not may be a flood. Both are a few rows a minute. One
 * network of strangers has a share of what all may, so that its flood does not hide the others.
 */
const knownLimits = { burst: 60, everyMs: 10_000 };
const networkLimits = { burst: 30, everyMs: 30_000 };
const strangerLimits = { burst: 100, everyMs: 10_000 };

/**
 * Writes every change and every refusal to the audit log. The intent is written before the handler
 * runs, and a change whose intent cannot be written does not happen; the outcome after it. Reads
 * are written only when they are refused.
 */
export function auditEveryChange(app: App, { audit, readToken, clock }: AuditPorts): void {
  const known = makeRefusalLimit(knownLimits, clock);
  const ofNetwork = makeRefusalLimit(networkLimits, clock);
  const ofAll = makeRefusalLimit(strangerLimits, clock);
  let untold = 0;
  const strangers = ({ ip }: FastifyRequest): ReturnType<RefusalLimit> => {
    const own = ofNetwork(networkOf(ip));
    if (!own.write) return own;
    untold += own.suppressed;
    const all = ofAll('all');
    if (!all.write) return all;
    const suppressed = untold + all.suppressed;
    untold = 0;
    return { write: true, suppressed };
  };
  app.decorateRequest('auditedChange', null);
  app.decorateRequest('provedUserId', null);

  // After validation and Idempotency-Key: what cannot be taken, or was done before, is no change.
  app.addHook('preHandler', async (request) => {
    const { principal } = request;
    if (principal === null || isRead(request)) return;
    const { actor, organisationId } = actingAs(principal);
    const resource = resourceOf(request, principal);
    const beforeHash =
      resource === null ? null : await audit.hashResource(organisationId, resource);
    const entryId = await audit.beginAudit({
      organisationId,
      actor,
      resource,
      beforeHash,
      ...originOf(request),
    });
    request.auditedChange = { entryId, organisationId, resource };
  });

  const refused = async (
    request: FastifyRequest,
    reply: FastifyReply,
    payload: unknown,
  ): Promise<void> => {
    const acting = refusedActing(request);
    const { userId } = acting.actor;
    const isKnown = acting.actor.kind === 'user' || acting.actor.kind === 'api_key';
    const limit = isKnown ? known(userId ?? '') : strangers(request);
    if (!limit.write) return;
    await audit.recordAudit({
      ...acting,
      ...originOf(request),
      resource: resourceOf(request, request.caller),
      outcome: 'refused',
      status: reply.statusCode,
      errorCode: codeOf(payload),
      suppressed: limit.suppressed,
    });
  };

  /** Of a route that is open to all: who it was, if anybody, shows in the answer. */
  const openDone = async (
    request: FastifyRequest,
    reply: FastifyReply,
    payload: unknown,
  ): Promise<void> => {
    const answer = jsonOf(payload);
    const token: unknown = Reflect.get(answer, 'access_token');
    const joined = joinedBy(answer) ?? provedBy(request);
    const acting =
      typeof token === 'string' ? actingAs(await readToken(token)) : (joined ?? anonymous);
    const limit =
      acting === anonymous ? strangers(request) : ({ write: true, suppressed: 0 } as const);
    if (!limit.write) return;
    const { userId } = acting.actor;
    const resource = userId === null ? null : { kind: 'user', id: userId };
    await audit.recordAudit({
      ...acting,
      ...originOf(request),
      resource,
      outcome: 'succeeded',
      status: reply.statusCode,
      errorCode: null,
      suppressed: limit.suppressed,
    });
  };

  app.addHook('onSend', async (request, reply, payload: unknown) => {
    const change = request.auditedChange;
    request.auditedChange = null;
    try {
      if (change !== null) {
        await audit.finishAudit(change.entryId, await resultOf(change, reply, payload));
      } else if (isRefusal(request, reply)) {
        await refused(request, reply, payload);
      } else if (isOpenChange(request, reply)) {
        await openDone(request, reply, payload);
      }
    } catch (error) {
      // What was asked for is done, or refused; the intent stays to be seen.
      request.log.error({ err: error }, 'the outcome could not be written to the audit log');
    }
    return payload;
  });

  const resultOf = async (
    { organisationId, resource }: AuditedChange,
    reply: FastifyReply,
    payload: unknown,
  ): Promise<AuditResult> => {
    const { statusCode: status } = reply;
    const succeeded = status < 400;
    const complete = succeeded ? completedBy(resource, jsonOf(payload)) : resource;
    // Somebody else's trouble (4xx) changed nothing; ours may have.
    const afterHash =
      complete === null || (status >= 400 && status < 500)
        ? null
        : await audit.hashResource(organisationId, complete);
    return {
      outcome: succeeded ? 'succeeded' : status === 403 || status === 401 ? 'refused' : 'failed',
      status,
      errorCode: succeeded ? null : codeOf(payload),
      afterHash,
      ...(complete === null ? {} : { resource: complete }),
    };
  };
}

function isRead({ method, routeOptions }: FastifyRequest): boolean {
  const action = actionOf(routeOptions);
  if (silent.has(action)) return true;
  return (method === 'GET' || method === 'HEAD') && !loud.has(action);
}

/** 403; a credential that is not valid; and what a caller of single projects may not even know of. */
function isRefusal(request: FastifyRequest, reply: FastifyReply): boolean {
  if (request.is404 || request.routeOptions.config.permission === undefined) return false;
  const { statusCode: status } = reply;
  if (status === 403) return true;
  if (status === 404) return request.caller !== null && request.principal === null;
  if (status !== 401) return false;
  return request.routeOptions.config.permission === 'public' || showsCredential(request);
}

function isOpenChange(request: FastifyRequest, reply: FastifyReply): boolean {
  const isOpen = request.routeOptions.config.permission === 'public' && !request.is404;
  // A redirect hands out a login code, whose exchange is the login.
  return isOpen && !isRead(request) && reply.statusCode < 300;
}

/** The caller as far as they are known; a login that failed is anonymous. */
function refusedActing(request: FastifyRequest): Acting {
  const { caller, headers } = request;
  if (caller !== null) return actingAs(caller);
  return showsCredential(request) ? claimedBy(headers.authorization) : anonymous;
}

function showsCredential({ headers }: FastifyRequest): boolean {
  return headers.authorization !== undefined || headers['x-api-key'] !== undefined;
}

/** A user without an organisation: the entry goes to the log of their first. */
function provedBy({ provedUserId: userId }: FastifyRequest): Acting | null {
  if (userId === null) return null;
  return { actor: { kind: 'user', userId, apiKeyId: null }, organisationId: '' };
}

/** The new member that an accepted invitation tells. */
function joinedBy(answer: object): Acting | null {
  const userId: unknown = Reflect.get(answer, 'user_id');
  const organisationId: unknown = Reflect.get(answer, 'organisation_id');
  if (typeof userId !== 'string' || typeof organisationId !== 'string') return null;
  return { actor: { kind: 'user', userId, apiKeyId: null }, organisationId };
}

function originOf(request: FastifyRequest) {
  return { action: actionOf(request.routeOptions), requestId: request.id, address: request.ip };
}

function actionOf({ schema, url = '' }: FastifyRequest['routeOptions']): string {
  const operationId: unknown = schema === undefined ? null : Reflect.get(schema, 'operationId');
  return typeof operationId === 'string' ? operationId : url;
}

/** Of the error envelope. */
function codeOf(payload: unknown): string | null {
  const error: unknown = Reflect.get(jsonOf(payload), 'error');
  const code: unknown =
    typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : null;
  return typeof code === 'string' ? code : null;
}

/** An answer as it leaves: text of JSON, or nothing that could be read. */
function jsonOf(payload: unknown): object {
  if (typeof payload !== 'string' || !payload.startsWith('{')) return {};
  const parsed: unknown = JSON.parse(payload);
  return typeof parsed === 'object' && parsed !== null ? parsed : {};
}
