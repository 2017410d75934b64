import type { GlossaryTerm } from '@ai-etl/core';
import { nameWords } from '../link/name-words.ts';
import type { Candidate } from './mentions.ts';
import type { QuestionSchema } from './question-types.ts';

/** Above whatever a name can score: the people of the project have said what they mean. */
const settled = 1.01;

/**
 * What the project's own words name in this schema, by the lemmas of the term joined with spaces.
 * Terms whose table or column is not here name nothing; conditions are not read.
 */
export function glossaryCandidates(
  schema: QuestionSchema,
  glossary: readonly GlossaryTerm[],
): ReadonlyMap<string, readonly Candidate[]> {
  const found = new Map<string, Candidate[]>();
  for (const term of glossary) {
    const candidate = candidateOf(schema, term);
    if (candidate === null) continue;
    const words = nameWords(term.term).join(' ');
    found.set(words, [...(found.get(words) ?? []), candidate]);
  }
  return found;
}

function candidateOf(schema: QuestionSchema, { means }: GlossaryTerm): Candidate | null {
  const where = means.schema ?? schema.defaultSchema;
  const table = schema.tables.find(
    ({ object }) =>
      object.name === means.table && (object.schema ?? schema.defaultSchema) === where,
  );
  if (table === undefined || means.kind === 'expression') return null;
  if (means.kind === 'table') return { kind: 'table', table, score: settled };
  const column = table.columns.find((one) => one.name === means.column);
  if (column === undefined) return null;
  return means.kind === 'column'
    ? { kind: 'column', table, column, saysTable: false, score: settled }
    : { kind: 'value', table, column, value: means.value, known: true, score: settled };
}
