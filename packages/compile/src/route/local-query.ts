import {
  diagnostic,
  hasErrors,
  invariant,
  type Diagnostic,
  type Schema,
  upstreamOf,
} from '@ai-etl/core';
import { createExpressionReader } from '../bind/expression-reader.ts';
import { createMaskKeys } from '../bind/mask-keys.ts';
import { contentsOf, pathOf, printOrExplain } from '../compile-source-query.ts';
import { dialects } from '../dialects/catalog.ts';
import { checkOps, checkSize } from '../lower/check-executable.ts';
import { lowerNode } from '../lower/lower-node.ts';
import { nest } from '../relation/block.ts';
import { columnsRead } from '../relation/prune.ts';
import { relationSchema, type SelectRelation } from '../relation/relation.ts';
import type { ScratchQuery } from '../plan.ts';
import { createCutter, type CutContext, type Cutter, type Pushable } from './cut.ts';

/** The dialect of core's port Scratch. */
export const scratchDialect = dialects.duckdb;

/** A query of the scratch database, and what must lie there. */
export interface LocalQuery {
  readonly query: ScratchQuery;
  readonly nodes: ReadonlyMap<string, Pushable>;
  /** Columns that it reads of each extracted node. */
  readonly reads: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The cuts that are tried, best first. */
export function createCutters(context: CutContext): readonly Cutter[] {
  // Where the cut of fewest bytes leaves the scratch database what it cannot say, the largest parts
  // of the servers may do.
  return [createCutter(context), createCutter(context, { bySize: false })];
}

/**
 * Compiles a node for the local route: what servers can do is extracted, the rest is a query of
 * the scratch database. Answers every reason why there is none.
 */
export function compileLocally(
  nodeId: string,
  cutters: readonly Cutter[],
  context: CutContext,
): LocalQuery | { readonly diagnostics: readonly Diagnostic[] } {
  const [first, ...others] = cutters;
  invariant(first !== undefined, 'there is a cutter');
  const best = compileCut(nodeId, first, context);
  if (!('diagnostics' in best)) return best;
  for (const cutter of others) {
    const other = compileCut(nodeId, cutter, context);
    if (!('diagnostics' in other)) return other;
  }
  return best;
}

function compileCut(
  nodeId: string,
  cutter: Cutter,
  context: CutContext,
): LocalQuery | { readonly diagnostics: readonly Diagnostic[] } {
  const { resolution, environment, binding } = context;
  const cut = cutter.cut(nodeId);
  if ('diagnostics' in cut) return cut;
  const { nodes } = cut;
  const above = nodesAbove(nodeId, nodes, resolution.spec.steps);
  const reader = createExpressionReader(resolution, binding);
  const findings = [
    ...reader.diagnostics,
    ...checkOps(above, resolution),
    ...checkSize(nodeId, resolution, new Set(nodes.keys())),
  ];
  if (hasErrors(findings)) return { diagnostics: findings };
  const relation = lowerNode(nodeId, {
    resolution,
    environment,
    expression: reader.read,
    maskKey: createMaskKeys(binding, resolution.spec),
    extracted: (id, alias) => {
      const node = nodes.get(id);
      return node === undefined ? undefined : readExtract(node, alias(id));
    },
  });
  const printed = printOrExplain(relation, scratchDialect, pathOf(nodeId, resolution));
  if ('diagnostics' in printed) return printed;
  const reads = columnsRead(relation);
  const unfit = [...nodes.values()].flatMap((node) =>
    unfitColumns(extractColumns(node, reads), node.path),
  );
  if (unfit.length > 0) return { diagnostics: unfit };
  return {
    nodes,
    reads,
    query: {
      connection: null,
      dialect: scratchDialect.name,
      sql: printed.sql,
      columns: resolution.schemas.get(nodeId) ?? relationSchema(relation),
      ...contentsOf(upstreamOf(nodeId, resolution.spec), resolution),
      pushed: contentsOf(above, resolution).pushed,
      estimated_rows: null,
    },
  };
}

/** Columns of an extract that somebody reads; one at least, where only rows are counted. */
export function extractColumns(
  { table, name: stored }: Pushable,
  reads: ReadonlyMap<string, ReadonlySet<string>>,
): Schema {
  const schema = relationSchema(table);
  // What DISTINCT compares cannot be left out.
  if (table.distinct) return schema;
  const read = schema.filter(({ name }) => reads.get(stored)?.has(name) === true);
  return read.length > 0 ? read : schema.slice(0, 1);
}

/** A block over the scratch table, in the order that the rows had. */
function readExtract({ relation, table, name }: Pushable, alias: string): SelectRelation {
  const read = nest(relation, alias);
  const stored = { kind: 'table', object: { name }, schema: relationSchema(table) } as const;
  return { ...read, from: { kind: 'relation', alias, relation: stored } };
}

/** The node and what it reads, as far down as the extracts, those left out. */
function nodesAbove(
  id: string,
  extracts: ReadonlyMap<string, unknown>,
  steps: readonly { readonly id: string; readonly inputs: readonly string[] }[],
): ReadonlySet<string> {
  const found = new Set<string>();
  const pending = [id];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (extracts.has(next) || found.has(next)) continue;
    found.add(next);
    pending.push(...(steps.find((step) => step.id === next)?.inputs ?? []));
  }
  return found;
}

/** What a scratch table cannot hold as it is. */
function unfitColumns(columns: Schema, path: string): readonly Diagnostic[] {
  const seen = new Map<string, string>();
  return columns.flatMap(({ name, type, nullable }) => {
    const found: Diagnostic[] = [];
    const folded = name.toLowerCase();
    const other = seen.get(folded);
    seen.set(folded, name);
    if (other !== undefined) {
      const what = `columns whose names differ in case only: "${other}" and "${name}"`;
      found.push(unsupported(path, what, 'rename one of them in a step before'));
    }
    if (scratchDialect.typeName(type, nullable) === undefined) {
      const kind = type.kind === 'decimal' ? 'this decimal' : type.kind;
      found.push(unsupported(path, `${kind} values ("${name}")`, 'cast it in a step before'));
    }
    return found;
  });
}

function unsupported(path: string, what: string, hint: string): Diagnostic {
  return diagnostic(
    'DIALECT_UNSUPPORTED',
    path,
    `${scratchDialect.title} cannot hold ${what}.`,
    hint,
  );
}
