import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import { describe, expect, it } from 'vitest';
import { schemaName } from './kysely.ts';
import type { AllTables } from './schema.ts';
import { tenancyOf } from './tenant.ts';

const database = new Kysely<AllTables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
}).withSchema(schemaName);
const mine = tenancyOf(database)({ organisationId: 'org_mine' });

const project = { id: 'proj_1', name: 'One' };

describe('the tenant wall', () => {
  it('restricts a select, after whatever it asks for', () => {
    const { sql, parameters } = mine
      .selectFrom('projects')
      .selectAll()
      .where((eb) => eb.or([eb('id', '=', 'a'), eb('id', '=', 'b')]))
      .compile();
    expect(sql).toBe(
      'select * from "ai_etl"."projects" where ("id" = $1 or "id" = $2) and "projects"."organisation_id" = $3',
    );
    expect(parameters).toEqual(['a', 'b', 'org_mine']);
  });

  it('restricts every table of a join, by its alias', () => {
    const { sql } = mine
      .selectFrom('pipelines as p')
      .leftJoin('schedules as s', 's.pipeline_id', 'p.id')
      .select('p.id')
      .compile();
    expect(sql).toContain('on "s"."pipeline_id" = "p"."id" and "s"."organisation_id" = $1');
    expect(sql).toMatch(/where "p"."organisation_id" = \$2$/);
  });

  it('restricts tables of a subquery', () => {
    const { sql } = mine
      .selectFrom('runs')
      .select('id')
      .where('pipeline_id', 'in', (eb) => eb.selectFrom('pipelines').select('id'))
      .compile();
    expect(sql).toContain('from "ai_etl"."pipelines" where "pipelines"."organisation_id" = $1)');
    expect(sql).toContain('"runs"."organisation_id" = $2');
  });

  it('restricts updates and deletes', () => {
    expect(mine.updateTable('projects').set({ name: 'x' }).compile().sql).toBe(
      'update "ai_etl"."projects" set "name" = $1 where "projects"."organisation_id" = $2',
    );
    expect(mine.deleteFrom('projects').compile().sql).toBe(
      'delete from "ai_etl"."projects" where "projects"."organisation_id" = $1',
    );
  });

  it('lets an insert of its own pass', () => {
    const rows = [
      { ...project, organisation_id: 'org_mine' },
      { ...project, id: 'proj_2', organisation_id: 'org_mine', is_default: true },
    ];
    expect(() => mine.insertInto('projects').values(rows).compile()).not.toThrow();
  });

  it('refuses an insert into another organisation, in whichever row it hides', () => {
    const rows = [
      { ...project, organisation_id: 'org_mine' },
      { ...project, organisation_id: 'org_other', is_default: true },
    ];
    for (const values of [rows, rows.toReversed(), rows.slice(1)]) {
      expect(() => mine.insertInto('projects').values(values).compile()).toThrow(
        /stays within its organisation/,
      );
    }
  });

  it('refuses an insert that takes its rows from a query', () => {
    expect(() =>
      mine
        .insertInto('projects')
        .columns(['id', 'organisation_id', 'name'])
        .expression((eb) => eb.selectFrom('projects').select(['id', 'organisation_id', 'name']))
        .compile(),
    ).toThrow(/inserted by VALUES/);
  });

  it('does not know tables without a tenant', () => {
    // @ts-expect-error users belong to no organisation
    expect(mine.selectFrom('users').compile().sql).toContain('"users"."organisation_id" =');
  });

  it('refuses a scope without an organisation', () => {
    expect(() => tenancyOf(database)({ organisationId: '' })).toThrow(/names an organisation/);
  });
});

describe('the wall between projects', () => {
  const some = tenancyOf(database)({ organisationId: 'org_mine', projectIds: ['proj_a'] });

  it('costs nobody anything who may see all projects', () => {
    expect(mine.selectFrom('runs').select('id').compile().sql).toBe(
      'select "id" from "ai_etl"."runs" where "runs"."organisation_id" = $1',
    );
  });

  it('restricts tables of projects by their column, in every clause', () => {
    const { sql, parameters } = some
      .selectFrom('pipelines as p')
      .innerJoin('connections as c', 'c.project_id', 'p.project_id')
      .select('p.id')
      .compile();
    expect(sql).toContain('"c"."organisation_id" = $1 and "c"."project_id" = any($2)');
    expect(sql).toMatch(/where "p"."organisation_id" = \$3 and "p"."project_id" = any\(\$4\)$/);
    expect(parameters).toEqual(['org_mine', ['proj_a'], 'org_mine', ['proj_a']]);
    expect(some.deleteFrom('projects').compile().sql).toContain('"projects"."id" = any($2)');
  });

  it('restricts rows that hang on a pipeline, a run or a connection', () => {
    const { sql } = some.selectFrom('run_logs as l').select('l.message').compile();
    expect(sql).toBe(
      'select "l"."message" from "ai_etl"."run_logs" as "l" where "l"."organisation_id" = $1 ' +
        'and "l"."run_id" in (select "runs"."id" from "ai_etl"."runs" where "runs"."project_id" = any($2))',
    );
  });

  const pipeline = {
    id: 'pipe_1',
    organisation_id: 'org_mine',
    name: 'x',
    description: '',
    status: 'needs_clarification',
    draft: null,
    latest_version: 0,
    environment: null,
    deployed_version: null,
    deployed_at: null,
    deleted_at: null,
    created_by: null,
  } as const;

  it('refuses an insert into another project', () => {
    const insert = (project: string) =>
      some.insertInto('pipelines').values({ ...pipeline, project_id: project });
    expect(() => insert('proj_a').compile()).not.toThrow();
    expect(() => insert('proj_b').compile()).toThrow(/stays within the caller's projects/);
    expect(() =>
      some
        .insertInto('invitations')
        .values({
          id: 'inv_1',
          organisation_id: 'org_mine',
          email: 'a@example.com',
          role: 'admin',
          project_id: null,
          token_hash: 'x',
          invited_by: null,
          expires_at: '2026-01-01T00:00:00Z',
          accepted_at: null,
          accepted_by: null,
        })
        .compile(),
    ).toThrow(/stays within the caller's projects/);
  });

  it('stores NULL, which the table refuses, for a project that is only known later', () => {
    const { sql } = some
      .insertInto('pipelines')
      .values((eb) => ({ ...pipeline, project_id: eb.fn<string>('lower', [eb.val('PROJ_B')]) }))
      .compile();
    expect(sql).toMatch(
      /\(case when lower\(\$13\) = any\(\$14::text\[\]\) then lower\(\$15\) end\)/,
    );
  });

  it('shuts callers of single projects out of a table that does not say where it belongs', () => {
    // @ts-expect-error no table of tenants
    expect(() => some.selectFrom('users').compile()).toThrow(/says how users belongs/);
  });
});
