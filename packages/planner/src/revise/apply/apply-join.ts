import { describeObject, diagnostic, type CatalogTable, type PipelineSpec } from '@ai-etl/core';
import { openDraft, push, setRows, type Draft } from '../../build/step-draft.ts';
import { joinOne } from '../../build/join/join-drafts.ts';
import { toId } from '../../build/node-id.ts';
import { rank, tablesOf } from '../../link/ask-table.ts';
import { askOne, assume, type Findings } from '../../link/findings.ts';
import { linkColumn } from '../../link/link-column.ts';
import { nameWords } from '../../link/name-words.ts';
import { acceptable, certain } from '../../link/score-name.ts';
import type { PlannerConnection } from '../../plan-types.ts';
import type { OperationChange } from '../revision-ir.ts';
import { baseId, type Chain } from './chain.ts';
import { chainsNamed, latest, placeSteps } from './place-steps.ts';
import { postponedConnection } from './pseudo-connection.ts';
import type { Working } from './working.ts';

interface FoundTable {
  readonly connection: PlannerConnection;
  readonly table: CatalogTable;
}

type JoinChange = OperationChange & {
  readonly operation: Extract<OperationChange['operation'], { op: 'join' }>;
};

export function isJoin(change: OperationChange): change is JoinChange {
  return change.operation.op === 'join';
}

/**
 * "also join customers to get the region": a table more, joined as near to the target as its keys
 * are. What it is to bring decides which of its columns stay; a table nobody knows is asked for.
 */
export function applyJoin(working: Working, change: JoinChange): void {
  const { operation, evidence } = change;
  const chains = chainsNamed(working, change.table);
  const [chain] = chains;
  if (chain === undefined) return;
  const said = [operation.right, ...(change.words ?? [])].filter((word) => word !== '');
  const found = findTable(working, chain, said);
  if (found === null) return;
  const wanted = wantedColumns(found.table, said);
  const source = sourceOf(working.spec, found);
  const placed = placeSteps(working, {
    chains: [chain],
    positions: latest,
    said: evidence.text,
    make: ({ table, node, findings }) => {
      const left = draftOf(
        { connection: postponedConnection, table },
        baseId(chain.source.id),
        node,
      );
      const right = draftOf(found, baseId(source.id), source.id);
      const how = wanted.length > 0 ? 'left' : operation.how;
      joinOne(left, right, { join: { on: operation.on, how }, index: 1, findings });
      if (left.isOpen) return [];
      bring(left, right, { before: table, wanted, findings });
      return left.steps;
    },
  });
  if (placed.length === 0) return;
  const { spec } = working;
  if (!spec.sources.some((one) => one.id === source.id))
    working.spec = { ...spec, sources: [...spec.sources, source] };
  const unused = (change.words ?? []).filter(
    (word) => !isName(word, found.table) && linkColumn(word, found.table).column === null,
  );
  if (unused.length > 0)
    working.findings.diagnostics.push(
      diagnostic(
        'WORDS_NOT_UNDERSTOOD',
        'instruction',
        `These words had no effect: ${unused.map((word) => `"${word}"`).join(', ')}.`,
        'If they matter, say it in other words.',
      ),
    );
}

/** A draft whose rows are those behind a node of the pipeline. */
function draftOf({ connection, table }: FoundTable, id: string, start: string): Draft {
  return openDraft({ connection, table, id, states: [], unknown: [] }, start);
}

/** Of the source's connection first; the words may name what it brings as well. */
function findTable(working: Working, chain: Chain, said: readonly string[]): FoundTable | null {
  const { connections } = working.context;
  const own = connections.find((one) => one.id === chain.source.connection);
  const ordered = [
    ...connections.filter((one) => one === own),
    ...connections.filter((one) => one !== own && one.roles.includes('source')),
  ];
  for (const least of [certain, acceptable])
    for (const connection of ordered)
      for (const word of said) {
        const [best] = rank(nameWords(word), tablesOf(connection));
        if (best !== undefined && best.score >= least) return { connection, table: best.table };
      }
  const offered = own === undefined ? [] : tablesOf(own);
  const of = chain.source.object?.name ?? chain.source.id;
  const answer = askOne(working.findings, {
    id: 'join',
    field: 'object',
    question: `Which table is ${of} joined with?`,
    choices: offered.slice(0, 20).map((table) => ({
      value: describeObject(table.object),
      label: describeObject(table.object),
      because: 'it is there',
    })),
  });
  const table = offered.find((one) => describeObject(one.object) === answer);
  return table === undefined || own === undefined ? null : { connection: own, table };
}

function isName(word: string, table: CatalogTable): boolean {
  return nameWords(word).join(' ') === nameWords(table.object.name).join(' ');
}

/** "to get the region": columns that are named; none: all of them. */
function wantedColumns(table: CatalogTable, said: readonly string[]): readonly string[] {
  return said
    .filter((word) => !isName(word, table))
    .flatMap((word) => linkColumn(word, table).column?.name ?? []);
}

/** Keeps what was there, and of the joined table what it is joined for. */
function bring(
  left: Draft,
  right: Draft,
  {
    before,
    wanted,
    findings,
  }: {
    readonly before: CatalogTable;
    readonly wanted: readonly string[];
    readonly findings: Findings;
  },
): void {
  if (wanted.length === 0) return;
  const [member] = left.members.slice(-1);
  const brought = wanted.flatMap((name) => member?.names.get(name) ?? []);
  const kept = [...before.columns.map((column) => column.name), ...brought];
  push(left, 'select', (base) => ({ ...base, op: 'select', columns: [...new Set(kept)] }));
  const columns = left.rows.columns.filter((column) => kept.includes(column.name));
  setRows(left, { ...left.rows, columns });
  assume(findings, {
    path: `steps.${left.branch.id}_join.how`,
    value: 'left',
    because: `${right.branch.table.object.name} is joined for ${wanted.join(', ')}: rows without a partner stay`,
    alternatives: ['inner'],
  });
}

/** The source that reads the table: the one there is, else a new one. */
function sourceOf(
  spec: PipelineSpec,
  { connection, table }: FoundTable,
): PipelineSpec['sources'][number] {
  const { schema, name } = table.object;
  const known = spec.sources.find(
    (one) =>
      one.connection === connection.id &&
      one.incremental === undefined &&
      one.object?.name === name &&
      (one.object.schema ?? connection.catalog?.defaultSchema) ===
        (schema ?? connection.catalog?.defaultSchema),
  );
  if (known !== undefined) return known;
  const used = new Set([...spec.sources, ...spec.steps, ...spec.targets].map((one) => one.id));
  let id = `source_${toId(name)}`;
  for (let count = 2; used.has(id); count += 1) id = `source_${toId(name)}_${count}`;
  return {
    id,
    connection: connection.id,
    object: schema === undefined ? { name } : { schema, name },
  };
}
