import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import { Pool } from 'pg';
import { describe, expect, it } from 'vitest';
import { preparerOf } from './prepared-query.ts';
import type { AllTables } from './schema.ts';
import { tenancyOf } from './tenant.ts';

const tenancy = tenancyOf(
  new Kysely<AllTables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  }),
);
// Nothing here gets as far as connecting.
const prepare = preparerOf(new Pool(), tenancy);

describe('a prepared query', () => {
  it('is refused when it is restricted to no organisation', () => {
    expect(() => prepare((db) => db.selectNoFrom((eb) => eb.val(1).as('one')))).toThrow(
      /restricted to an organisation/,
    );
  });

  it('may insert for the organisation it will be given, and for no other', () => {
    const insertFor = (organisation: string) =>
      prepare((db) =>
        db
          .insertInto('projects')
          .values({ id: 'proj_1', name: 'One', organisation_id: organisation }),
      );
    expect(() => insertFor('org_other')).toThrow(/stays within its organisation/);
    expect(() =>
      prepare((db, _param, { organisationId }) =>
        db
          .insertInto('projects')
          .values({ id: 'proj_1', name: 'One', organisation_id: organisationId }),
      ),
    ).not.toThrow();
  });

  it('does not run without an organisation', async () => {
    const read = prepare((db) => db.selectFrom('projects').select('id'));
    await expect(read({ organisationId: '' }, {})).rejects.toThrow(/names an organisation/);
  });
});
