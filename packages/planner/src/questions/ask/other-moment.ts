import type { Assumption, Query } from '@ai-etl/core';
import { isMoment } from '../../link/link-column.ts';
import type { Language } from '../explain/explain-query.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { messagesIn } from './messages.ts';

/** Two moments of which either may be meant. */
export interface Moments {
  readonly taken: string;
  readonly other: string;
}

/** The moments in which two queries differ, where they differ in nothing else; else null. */
export function otherMoment(taken: Query, other: Query, { schema }: SchemaIndex): Moments | null {
  const moments = new Set(
    schema.tables.flatMap(({ columns }) => columns.filter(isMoment).map(({ name }) => name)),
  );
  const [mine, theirs] = [taken, other].map((query) => withoutMoments(query, moments));
  if (mine === undefined || theirs === undefined || mine.text !== theirs.text) return null;
  const instead = theirs.used.find((name) => !mine.used.includes(name));
  const [first] = mine.used;
  return first === undefined || instead === undefined ? null : { taken: first, other: instead };
}

/** A query as text in which all moments are alike, and those it uses. */
function withoutMoments(
  query: Query,
  moments: ReadonlySet<string>,
): { readonly text: string; readonly used: readonly string[] } {
  const used: string[] = [];
  const text = JSON.stringify(query, (key, value: unknown) => {
    // Columns of sources are the same whatever is asked of them.
    if (key === 'schema') return undefined;
    if (typeof value !== 'string' || !moments.has(value)) return value;
    used.push(value);
    return '*';
  });
  return { text, used };
}

/** Told where the words do not say which date counts. */
export function momentAssumption(
  taken: Query,
  others: readonly Query[],
  { index, language }: { readonly index: SchemaIndex; readonly language: Language },
): readonly Assumption[] {
  const found = others.flatMap((other) => otherMoment(taken, other, index) ?? []);
  const [first] = found;
  if (first === undefined) return [];
  return [
    {
      path: 'time',
      value: first.taken,
      because: messagesIn(language).because.moment,
      alternatives: [...new Set(found.map(({ other }) => other))],
    },
  ];
}
