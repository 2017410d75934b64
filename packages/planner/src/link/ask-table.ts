import { describeObject, type CatalogTable } from '@ai-etl/core';
import type { Choice, PlannerConnection } from '../plan-types.ts';
import { ask } from './findings.ts';
import { isCalledSo } from './own-names.ts';
import { scoreName, type NameScore } from './score-name.ts';
import type { LinkedObjects, MentionPlace, Scored, TablesRequest } from './tables-request.ts';

/** As many sources as a spec holds: more cannot be mirrored. */
export const maxTables = 500;

/** By its name or what a project calls it, else by its comment. */
export function scoreTable(words: readonly string[], table: CatalogTable): NameScore {
  return isCalledSo(words, table.aliases)
    ? { score: 1, because: 'the glossary calls it so' }
    : scoreName(words, table.object.name, table.comment);
}

/** All tables by score, best first; ties keep the order of names, so answers do not wander. */
export function rank(words: readonly string[], tables: readonly CatalogTable[]): Scored[] {
  return tables
    .map((table) => ({ table, ...scoreTable(words, table) }))
    .sort(
      (a, b) =>
        b.score - a.score ||
        (describeObject(a.table.object) < describeObject(b.table.object) ? -1 : 1),
    );
}

/** Asks which tables are meant; the answer may be several, or `*` for all. */
export function askTable(
  request: TablesRequest,
  place: MentionPlace,
  question: string,
  ranked: readonly Scored[],
): LinkedObjects {
  const { connection, findings } = request;
  const tables = tablesOf(connection);
  const close = ranked.filter((one) => one.score > 0);
  const offered = (close.length > 0 ? close : rank([], tables)).map(toChoice);
  const everything: Choice[] =
    baseTables(connection).length > 1 && baseTables(connection).length <= maxTables
      ? [{ value: '*', label: 'all tables', because: `everything in ${connection.name}` }]
      : [];
  const answer = ask(findings, {
    id: place.id,
    field: 'object',
    question,
    choices: [...offered.slice(0, 19), ...everything],
    multiple: true,
    accept: (text) => findWritten(tables, text),
  });
  if (answer === null) return { tables: [], mirror: false };
  if (answer.includes('*')) return mirrorAll(request.connection);
  const chosen = tables.filter((table) => answer.includes(describeObject(table.object)));
  return { tables: chosen.map((table) => ({ table, states: [], unknown: [] })), mirror: false };
}

function toChoice(scored: Scored): Choice {
  const rows = scored.table.estimatedRows;
  const size = rows === null ? '' : `, about ${rows} rows`;
  return {
    value: describeObject(scored.table.object),
    label: describeObject(scored.table.object),
    because: `${scored.score > 0 ? scored.because : 'it is there'}${size}`,
  };
}

/** A table named in an answer, with or without its schema. */
function findWritten(tables: readonly CatalogTable[], text: string): string | null {
  const wanted = text.toLowerCase();
  const found = tables.filter(
    ({ object }) =>
      object.name.toLowerCase() === wanted || describeObject(object).toLowerCase() === wanted,
  );
  const [table] = found;
  return table !== undefined && found.length === 1 ? describeObject(table.object) : null;
}

/** Tables and views; none when the catalog could not be read. */
export function tablesOf(connection: PlannerConnection): readonly CatalogTable[] {
  return connection.catalog?.tables ?? [];
}

/** Tables that hold rows themselves: what a mirror copies. */
export function baseTables(connection: PlannerConnection): readonly CatalogTable[] {
  return tablesOf(connection).filter((table) => table.kind === 'table');
}

/** Every table of a connection, whatever its schema. */
function mirrorAll(connection: PlannerConnection): LinkedObjects {
  const tables = baseTables(connection);
  return { tables: tables.map((table) => ({ table, states: [], unknown: [] })), mirror: true };
}
