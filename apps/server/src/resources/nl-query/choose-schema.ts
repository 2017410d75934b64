import { queryTables, type GlossaryTerm, type Query } from '@ai-etl/core';
import {
  askQuestion,
  makeQuestionReader,
  type PreparedSchema,
  type QuestionSchema,
} from '@ai-etl/planner';
import type { SchemaChoice } from './find-schema.ts';

export interface SchemaQuestion {
  readonly question: string;
  readonly glossary: readonly GlossaryTerm[];
  readonly prepare: (schema: QuestionSchema) => Promise<PreparedSchema>;
}

/**
 * Of several connections that hold tables, one in which the question makes sense: the one with the
 * most tables that the question names in full, so that "orders" is `orders` wherever that is and
 * not `shop_paid_orders` of an older connection; of equal ones the first. What was not taken is an
 * assumption of the answer. Null when there are none.
 */
export async function chooseSchema(
  choices: readonly SchemaChoice[],
  { question, glossary, prepare }: SchemaQuestion,
): Promise<SchemaChoice | null> {
  const [first, ...others] = choices;
  if (first === undefined) return null;
  if (others.length === 0) return first;
  const answered: { readonly choice: SchemaChoice; readonly named: number }[] = [];
  for (const choice of choices) {
    const reader = makeQuestionReader(await prepare(choice.schema), [], glossary);
    const outcome = await askQuestion({ question, reader });
    if (outcome.kind === 'answered')
      answered.push({ choice, named: countNamed(outcome.query, question) });
  }
  const most = Math.max(...answered.map((one) => one.named));
  const best = answered.find((one) => one.named === most)?.choice ?? first;
  const possible = answered.length > 0 ? answered.map((one) => one.choice) : choices;
  const rest = possible.filter((one) => one !== best);
  if (rest.length === 0) return best;
  const name = best.connection?.name ?? '';
  const isOldest = best === possible[0];
  return {
    ...best,
    assumptions: [
      ...best.assumptions,
      {
        path: 'connection_id',
        value: best.connection?.id ?? '',
        because: isOldest
          ? `it is the oldest connection that holds these tables ("${name}")`
          : `its tables are called as the question calls them ("${name}")`,
        alternatives: rest.flatMap((one) => one.connection?.id ?? []).slice(0, 10),
      },
    ],
  };
}

/** Tables of a query whose names the question says, every word of them. */
function countNamed(query: Query, question: string): number {
  const said = new Set(wordsOf(question));
  return queryTables(query).filter(({ object }) =>
    wordsOf(object.name).every((word) => said.has(word)),
  ).length;
}

/** Lower case, without the endings of a plural. */
function wordsOf(text: string): readonly string[] {
  const apart = text.replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2').toLowerCase();
  return (apart.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) =>
    word.replace(/ies$/u, 'y').replace(/s$/u, ''),
  );
}
