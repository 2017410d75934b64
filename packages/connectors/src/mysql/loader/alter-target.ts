import { invariant } from '@ai-etl/core';
import { alterationsOf, pendingAlterations, type Alteration } from '../../kit/pending-changes.ts';
import { ask, run } from '../connect.ts';
import { quoteName, quoteObject } from '../quote.ts';
import type { StagingParts } from './staging.ts';

/**
 * Adds and widens columns of the target as planned, in one statement. It commits by itself, so it comes
 * before the transaction that publishes, and `fence` is asked first: a crash in between leaves the old
 * rows in the new columns. Throws TARGET_CONFLICT when the table has become another since it was planned.
 */
export async function alterTarget(parts: StagingParts, fence: () => Promise<void>): Promise<void> {
  const { connection, target, request } = parts;
  if (alterationsOf(request.plan).length === 0) return;
  const { rows } = await ask(
    connection,
    'SELECT column_name, column_type FROM information_schema.columns WHERE table_schema = ? AND table_name = ?',
    [target.schema ?? '', target.name],
  );
  const wanted = new Map(request.plan.changes?.map((one) => [one.column, one.to ?? '']));
  const found = new Map(
    rows.map(([name, type]) => {
      const isDone = withoutWidth(type ?? '') === wanted.get(name ?? '');
      return [name ?? '', isDone ? withoutWidth(type ?? '') : (type ?? '')];
    }),
  );
  const pending = pendingAlterations(request.plan, found);
  if (pending.length === 0) return;
  const definitions = await readDefinitions(parts);
  await fence();
  const actions = pending.map((one) => actionOf(one, definitions));
  await run(connection, `ALTER TABLE ${quoteObject(target)} ${actions.join(', ')}`);
}

/** MariaDB shows the width at which an integer is printed: `bigint(20)`. */
function withoutWidth(type: string): string {
  return type === 'tinyint(1)' ? type : type.replace(/^(\w*int)\(\d+\)/, '$1');
}

/** What MODIFY does not repeat is lost: default, comment, NOT NULL. Only the type is another. */
function actionOf(
  { column, change, from, to }: Alteration,
  definitions: ReadonlyMap<string, string>,
): string {
  const name = quoteName(column);
  if (change === 'added') return `ADD COLUMN ${name} ${to} NULL`;
  const definition = definitions.get(name);
  invariant(
    definition !== undefined && from !== null && definition.startsWith(from),
    'SHOW CREATE TABLE begins a column with the type that the catalog names',
  );
  return `MODIFY COLUMN ${name} ${to}${definition.slice(from.length)}`;
}

/** Definition of each column without its name, by quoted name. */
async function readDefinitions({
  connection,
  target,
}: StagingParts): Promise<ReadonlyMap<string, string>> {
  const { rows } = await ask(connection, `SHOW CREATE TABLE ${quoteObject(target)}`);
  const lines = (rows[0]?.[1] ?? '').split('\n');
  return new Map(
    lines.flatMap((line) => {
      const [, name, definition] = /^ {2}(`(?:[^`]|``)+`) (.*?),?$/.exec(line) ?? [];
      return name === undefined || definition === undefined ? [] : [[name, definition] as const];
    }),
  );
}
