import type { DatabaseSync } from 'node:sqlite';
import { crc32 } from 'node:zlib';
import { profilingFunctions, type Asked } from '../profile/asked.ts';
import { figuresOf, type Figures } from '../profile/figures.ts';
import { roomBytes, type Room } from '../profile/kept-values.ts';
import { readingOf, type Reading } from '../profile/reading.ts';
import { firstCharacters, keptText } from '../values/kept-text.ts';
import { storageClass, type SqlValue } from '../values/sql-value.ts';

/** Views and triggers of the file may not call them. */
const ours = { directOnly: true, useBigIntArguments: true } as const;

interface Known extends Asked {
  readonly read: Reading;
}

/** Registers the functions of a profile's statements, see profilingFunctions; anew for each, with room of its own. */
export function registerProfiling(database: DatabaseSync): void {
  const room: Room = { leftBytes: roomBytes };
  const known = new Map<SqlValue, Known>();
  const askedBy = (json: SqlValue): Known => {
    const found = known.get(json);
    if (found !== undefined) return found;
    const asked = parseAsked(json);
    const made = { ...asked, read: readingOf(asked.type) };
    known.set(json, made);
    return made;
  };
  const define = (name: string, of: (value: Exclude<SqlValue, null>, asked: Known) => SqlValue) =>
    database.function(name, { ...ours, deterministic: true }, (value: SqlValue, json: SqlValue) =>
      value === null ? null : of(value, askedBy(json)),
    );
  define(profilingFunctions.shown, (value, { read, longest }) =>
    firstCharacters(read(value) ?? keptText(value), longest),
  );
  // A blob is never the same as a text.
  define(
    profilingFunctions.key,
    (value, { read }) => read(value) ?? Buffer.from(`${storageClass(value)} ${keptText(value)}`),
  );
  define(profilingFunctions.inOrder, (value, { read }) => {
    const text = read(value);
    return text?.endsWith('Infinity') === true ? null : text;
  });
  database.function(
    profilingFunctions.shuffled,
    { ...ours, deterministic: true },
    (value: SqlValue) => (value === null ? null : crc32(keptText(value))),
  );
  defineFigures(database, (json) => figuresOf(askedBy(json), room));
}

/** The state of an aggregate is a value of SQL to node:sqlite: the number of the figures under way. */
function defineFigures(database: DatabaseSync, start: (json: SqlValue) => Figures): void {
  const underWay = new Map<number, Figures>();
  let next = 0;
  database.aggregate<number>(profilingFunctions.figures, {
    ...ours,
    start: () => {
      next += 1;
      return next;
    },
    step: (number, value: SqlValue, json: SqlValue) => {
      const figures = underWay.get(number) ?? start(json);
      underWay.set(number, figures);
      figures.add(value);
      return number;
    },
    result: (number) => {
      const figures = underWay.get(number);
      underWay.delete(number);
      return figures?.total() ?? JSON.stringify({ n: '0' });
    },
  });
}

/** Both ends are files of one version: see protocol.ts. */
function parseAsked(json: SqlValue): Asked {
  const parsed: unknown = JSON.parse(String(json));
  if (isAsked(parsed)) return parsed;
  throw new TypeError('a profiled column has a type');
}

function isAsked(value: unknown): value is Asked {
  return typeof value === 'object' && value !== null && 'type' in value && 'levels' in value;
}
