import type { CatalogColumn } from '@ai-etl/core';
import { push, setRows, type Draft, type Member } from '../step-draft.ts';
import type { JoinIntent } from './find-right.ts';
import type { KeyPair } from './join-keys.ts';

/** How two tables were joined. */
export interface JoinedBy {
  readonly pairs: readonly KeyPair[];
  readonly how: JoinIntent['how'];
  /** What a column of the right-hand table is called in the joined rows. */
  readonly renamed: (name: string) => string;
}

/** Makes the rows of a draft those of a join: columns, keys, and which table's rows are repeated. */
export function joinRows(left: Draft, right: Draft, by: JoinedBy): void {
  const { pairs, how, renamed } = by;
  const lacksLeft = how === 'right' || how === 'full';
  const lacksRight = how === 'left' || how === 'full';
  const nullable = (column: CatalogColumn, lacks: boolean): CatalogColumn =>
    lacks ? { ...column, nullable: true } : column;
  const own = left.rows;
  const isToOne =
    isOnce(
      right,
      pairs.map((pair) => pair.right.name),
    ) !== false;
  // Rows without a key that point somewhere do so several times, as a rule: nothing is taken on trust.
  const isFromOne =
    isOnce(
      left,
      pairs.map((pair) => pair.left.name),
    ) === true;
  const key = isToOne && !lacksLeft ? own.primaryKey : [];
  const many = isFromOne && !isToOne && !lacksRight ? right.rows.primaryKey.map(renamed) : [];
  setRows(left, {
    ...own,
    columns: [
      ...own.columns.map((column) => nullable(column, lacksLeft)),
      ...right.rows.columns.map((column) => ({
        ...nullable(column, lacksRight),
        name: renamed(column.name),
      })),
    ],
    primaryKey: key.length > 0 ? key : many,
    uniqueKeys: [],
    foreignKeys: [],
    estimatedRows: null,
    estimatedBytes: null,
  });
  const twins = lacksLeft ? new Map<string, string>() : twinsOf(by);
  left.members = [
    ...left.members.map((member): Member => ({
      ...member,
      repeatedBy: member.repeatedBy ?? (isToOne ? null : right.branch.table),
    })),
    ...right.members.map((member): Member => ({
      ...member,
      names: new Map(
        [...member.names].map(([name, now]) => [name, twins.get(renamed(now)) ?? renamed(now)]),
      ),
      repeatedBy: member.repeatedBy ?? (isFromOne ? null : left.branch.table),
    })),
  ];
  dropTwins(left, new Set(twins.keys()));
}

/**
 * Whether no two rows of a draft have the same values there, as far as keys tell; null where no key
 * is known.
 */
export function isOnce({ rows }: Draft, names: readonly string[]): boolean | null {
  const keys = [rows.primaryKey, ...rows.uniqueKeys].filter((key) => key.length > 0);
  if (keys.length === 0) return null;
  return keys.some((key) => key.every((name) => names.includes(name)));
}

/** Keys of the right that are called as those of the left hold the same values: by the left's names. */
function twinsOf({ pairs, renamed }: JoinedBy): Map<string, string> {
  return new Map(
    pairs
      .filter((pair) => pair.left.name === pair.right.name)
      .map((pair) => [renamed(pair.right.name), pair.left.name]),
  );
}

function dropTwins(left: Draft, twins: ReadonlySet<string>): void {
  if (twins.size === 0) return;
  const kept = left.columns.filter((name) => !twins.has(name));
  push(left, 'select', (base) => ({ ...base, op: 'select', columns: [...kept] }));
  const columns = left.rows.columns.filter((column) => kept.includes(column.name));
  setRows(left, { ...left.rows, columns });
}
