import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { toPostgresqlError } from './errors.ts';
import { parseSettings, postgresqlSettingsFromUrl } from './settings.ts';

const context = {
  settings: parseSettings(postgresqlSettingsFromUrl('postgres://ann:secret@db:5432/shop')),
  doing: 'publish into',
  object: 'public.orders',
};

function serverError(code: string, place: Partial<pg.DatabaseError> = {}): pg.DatabaseError {
  return Object.assign(new pg.DatabaseError('refused', 0, 'error'), { code, ...place });
}

describe('errors of PostgreSQL', () => {
  it.each([
    ['42P07', {}],
    ['23505', { schema: 'pg_catalog', table: 'pg_class' }],
    ['23505', { schema: 'pg_catalog', table: 'pg_type' }],
  ] as const)('a table name that was taken meanwhile (%s, %o) is tried again', (code, place) => {
    const error = toPostgresqlError(serverError(code, place), context);
    expect(error).toMatchObject({ code: 'TARGET_CONFLICT', retryable: true });
    expect(error.message).toContain('public.orders');
  });

  it("a repeated key in a user's own table is not tried again", () => {
    const error = toPostgresqlError(
      serverError('23505', { schema: 'public', table: 'pg_type' }),
      context,
    );
    expect(error).toMatchObject({ code: 'VALUE_REJECTED', retryable: false });
  });
});
