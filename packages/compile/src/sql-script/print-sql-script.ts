import {
  hasErrors,
  invariant,
  type Diagnostic,
  type DialectName,
  type ResolveEnvironment,
  type Resolution,
  type TablePlan,
  type Target,
} from '@ai-etl/core';
import { maskKeyVariables, parameterVariables } from '../bind/variables.ts';
import { compileSourceQuery } from '../compile-source-query.ts';
import type { PlanBinding } from '../plan.ts';
import { oneLine } from '../program-text.ts';
import { scriptDialects } from './catalog.ts';
import { printScriptHeader } from './print-header.ts';
import { refuseScript } from './refusals.ts';
import { scriptChecks } from './script-checks.ts';
import type { Assertion, ScriptDialect, ScriptTarget } from './script-dialect.ts';
import { scriptTarget } from './script-target.ts';

export interface SqlScriptRequest {
  readonly resolution: Resolution;
  readonly environment: ResolveEnvironment;
  readonly binding: PlanBinding;
  /** By target; `createSql` also of a table that exists, so that the script runs elsewhere too. */
  readonly tables: ReadonlyMap<string, TablePlan>;
}

export type SqlScriptResult =
  | { readonly code: string; readonly dialect: DialectName }
  | { readonly diagnostics: readonly Diagnostic[] };

/**
 * A script that does by itself what the plan does, where everything is on one server: reads into
 * staging tables, proves checks and keys, and publishes, at once where the dialect has transactions.
 * Parameters and keys of masks are its variables. Pure. Answers every reason when it cannot.
 */
export function printSqlScript(request: SqlScriptRequest): SqlScriptResult {
  const { resolution, environment, tables } = request;
  if (hasErrors(resolution.diagnostics)) return { diagnostics: resolution.diagnostics };
  const { spec } = resolution;
  const refused = refuseScript(spec, { environment, tables });
  if (refused.length > 0) return { diagnostics: refused };
  const binding: PlanBinding = { ...request.binding, leavesVariables: true };
  const checks = scriptChecks(resolution, environment, binding);
  const findings = [...checks.diagnostics];
  const connection = environment.connections.get(spec.sources[0]?.connection ?? '');
  const name = connection?.capabilities.dialect;
  invariant(connection !== undefined && name !== undefined && name !== null, 'refused before');
  const dialect = scriptDialects[name];
  invariant(dialect !== undefined, 'refused before');
  const parts: ScriptPart[] = [];
  for (const [index, target] of spec.targets.entries()) {
    const compiled = compileSourceQuery(target.input, resolution, { environment, binding });
    if ('diagnostics' in compiled) findings.push(...compiled.diagnostics);
    else {
      const table = tables.get(target.id);
      invariant(table !== undefined, 'every target has a planned table');
      const place = scriptTarget(target, index, { environment, table });
      const values = dialect.value === undefined ? place.names : place.columns.map(dialect.value);
      parts.push({ target: place, query: compiled.query.sql, values, about: about(target, place) });
    }
  }
  if (hasErrors(findings)) return { diagnostics: findings };
  const parameters = parameterVariables(spec);
  const keys = maskKeyVariables(spec);
  const header = printScriptHeader({
    pipeline: spec.name,
    server: `${connection.name} (${connection.type})`,
    dialect,
    parameters,
    keys,
    binding,
    notes: checks.notes,
  });
  const session = [
    ...dialect.session(connection.catalog.defaultSchema),
    ...dialect.variables(parameters, keys),
  ];
  const blocks = [header, statements(session), ...body(dialect, parts, checks.assertions)];
  return { code: `${blocks.filter((one) => one !== '').join('\n\n')}\n`, dialect: name };
}

interface ScriptPart {
  readonly target: ScriptTarget;
  readonly query: string;
  /** Its columns, as the table's types read them. */
  readonly values: readonly string[];
  readonly about: string;
}

/** Everything is read and proved before anything is published. */
function body(
  dialect: ScriptDialect,
  parts: readonly ScriptPart[],
  checks: readonly Assertion[],
): readonly string[] {
  const { transaction, createsOutside } = dialect;
  const targets = parts.map(({ target }) => target);
  const create = statements(targets.flatMap(dialect.create));
  const assertions = [...checks, ...targets.flatMap(assertKeys)].map(dialect.assert);
  return [
    ...(createsOutside ? [create] : []),
    statements(transaction === null ? [] : [transaction.begin]),
    ...(createsOutside ? [] : [create]),
    ...parts.map(
      ({ target, query, values, about: text }) =>
        `-- ${oneLine(text)}\n${statements([`INSERT INTO ${target.staging} (${target.names.join(', ')})\nSELECT ${values.join(', ')} FROM (\n${query}\n) AS q`])}`,
    ),
    assertions.length === 0 ? '' : `-- Checks.\n${statements(assertions)}`,
    `-- Publishes.\n${statements(targets.flatMap(dialect.publish))}`,
    statements(transaction === null ? [] : [transaction.commit]),
    statements(targets.flatMap(dialect.cleanUp)),
  ];
}

/** Keys that are NULL or repeat do not identify a row. */
function assertKeys({ id, mode, keys, staging }: ScriptTarget): readonly Assertion[] {
  if (mode !== 'merge') return [];
  const list = keys.join(', ');
  return [
    {
      from: staging,
      isBroken: keys.map((key) => `m.${key} IS NULL`).join(' OR '),
      message: `The keys of ${id} hold NULL, which identifies no row. Nothing was published.`,
    },
    {
      from: `(SELECT COUNT(*) AS times FROM ${staging} GROUP BY ${list})`,
      isBroken: 'm.times > 1',
      message: `The keys of ${id} repeat in the loaded rows, so they identify no single row. Nothing was published.`,
    },
  ];
}

function about({ id, write }: Target, { table }: ScriptTarget): string {
  const keys = write.keys.length === 0 ? '' : ` by ${write.keys.join(', ')}`;
  return `Target ${id}: ${table}, ${write.mode}${keys}.`;
}

function statements(all: readonly string[]): string {
  return all.map((one) => `${one};`).join('\n');
}
