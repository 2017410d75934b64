import { describeObject, isInteger } from '@ai-etl/core';
import { eventTimeOf } from '../profile/event-time.ts';
import type { ColumnView, TableView } from '../profile/column-view.ts';

/** Columns that questions will ask by and that no index, key or sort order begins with. */
export interface IndexAdvice {
  readonly columns: readonly string[];
  readonly because: string;
}

/** Smaller tables are read whole as fast. */
const worthwhileRows = 5000;
const most = 5;

/** References first, then what single rows are looked up by, then the time. */
export function adviseIndexing(view: TableView): readonly IndexAdvice[] {
  const { table, profile } = view;
  const rows = profile.rows.count;
  if (table.kind === 'view' || rows === null || rows < worthwhileRows) return [];
  const covered = leadingColumns(view);
  const found = [...references(view), ...lookUps(view, rows), ...times(view)];
  const seen = new Set<string>();
  return found
    .filter(({ columns: [first = ''] }) => {
      const isNew = !covered.has(first) && !seen.has(first);
      seen.add(first);
      return isNew;
    })
    .slice(0, most);
}

function references({ table, columns }: TableView): readonly IndexAdvice[] {
  const declared = table.foreignKeys.map((key) => ({
    columns: key.columns,
    because: `It refers to ${describeObject(key.references)}, and no index begins with it: joins, and deletes over there, read this whole table.`,
  }));
  const named = columns
    .filter(({ column }) => /._id$|.Id$/.test(column.name))
    .filter(({ column }) => isInteger(column.type) || column.type.kind === 'uuid')
    .filter(({ judgement }) => (judgement.distinct ?? 0) >= 20)
    .map(({ column, judgement }) => ({
      columns: [column.name],
      because: `Its name says that it refers to other rows; it has about ${amount(judgement.distinct)} distinct values.`,
    }));
  return [...declared, ...named];
}

/** Names of what people type in to find one row. */
const lookUpNames =
  /(^|_)(e_?mail|phone|sku|code|slug|username|login|reference|external_id|number|uuid)$/i;

function lookUps({ columns }: TableView, rows: number): readonly IndexAdvice[] {
  return columns
    .filter((one) => isLookedUp(one) && (one.judgement.distinct ?? 0) >= rows * 0.5)
    .map(({ column, judgement }) => ({
      columns: [column.name],
      because: `Single rows are looked up by it: about ${amount(judgement.distinct)} distinct values in ${amount(rows)} rows${judgement.unique ? ', and it may be UNIQUE' : ''}.`,
    }));
}

function isLookedUp({ column, meaning }: ColumnView): boolean {
  if (column.type.kind !== 'text' && column.type.kind !== 'uuid') return false;
  const kind = meaning?.kind ?? null;
  return (
    (kind !== null && ['email', 'phone', 'uuid', 'iban'].includes(kind)) ||
    lookUpNames.test(column.name)
  );
}

function times(view: TableView): readonly IndexAdvice[] {
  const time = eventTimeOf(view);
  if (time === null) return [];
  const { name } = time.view.column;
  const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
  const because = `Questions about a period ask by it: it runs from ${day(time.earliestMs)} to ${day(time.latestMs)}.`;
  return [{ columns: [name], because }];
}

/** What already finds rows: keys, whole indexes, the order of storage. */
function leadingColumns({ table, profile }: TableView): ReadonlySet<string> {
  const keys = [table.primaryKey, ...table.uniqueKeys].flatMap(([first]) => first ?? []);
  const indexes = profile.indexes.flatMap(({ columns: [first], partial }) =>
    partial || first === null || first === undefined ? [] : [first],
  );
  const [sorted] = profile.sortedBy;
  const bare = /^`?([^`()]+)`?$/.exec(sorted ?? '')?.[1];
  return new Set([...keys, ...indexes, ...(bare === undefined ? [] : [bare])]);
}

function amount(count: number | null): string {
  return (count ?? 0).toLocaleString('en');
}
