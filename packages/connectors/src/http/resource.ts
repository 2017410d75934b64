import { parseColumnType, type ColumnType } from '@ai-etl/core';
import { z } from 'zod';
import { parsePath } from './json/json-path.ts';

const Name = z
  .string()
  .min(1)
  .max(120)
  .refine((text) => !/[\p{Cc}]/u.test(text), 'must have no control characters');
const ParameterName = z.string().min(1).max(200);
/** `data.items` or `/data/items`; empty: the whole answer. */
const JsonPath = z
  .string()
  .max(500)
  .transform((text) => parsePath(text));
const Place = z.enum(['query', 'body']).default('query');
const Count = z.int().min(1).max(1_000_000);

/** How it is known that pages end: an empty page, one with fewer records than asked for, or a boolean of the answer. */
const ending = {
  end: z.enum(['empty', 'short']).default('empty'),
  more: JsonPath.optional(),
};

const Pagination = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  /** Pages by number. */
  z
    .strictObject({
      type: z.literal('page'),
      param: ParameterName.default('page'),
      first: z.int().min(0).max(1_000_000).default(1),
      size_param: ParameterName.optional(),
      size: Count.optional(),
      ...ending,
      in: Place,
    })
    .refine((one) => one.end === 'empty' || one.size !== undefined, 'needs size for end: short'),
  z.strictObject({
    type: z.literal('offset'),
    param: ParameterName.default('offset'),
    limit_param: ParameterName.default('limit'),
    limit: Count.default(100),
    ...ending,
    in: Place,
  }),
  /** The next cursor stands in the answer, or is a field of its last record. */
  z
    .strictObject({
      type: z.literal('cursor'),
      param: ParameterName.default('cursor'),
      cursor: JsonPath.optional(),
      record_field: JsonPath.optional(),
      /** A boolean of the answer: false ends it. */
      more: JsonPath.optional(),
      in: Place,
    })
    .refine(
      (one) => (one.cursor === undefined) !== (one.record_field === undefined),
      'needs either cursor or record_field',
    ),
  /** The URL of the next page stands in the answer. */
  z.strictObject({ type: z.literal('next_url'), url: JsonPath }),
  /** RFC 8288: `Link: <…>; rel="next"`. */
  z.strictObject({ type: z.literal('link_header') }),
]);
export type Pagination = z.infer<typeof Pagination>;

const Incremental = z.strictObject({
  /** The column that the pipeline names as its cursor. */
  cursor: Name,
  param: ParameterName,
  in: Place,
  format: z.enum(['rfc3339', 'date', 'unix', 'unix_ms', 'text']).optional(),
  template: z
    .string()
    .max(500)
    .default('{value}')
    .refine((text) => text.includes('{value}'), 'must contain {value}'),
});
export type Incremental = z.infer<typeof Incremental>;

const Scalar = z.union([z.string().max(10_000), z.number(), z.boolean()]);

const columnType = z.string().transform((text, context): ColumnType => {
  const type = parseColumnType(text);
  if (type !== undefined && isReadable(type)) return type;
  const message =
    'must be bool, int64, float64, decimal(p,s), text, date, timestamp, timestamptz, uuid or json';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

/** One table of an API. */
export const Resource = z
  .strictObject({
    name: Name,
    path: z.string().max(2000),
    method: z.enum(['GET', 'POST']).default('GET'),
    params: z.record(ParameterName, Scalar).default({}),
    /** Sent as JSON with POST. */
    body: z.record(z.string(), z.unknown()).optional(),
    records: JsonPath.prefault(''),
    pagination: Pagination.default({ type: 'none' }),
    primary_key: z.union([Name.transform((one) => [one]), z.array(Name)]).default([]),
    incremental: Incremental.optional(),
    /** Types of columns, for those that the first pages do not tell. */
    columns: z.record(Name, columnType).default({}),
    /** Pages in which columns and types are found. */
    sample_pages: z.int().min(1).max(1000).default(1),
    max_pages: z.int().min(1).max(10_000_000).default(100_000),
    /** A field that the first pages do not have: ends the run, or is left out. */
    new_fields: z.enum(['fail', 'ignore']).default('fail'),
    /** Two pages that are equal are a loop, unless this says that they may be. */
    equal_pages: z.boolean().default(false),
    /** An answer that tells of a page to which `pagination` does not lead: ends the run, or is not heeded. */
    unread_pages: z.enum(['fail', 'ignore']).default('fail'),
  })
  .superRefine((one, context) => {
    const wantsBody =
      one.body !== undefined ||
      one.incremental?.in === 'body' ||
      ('in' in one.pagination && one.pagination.in === 'body');
    if (wantsBody && one.method !== 'POST') {
      context.addIssue({ code: 'custom', path: ['method'], message: 'must be POST for a body' });
    }
  });
export type Resource = z.infer<typeof Resource>;

/** The setting `resources`. */
export const Resources = z
  .array(Resource)
  .min(1)
  .max(200)
  .superRefine((list, context) => {
    const seen = new Set<string>();
    for (const [index, { name }] of list.entries()) {
      if (seen.has(name.toLowerCase())) {
        context.addIssue({ code: 'custom', path: [index, 'name'], message: 'is there twice' });
      }
      seen.add(name.toLowerCase());
    }
  });

function isReadable({ kind }: ColumnType): boolean {
  return !['int8', 'int16', 'int32', 'float32', 'bytes', 'time', 'list'].includes(kind);
}
