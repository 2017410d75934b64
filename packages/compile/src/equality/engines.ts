import { dialectNames, messageOf, type Diagnostic, type Schema } from '@ai-etl/core';
import type { Cell } from '../differential/hostile-rows.ts';
import { pandasOf, queryOf, tablesOf, type GoldenCase } from '../golden/golden-case.ts';
import type { Engines } from '../testing/open-engines.ts';

/** The five dialects and exported programs. */
export const engineNames = [...dialectNames, 'pandas'] as const;

export type EngineName = (typeof engineNames)[number];

/** What an engine makes of a spec. */
export type Computed =
  | { readonly kind: 'rows'; readonly rows: readonly (readonly Cell[])[]; readonly columns: Schema }
  | { readonly kind: 'refused'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'failed'; readonly message: string }
  /** The engine is not installed here. */
  | { readonly kind: 'absent' };

/** Compiles a spec for an engine and runs it over the hostile rows. */
export async function compute(
  spec: GoldenCase,
  engine: EngineName,
  engines: Engines,
): Promise<Computed> {
  return engine === 'pandas'
    ? await computeInPandas(spec, engines)
    : await computeInSql(spec, engine, engines);
}

/** The text that runs: a query or a program. */
export function textFor(spec: GoldenCase, engine: EngineName): string {
  if (engine === 'pandas') {
    const program = pandasOf(spec, 'postgresql');
    return 'code' in program ? program.code : JSON.stringify(program.diagnostics);
  }
  const result = queryOf(spec, engine);
  return 'query' in result ? result.query.sql : JSON.stringify(result.diagnostics);
}

async function computeInSql(
  spec: GoldenCase,
  dialect: Exclude<EngineName, 'pandas'>,
  engines: Engines,
): Promise<Computed> {
  const result = queryOf(spec, dialect);
  if (!('query' in result)) return { kind: 'refused', diagnostics: result.diagnostics };
  const database = engines[dialect];
  if (database === undefined) return { kind: 'absent' };
  const { sql, columns } = result.query;
  try {
    return { kind: 'rows', rows: await database.query(sql), columns };
  } catch (error) {
    return { kind: 'failed', message: messageOf(error) };
  }
}

async function computeInPandas(spec: GoldenCase, { pandas }: Engines): Promise<Computed> {
  const program = pandasOf(spec, 'postgresql');
  if (!('code' in program)) return { kind: 'refused', diagnostics: program.diagnostics };
  if (pandas === undefined) return { kind: 'absent' };
  const outcome = await pandas.run({ code: program.code, inputs: tablesOf(spec) });
  if ('error' in outcome) return { kind: 'failed', message: outcome.error };
  const result = queryOf(spec, 'postgresql');
  const columns = 'query' in result ? result.query.columns : [];
  const places = columns.map(({ name }) => outcome.columns.indexOf(name));
  if (outcome.columns.length !== columns.length || places.some((place, index) => place !== index)) {
    return { kind: 'failed', message: `its columns are ${outcome.columns.join(', ')}` };
  }
  return { kind: 'rows', rows: outcome.rows, columns };
}
