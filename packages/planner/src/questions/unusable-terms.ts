import {
  describeObject,
  inferType,
  parseExpression,
  type Assumption,
  type CatalogTable,
  type GlossaryTerm,
} from '@ai-etl/core';
import type { QuestionSchema } from '../query/question-types.ts';
import { splitWords } from './words.ts';

/**
 * Terms of a question that mean a condition which their table cannot be asked: they name nothing in it, and that is
 * told. Pure.
 */
export function unusableTerms(
  question: string,
  schema: QuestionSchema,
  glossary: readonly GlossaryTerm[],
): readonly Assumption[] {
  const said = ` ${lemmasOf(question)} `;
  return glossary.flatMap(({ term, means }): Assumption[] => {
    if (means.kind !== 'expression' || !said.includes(` ${lemmasOf(term)} `)) return [];
    const table = schema.tables.find(
      ({ object }) =>
        object.name === means.table &&
        (object.schema ?? schema.defaultSchema) === (means.schema ?? schema.defaultSchema),
    );
    const problem = table === undefined ? null : problemOf(means.expression, table);
    if (table === undefined || problem === null) return [];
    return [
      {
        path: 'glossary',
        value: `"${term}" is left out`,
        because: `its condition cannot be asked of ${describeObject(table.object)}: ${problem}`,
        alternatives: [],
      },
    ];
  });
}

/** Why a condition is none over rows of a table; null: it is one. */
export function problemOf(text: string, table: CatalogTable): string | null {
  const parsed = parseExpression(text);
  if (!parsed.ok) return parsed.error.message;
  const own = table.columns.map((column) => ({ ...column, table: table.object.name }));
  const { type, diagnostics } = inferType(parsed.expression, {
    columns: own,
    params: new Map(),
    place: 'row',
    path: 'expression',
  });
  const [first] = diagnostics.filter((one) => one.severity === 'error');
  if (first !== undefined) return first.message;
  return type?.kind === 'bool' ? null : 'it is neither true nor false';
}

function lemmasOf(text: string): string {
  return splitWords(text)
    .map(({ lemma }) => lemma)
    .join(' ');
}
