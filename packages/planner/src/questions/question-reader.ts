import type { GlossaryTerm, Query } from '@ai-etl/core';
import type { KnownValue, QuestionSchema } from '../query/question-types.ts';
import { inPlainWords, type InPlainWords } from './in-plain-words.ts';
import { buildForm } from './build-query.ts';
import type { Waiting } from './finish.ts';
import type { Form } from './form.ts';
import { inKnownNames } from './people-names.ts';
import { prepareSchema, type PreparedSchema } from './prepare-schema.ts';
import { resolveForm } from './resolve.ts';
import { inTableOfCodes } from './shapes/code-of-lookup.ts';
import { withoutIdleVerbs } from './shapes/idle-verbs.ts';
import { severalThroughLinks } from './shapes/several-through-links.ts';
import { indexSchema, type SchemaIndex } from './schema-index.ts';
import { missesAsked } from './asks-value.ts';
import { idleGroupCost } from './idle-groups.ts';
import { respellWords } from './respell.ts';
import { asSaidLast } from './said-last.ts';
import { scopeOf } from './scope.ts';
import { shownTwiceCost } from './shown-twice.ts';
import { readForms } from './search.ts';
import { weights } from './weights.ts';
import { inStaffWords } from './staff-words.ts';
import { inUsualWords } from './usual-words.ts';
import { stillHere } from './stretches/still-here.ts';
import { inComparedTimes } from './times/compared-times.ts';
import { withGlossary } from './with-glossary.ts';
import { splitWords, type Word } from './words.ts';

/** A query that a question may mean. */
export interface Candidate {
  readonly query: Query;
  readonly form: Form;
  readonly score: number;
  /** Words of content that nothing of it explains. */
  readonly unread: readonly Word[];
  /** What words that began something were left waiting for. */
  readonly waiting: readonly Waiting[];
}

/** Reads questions about one schema. */
export interface QuestionReader {
  readonly index: SchemaIndex;
  readonly glossary: readonly GlossaryTerm[];
  /** The question without words of the project's own that stand for other words. */
  readonly inPlainWords: InPlainWords;
  /** Best first; empty when nothing was understood. Pure. */
  read(question: string): readonly Candidate[];
}

const mostForms = 12;
const mostCandidates = 20;

/**
 * Makes a reader of a schema, with values that its columns hold and the project's own words. Of a prepared one it
 * costs what reading these does; another one is prepared first.
 */
export function makeQuestionReader(
  schema: QuestionSchema | PreparedSchema,
  values: readonly KnownValue[] = [],
  glossary: readonly GlossaryTerm[] = [],
): QuestionReader {
  const prepared = 'estimatedBytes' in schema ? schema : prepareSchema(schema);
  const index = withGlossary(indexSchema(prepared, values), glossary);
  const plain = inPlainWords(glossary);
  return {
    index,
    glossary,
    inPlainWords: plain,
    read: (question) => {
      const usual = inStaffWords(inUsualWords(inComparedTimes(splitWords(plain(question)))), index);
      const said = inKnownNames(usual, index);
      const words = respellWords(said, index);
      const scope = scopeOf(words, index);
      const candidates = readForms(words, scope)
        .slice(0, mostForms)
        .flatMap(({ form: read, score, waiting, unread }) => {
          const form = stillHere(words, read, index);
          const missed = missesAsked(words, form, index.states) ? weights.parse.askedValue : 0;
          return resolveForm(form, index).flatMap((resolution): Candidate[] => {
            const said = withoutIdleVerbs(words, asSaidLast(words, form, resolution), resolution);
            const told = inTableOfCodes(
              severalThroughLinks(said, resolution, index.edges),
              resolution,
              index.edges,
            );
            const built = buildForm(told.form, told.resolution, scope);
            if (built === null) return [];
            return [
              {
                query: built.query,
                form,
                waiting,
                unread: unread.flatMap((at) => words[at] ?? []),
                score:
                  score +
                  resolution.score -
                  built.cost -
                  idleGroupCost(built.query, index) -
                  shownTwiceCost(words, form, resolution) -
                  missed,
              },
            ];
          });
        });
      const seen = new Set<string>();
      return candidates
        .sort((a, b) => b.score - a.score)
        .filter(({ query }) => {
          const key = JSON.stringify(query);
          return !seen.has(key) && seen.add(key) !== undefined;
        })
        .slice(0, mostCandidates);
    },
  };
}
