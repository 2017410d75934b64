import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AiEtlError } from '@ai-etl/core';

/** Query parameters of every list. */
export const pageQuery = {
  page: z.coerce.number().int().min(1).max(1_000_000).default(1).describe('Counts from 1.'),
  per_page: z.coerce.number().int().min(1).max(100).default(20).describe('1 to 100.'),
};

/** Case does not count; any part of the text may match. */
export const SearchText = z.string().trim().min(1).max(200);

/** `sort` of a list: one of `fields`, or `-field` for the greatest first. */
export function sortQuery<const Field extends string>(fields: readonly Field[], usual: string) {
  const choices = fields.flatMap((field): (Field | `-${Field}`)[] => [field, `-${field}`]);
  return z
    .enum(choices)
    .optional()
    .describe(`A field, or -field for the greatest first. Absent: ${usual}.`);
}

export interface Sort<Field extends string> {
  readonly field: Field;
  readonly descending: boolean;
}

/** What `sort` says, or `usual` when it is absent. */
export function sortOf<Field extends string>(
  asked: Field | `-${Field}` | undefined,
  usual: Sort<Field>,
): Sort<Field> {
  if (asked === undefined) return usual;
  const descending = asked.startsWith('-');
  // sortQuery made the choices: what is left without the sign is a field.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return { field: (descending ? asked.slice(1) : asked) as Field, descending };
}

export interface PageAsked {
  readonly page: number;
  readonly perPage: number;
}

/** Sets X-Total-Count, X-Page, X-Per-Page and Link (RFC 8288: first, prev, next, last). */
export function sendPageHeaders(
  request: FastifyRequest,
  reply: FastifyReply,
  { page, perPage, total }: PageAsked & { readonly total: number },
): void {
  reply.header('X-Total-Count', total).header('X-Page', page).header('X-Per-Page', perPage);
  const last = Math.max(1, Math.ceil(total / perPage));
  const links: readonly (readonly [rel: string, page: number])[] = [
    ...(page < last ? [['next', page + 1] as const] : []),
    ...(page > 1 ? [['prev', Math.min(page - 1, last)] as const] : []),
    ['first', 1],
    ['last', last],
  ];
  const text = links.map(
    ([rel, target]) => `<${urlWith(request, { page: target, per_page: perPage })}>; rel="${rel}"`,
  );
  reply.header('Link', text.join(', '));
}

/** A page of a list that is whole in memory. */
export function pageOf<Item>(
  items: readonly Item[],
  { page, perPage }: PageAsked,
): readonly Item[] {
  return items.slice((page - 1) * perPage, page * perPage);
}

/** Query parameter of lists that grow while they are read: what comes after the last one seen. */
export const CursorParam = z
  .string()
  .min(1)
  .max(500)
  .optional()
  .describe(
    'The X-Next-Cursor of the answer before: goes on exactly there, whatever was added meanwhile, and as fast on the last page as on the first. Takes the place of `page`; X-Total-Count is left out then.',
  );

/**
 * Sets X-Next-Cursor and Link rel="next" when there is more. `position` is what the next answer
 * starts after; clients cannot read meaning into it.
 */
export function sendNextCursor(
  request: FastifyRequest,
  reply: FastifyReply,
  { list, position }: { readonly list: string; readonly position: string | number | null },
): void {
  if (position === null) return;
  const cursor = writeCursor(list, position);
  reply.header('X-Next-Cursor', cursor);
  if (reply.hasHeader('Link')) return;
  reply.header('Link', `<${urlWith(request, { cursor }, ['page', 'after'])}>; rel="next"`);
}

/** Opaque text; `list` keeps the cursor of one list from being used on another. */
export function writeCursor(list: string, position: string | number): string {
  return Buffer.from(JSON.stringify([list, position])).toString('base64url');
}

/** The position in a cursor of this list. Throws VALIDATION_ERROR for any other text. */
export function readCursor(list: string, cursor: string): number {
  const position = cursorPosition(list, cursor);
  if (position !== null) return position;
  throw new AiEtlError('VALIDATION_ERROR', 'The request is not valid: see cursor.', {
    details: [{ field: 'cursor', error: 'must be the X-Next-Cursor of an answer of this list' }],
  });
}

function cursorPosition(list: string, cursor: string): number | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
  if (!Array.isArray(parsed) || parsed.length !== 2 || parsed[0] !== list) return null;
  const position: unknown = parsed[1];
  return typeof position === 'number' && Number.isSafeInteger(position) && position >= 0
    ? position
    : null;
}

function urlWith(
  request: FastifyRequest,
  set: Readonly<Record<string, string | number>>,
  drop: readonly string[] = [],
): string {
  const origin = `${request.protocol}://${request.host}`;
  // A Host header may be anything at all.
  const url = new URL(request.url, URL.canParse(origin) ? origin : 'http://localhost');
  for (const name of drop) url.searchParams.delete(name);
  for (const [name, value] of Object.entries(set)) url.searchParams.set(name, String(value));
  return url.href;
}
