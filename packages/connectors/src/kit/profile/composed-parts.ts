import { TimeLimitError } from '../time-limit.ts';
import {
  composeAggregates,
  composeFrequencies,
  composeRepetition,
  type ProfileWords,
} from './compose.ts';
import type { Profiler } from './profiler.ts';

type ComposedParts = Pick<
  Profiler,
  'unreadable' | 'aggregates' | 'frequencies' | 'repetition' | 'typeName' | 'isTimeout'
>;

/** What a profiler needs no words of its own for: statements composed of `words`, failures as TimeLimitError. */
export function composedParts(words: ProfileWords): ComposedParts {
  return {
    unreadable: () => undefined,
    aggregates: (rows, columns) => composeAggregates(words, rows, columns),
    frequencies: (rows, columns, top) => composeFrequencies(words, rows, { columns, top }),
    repetition: (rows, columns) => composeRepetition(words, rows, columns),
    typeName: ({ nativeType }) => nativeType,
    isTimeout: (error) => error instanceof TimeLimitError,
  };
}
