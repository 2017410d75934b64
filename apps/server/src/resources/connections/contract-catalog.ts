import { z } from 'zod';
import { IdParam, Timestamp } from '../../http/fields.ts';
import { pageQuery, SearchText } from '../../http/pagination.ts';
import { route } from '../../http/route.ts';
import { catalogSettingsExample, catalogStatusExample, valuesExample } from './examples-catalog.ts';

const Name = z.string().min(1).max(200);

const ColumnPattern = z
  .strictObject({
    schema: Name.optional(),
    table: Name.optional(),
    column: Name.optional(),
  })
  .refine((one) => Object.keys(one).length > 0, 'must name a schema, table or column')
  .meta({ minProperties: 1 })
  .describe('As the system spells them; what is absent is any.');

const settings = {
  read_values: z.boolean().describe('false: no values are read, and those kept are deleted.'),
  refresh_minutes: z
    .int()
    .min(5)
    .max(10_080)
    .describe('Between two looks by a worker, for servers of databases.'),
  excluded_columns: z
    .array(ColumnPattern)
    .max(1000)
    .describe('Columns whose values are never read. Personal data never is, named here or not.'),
};

const CatalogStatus = z
  .object({
    connection_id: z.string(),
    state: z
      .enum(['never_read', 'fresh', 'old', 'failing'])
      .describe('fresh: not older than twice `refresh_minutes`. failing: the last try went wrong.'),
    taken_at: Timestamp.nullable().describe('When tables and columns were last read.'),
    age_seconds: z.number().nullable(),
    refreshing: z.boolean().describe('A worker is at it now.'),
    requested_at: Timestamp.nullable().describe('Asked for, and not begun.'),
    refreshed_at: Timestamp.nullable().describe('When a worker last read it, values included.'),
    next_refresh_at: Timestamp.nullable().describe(
      'null: this kind of system is read when somebody needs it or asks for it.',
    ),
    duration_ms: z.number().nullable(),
    tables: z.int(),
    columns: z.int(),
    value_columns: z.int().describe('Columns whose values are kept.'),
    values: z.int(),
    tables_unread: z.int().describe('Tables whose values there was no time or no right for.'),
    failures: z.int().describe('In a row.'),
    last_error: z.object({ code: z.string(), message: z.string(), at: Timestamp }).nullable(),
    settings: z.object({
      ...settings,
      excluded_columns: z.array(
        z.object({
          schema: z.string().optional(),
          table: z.string().optional(),
          column: z.string().optional(),
        }),
      ),
    }),
  })
  .meta({ id: 'CatalogStatus', examples: [catalogStatusExample] });

export type CatalogStatusBody = z.infer<typeof CatalogStatus>;

const params = z.object({ connection_id: IdParam });

export const getCatalogStatus = route({
  method: 'GET',
  url: '/connections/:connection_id/catalog/status',
  permission: 'connections:read',
  schema: {
    operationId: 'getCatalogStatus',
    tags: ['connections'],
    summary: 'How fresh the catalog of a connection is',
    description: 'Its age, what is kept, what went wrong, and when it is read next.',
    params,
    response: { 200: CatalogStatus },
  },
});

export const refreshCatalog = route({
  method: 'POST',
  url: '/connections/:connection_id(^[^:/]+)::refresh-catalog',
  permission: 'connections:write',
  schema: {
    operationId: 'refreshCatalog',
    tags: ['connections'],
    summary: 'Have the catalog of a connection read anew',
    description:
      'By the next free worker, values included; answers at once. `GET …/catalog/status` tells when it is done.',
    params,
    response: { 202: CatalogStatus },
  },
});

const CatalogSettings = z
  .strictObject({
    read_values: settings.read_values.default(true),
    refresh_minutes: settings.refresh_minutes.default(60),
    excluded_columns: settings.excluded_columns.default([]),
  })
  .meta({ id: 'CatalogSettings', examples: [catalogSettingsExample] });

export type CatalogSettingsBody = z.infer<typeof CatalogSettings>;

export const putCatalogSettings = route({
  method: 'PUT',
  url: '/connections/:connection_id/catalog/settings',
  permission: 'connections:write',
  schema: {
    operationId: 'putCatalogSettings',
    tags: ['connections'],
    summary: 'Say how the catalog of a connection is kept',
    description:
      'Replaces the settings; what is absent is the usual. Values that are not to be kept any more are deleted at once, and the catalog is read anew.',
    params,
    body: CatalogSettings,
    response: { 200: CatalogStatus },
  },
});

const CatalogValue = z
  .object({ schema: z.string(), table: z.string(), column: z.string(), value: z.string() })
  .meta({ id: 'CatalogValue', examples: valuesExample });

export type CatalogValueBody = z.infer<typeof CatalogValue>;

export const listCatalogValues = route({
  method: 'GET',
  url: '/connections/:connection_id/catalog/values',
  permission: 'data:read',
  schema: {
    operationId: 'listCatalogValues',
    tags: ['connections'],
    summary: 'Values of columns that are kept for understanding words',
    description:
      'By table, column and value. Columns with personal data, prose or more than 500 values have none.',
    params,
    querystring: z.strictObject({
      ...pageQuery,
      schema: Name.optional(),
      table: Name.optional(),
      column: Name.optional(),
      q: SearchText.optional().describe('Part of the value.'),
    }),
    response: { 200: z.array(CatalogValue) },
  },
});
