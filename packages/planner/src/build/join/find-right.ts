import { describeObject, type CatalogTable } from '@ai-etl/core';
import type { OperationIntent, PlannerIR } from '../../ir/index.ts';
import { rank, tablesOf } from '../../link/ask-table.ts';
import { askOne, assume, type Findings } from '../../link/findings.ts';
import { nameWords } from '../../link/name-words.ts';
import { acceptable, certain, margin, scoreName } from '../../link/score-name.ts';
import type { Choice, PlannerConnection } from '../../plan-types.ts';
import type { Branch } from '../branch.ts';
import { openDraft, type Draft } from '../step-draft.ts';

export type JoinIntent = Extract<OperationIntent, { op: 'join' }>;

/** Where a table that is joined is looked up when it is none of the sources. */
export interface TableLookup {
  readonly ir: PlannerIR;
  readonly connections: readonly PlannerConnection[];
  /** Ids of nodes, each given once. */
  readonly nextId: (name: string) => string;
}

/** The tables of a join. */
export interface JoinSides {
  readonly left: Draft;
  readonly rights: readonly Draft[];
}

interface SidesPlace {
  readonly index: number;
  readonly findings: Findings;
  readonly lookup: TableLookup;
}

/**
 * Which tables a join means: among the sources by its words, else a table that is named elsewhere in
 * the sentence, else of the catalog. Null after asking.
 */
export function findSides(
  drafts: readonly Draft[],
  join: JoinIntent,
  place: SidesPlace,
): JoinSides | null {
  const named = join.right === '' ? null : bestDraft(drafts, join.right);
  const [left, ...others] = drafts.filter((draft) => draft !== named);
  if (left === undefined) return null;
  if (named !== null) return { left, rights: [named] };
  if (others.length > 0 && join.right === '') return { left, rights: others };
  const spoken = spokenTable(left, place.lookup);
  if (spoken !== null && join.right === '') {
    const right = openDraft(branchOf(spoken, place.lookup));
    return spoken.isFirst ? { left: right, rights: [left] } : { left, rights: [right] };
  }
  const looked = lookUp(left, join, place);
  return looked === null ? null : { left, rights: [openDraft(branchOf(looked, place.lookup))] };
}

/** The source whose table the words name; null when none, or the only one, is named. */
function bestDraft(drafts: readonly Draft[], words: string): Draft | null {
  const spoken = words.split('.').at(-1) ?? words;
  const scored = drafts.slice(drafts.length > 1 ? 1 : 0).map((draft) => ({
    draft,
    score: Math.max(
      scoreName(nameWords(spoken), draft.branch.table.object.name).score,
      scoreName(nameWords(spoken).slice(-1), draft.branch.table.object.name).score - 0.1,
    ),
  }));
  const [best] = scored.toSorted((a, b) => b.score - a.score);
  if (drafts.length < 2) return null;
  if (best !== undefined && best.score >= acceptable) return best.draft;
  return scored.length === 1 ? (best?.draft ?? null) : null;
}

interface FoundTable {
  readonly connection: PlannerConnection;
  readonly table: CatalogTable;
}

function branchOf({ connection, table }: FoundTable, { nextId }: TableLookup): Branch {
  return { connection, table, id: nextId(table.object.name), states: [], unknown: [] };
}

/** "join orders with customers": a table that no end has taken up, and whether it stands first. */
function spokenTable(
  left: Draft,
  { ir, connections }: TableLookup,
): (FoundTable & { readonly isFirst: boolean }) | null {
  const at = ir.sources[0]?.objects[0]?.evidence.start ?? 0;
  const ordered = [
    left.branch.connection,
    ...connections.filter((one) => one !== left.branch.connection && one.roles.includes('source')),
  ];
  for (const note of ir.notes) {
    if (note.kind === 'sql') continue;
    for (const connection of ordered) {
      const [best] = rank(nameWords(note.evidence.text), tablesOf(connection));
      if (best === undefined || best.score < certain || best.table === left.branch.table) continue;
      return { connection, table: best.table, isFirst: note.evidence.start < at };
    }
  }
  return null;
}

/** A table of the source's connection, then of the others; near names and neighbours are offered. */
function lookUp(left: Draft, join: JoinIntent, place: SidesPlace): FoundTable | null {
  const { findings, index, lookup } = place;
  const own = left.branch.connection;
  const words = nameWords(join.right.split('.').at(-1) ?? '');
  const others = lookup.connections.filter((one) => one !== own && one.roles.includes('source'));
  for (const connection of words.length === 0 ? [] : [own, ...others]) {
    const [best, second] = rank(words, tablesOf(connection));
    if (best === undefined || best.score < acceptable) continue;
    if (second !== undefined && best.score < certain && best.score - second.score <= margin)
      continue;
    if (best.score < certain)
      assume(findings, {
        path: `sources.${best.table.object.name}.object`,
        value: describeObject(best.table.object),
        because: `"${join.right}" names no table; ${best.because}`,
      });
    return { connection, table: best.table };
  }
  const problem = words.length === 0 ? '' : `There is no table "${join.right}" in ${own.name}. `;
  const tables = tablesOf(own).filter((table) => table !== left.branch.table);
  const accept = (text: string): string | null =>
    tables.find(({ object }) =>
      [object.name, describeObject(object)].some((one) => one.toLowerCase() === text.toLowerCase()),
    )?.object.name ?? null;
  const answer = askOne(findings, {
    id: `join_${index}`,
    field: 'object',
    question: `${problem}Which table is ${left.branch.table.object.name} joined with?`,
    choices: neighbourChoices(left, tables),
    accept,
  });
  const table = tables.find(({ object }) => object.name === answer);
  return table === undefined ? null : { connection: own, table };
}

/** Tables that a key leads to or from stand first. */
function neighbourChoices(left: Draft, tables: readonly CatalogTable[]): readonly Choice[] {
  const { table: own } = left.branch;
  const leads = (from: CatalogTable, to: CatalogTable): boolean =>
    from.foreignKeys.some((key) => key.references.name === to.object.name);
  const isNear = (table: CatalogTable): boolean => leads(own, table) || leads(table, own);
  return tables
    .toSorted((a, b) => Number(isNear(b)) - Number(isNear(a)))
    .slice(0, 20)
    .map((table) => ({
      value: table.object.name,
      label: table.object.name,
      because: isNear(table) ? 'a foreign key connects them' : 'it is there',
    }));
}
