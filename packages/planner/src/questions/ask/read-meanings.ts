import type { Query } from '@ai-etl/core';
import type { Candidate, QuestionReader } from '../question-reader.ts';
import type { SchemaIndex } from '../schema-index.ts';
import { splitWords, type Word } from '../words.ts';
import { answerWhen } from './answer-when.ts';
import { declineReason, type Decline } from './decline.ts';
import { groupsFirst } from './groups-first.ts';
import { listOnce } from './list-once.ts';
import { showOrder, showRank } from './show-rank.ts';
import { strangeNames } from './strange-names.ts';

/** What words may mean, best first, and why they are asked back, if they are. */
export interface Meanings {
  readonly candidates: readonly Candidate[];
  readonly decline: Decline | null;
}

/** Reads words with what they imply of the columns that are shown. Pure. */
export function readMeanings(question: string, reader: QuestionReader): Meanings {
  const { index } = reader;
  const words = splitWords(reader.inPlainWords(question));
  const candidates = reader.read(question).map((one) => ({
    ...one,
    query: completed(showOrder(one.query, words, one.form), words, index),
  }));
  const meant = withEveryName(candidates, words, index);
  return { candidates: meant, decline: declineReason(words, meant[0], index) };
}

/** Those that read every proper name, where any do: the others find rows of everybody. */
function withEveryName(
  candidates: readonly Candidate[],
  words: readonly Word[],
  index: SchemaIndex,
): readonly Candidate[] {
  const whole = candidates.filter(({ unread }) => strangeNames(words, unread, index).length === 0);
  return whole.length === 0 ? candidates : whole;
}

function completed(query: Query, words: readonly Word[], index: SchemaIndex): Query {
  const shown = answerWhen(showRank(query, words), words, index);
  return groupsFirst(listOnce(shown, words, index), words);
}
