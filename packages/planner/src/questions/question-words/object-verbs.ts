import type { Attribute } from '../cues/cue.ts';
import type { Word } from '../words.ts';

/** What verbs are done to, as columns call it: "What does Orlov teach?". */
const objects: readonly (readonly [RegExp, string])[] = [
  [/^(?:teach|lecture)$/u, 'subject,course,class,discipline'],
  [/^speak$/u, 'language'],
  [/^study$/u, 'major,subject,course,program'],
  [/^play$/u, 'instrument,sport,position'],
  [/^(?:weigh)$/u, 'weight,mass'],
];

export interface ObjectsRead {
  readonly of: readonly Attribute[];
  /** Where the words that ask end, and where the verb stands. */
  readonly end: number;
  readonly verb: number;
}

/** "What does … teach", "how much does … weigh": what is asked for by the verb at the end; null where nothing is. */
export function objectsAsked(words: readonly Word[]): ObjectsRead | null {
  const [first, second, third] = words.slice(0, 3).map(({ lower }) => lower);
  const isMuch = first === 'how' && second === 'much';
  const end = isMuch ? 3 : 2;
  const auxiliary = isMuch ? third : second;
  if (!isMuch && first !== 'what') return null;
  if (!/^(?:do|does|did|can)$/u.test(auxiliary ?? '')) return null;
  const verb = words.findLastIndex(({ kind }) => kind !== 'mark');
  const said = words[verb]?.lower ?? '';
  const named = objects.find(([one]) => one.test(said))?.[1];
  if (named === undefined || verb <= end || isMuch !== (said === 'weigh')) return null;
  return { of: named.split(',').map((one) => ({ words: one })), end, verb };
}
