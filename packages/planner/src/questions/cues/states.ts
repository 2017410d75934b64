import { each, type CueWords } from './cue.ts';

/** Words about states of rows: whether something is still so, or came already. */
export const stateCues: readonly CueWords[] = [
  ...each(
    { kind: 'not' },
    'no longer',
    'not yet',
    'yet to be',
    'has yet to be',
    'have yet to be',
    'still not',
    'still to be',
    'not been',
    'never been',
    'not yet been',
    'nobody has',
    'no one',
    'no one has',
    'not any',
    'lack',
    'lacks',
    'lacking',
    'who lack',
    'that lack',
    'missing',
    'missing an',
    'missing a',
    'missing their',
  ),
];
