import { columnsOf } from '../adjectives/adjective-mention.ts';
import type { Attribute } from '../cues/cue.ts';
import type { Field, SchemaIndex } from '../schema-index.ts';
import { weights } from '../weights.ts';
import type { Word } from '../words.ts';
import { gainOf, type Item } from './item.ts';

/** What holds how long something plays, the first ones before the others. */
const meant: readonly Attribute[] = [
  { words: 'running time', also: ['runtime', 'playing time'] },
  { words: 'duration' },
  { words: 'length' },
  { words: 'minutes', also: ['seconds'], isSpan: true },
];

/** Whether "running time" is said, and no sum that runs on. */
export function isRunningTime(words: readonly Word[], at: number): boolean {
  const [first, second] = words.slice(at, at + 2);
  return /^(?:running|playing|run|play)$/u.test(first?.lower ?? '') && second?.lemma === 'time';
}

/** "running time": of a film, a record or a programme, however its length is called. */
export function runningTimeItems(
  words: readonly Word[],
  at: number,
  index: SchemaIndex,
): readonly Item[] {
  if (!isRunningTime(words, at)) return [];
  const best = new Map<Field, number>();
  meant.forEach((attribute, rank) => {
    for (const { what, score } of columnsOf(attribute, index))
      if (!best.has(what)) best.set(what, score - weights.implied.perRank * rank);
  });
  if (best.size === 0) return [];
  const alternatives = [...best]
    .map(([what, score]) => ({ what, score }))
    .sort((a, b) => b.score - a.score);
  const said = words.slice(at, at + 2).map(({ lower }) => lower);
  return [
    {
      kind: 'column',
      column: { kind: 'column', alternatives, words: said.join(' '), at, beside: [] },
      start: at,
      end: at + 2,
      gain: gainOf(2, weights.parse.column),
    },
  ];
}
