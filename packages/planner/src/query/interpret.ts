import { linkMentions, openQuestion, tableOf, type Asked } from './asked.ts';
import { combineReadings } from './combine-readings.ts';
import { readAbsence } from './conditions/read-absence.ts';
import { readComparisons } from './conditions/read-comparisons.ts';
import { readEqualities } from './conditions/read-equalities.ts';
import { readPatterns } from './conditions/read-patterns.ts';
import { timeCondition } from './conditions/time-condition.ts';
import { summedRank } from './measures/implied-measure.ts';
import { readExtremes } from './measures/read-extremes.ts';
import { readMeasures } from './measures/read-measures.ts';
import type { QuestionIR } from './question-ir.ts';
import type { QuestionRequest } from './question-types.ts';
import { readTimes } from './read-time.ts';
import type { Readings } from './readings.ts';
import { readGroups } from './shape/read-groups.ts';
import { readLimit } from './shape/read-limit.ts';
import { readMost } from './shape/read-most.ts';
import { readOrder } from './shape/read-order.ts';
import { claimDistinct, readShown } from './shape/read-shown.ts';
import { unknownWords } from './unknown-words.ts';

/** What was read, beside the state of reading. */
export interface Interpreted {
  readonly ir: QuestionIR;
  readonly asked: Asked;
  /** Words of content that nothing explains. */
  readonly unknown: readonly string[];
}

/** Reads a question, and tells the words that nothing explains: none is dropped. Pure. */
export function interpret(request: QuestionRequest): Interpreted {
  const asked = openQuestion(request);
  const ir = combineReadings(asked, readPhrases(asked));
  return { ir, asked, unknown: unknownWords(asked, ir.measures.length > 0) };
}

/**
 * Reads in a fixed order: times, names, order, conditions by their words, limits, groups, measures,
 * values, then what is left to show. Each step claims its words, so that none is read twice.
 */
function readPhrases(asked: Asked): Readings {
  const times = readTimes(asked);
  linkMentions(asked);
  const dated = times.map((time) => timeCondition(asked, time));
  const patterns = readPatterns(asked);
  const order = readOrder(asked);
  const comparisons = readComparisons(asked);
  const absence = readAbsence(asked);
  const most = readMost(asked);
  const limit = most === null ? readLimit(asked) : null;
  const ranked = tableOf(limit?.ranked ?? null);
  const grouped = summedRank(asked, readGroups(asked, limit !== null), ranked);
  const measures = [
    ...(most === null ? [] : [most.measure]),
    ...(grouped.measure === null ? [] : [grouped.measure]),
    ...readMeasures(asked),
  ];
  const extremes = readExtremes(asked, ranked !== null);
  const equalities = readEqualities(asked);
  return {
    order,
    most,
    limit,
    grouped,
    measures,
    extremes,
    patterns,
    conditions: [...comparisons, ...patterns, ...absence.conditions, ...equalities, ...dated],
    exists: absence.exists,
    distinct: claimDistinct(asked),
    shown: readShown(asked),
  };
}
