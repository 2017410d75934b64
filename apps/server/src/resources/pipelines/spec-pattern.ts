import {
  mapChildren,
  parseExpression,
  printExpression,
  type Expression,
  type PipelineSpec,
} from '@ai-etl/core';
import { wordsOfValue, type Scope, type Store, type StoredValue } from '@ai-etl/store';
import { alignQuestions, numeralOf, type Slot } from '../nl-query/patterns/align-questions.ts';

/** A spec that was approved for a sentence of the same shape, with the values of another one. */
export interface SpecByPattern {
  readonly spec: PipelineSpec;
  readonly pattern: {
    readonly verified_question_id: string;
    readonly question: string;
    readonly replaced: { was: string; is: string }[];
  };
}

const mostLooked = 500;

/**
 * The spec of a verified sentence that a description repeats with other numbers or other values of the same
 * column; null where none surely fits. Only conditions of filters change, each value in its one place.
 */
export async function specByPattern(
  { verifiedQuestions, catalogIndex }: Pick<Store, 'verifiedQuestions' | 'catalogIndex'>,
  scope: Scope,
  { projectId, description }: { readonly projectId: string; readonly description: string },
): Promise<SpecByPattern | null> {
  const filter = { projectId, kind: 'spec' } as const;
  const page = { page: 1, perPage: mostLooked };
  const { items } = await verifiedQuestions.listVerifiedQuestions(scope, filter, page);
  for (const { id, question, answer } of items) {
    const slots = answer.kind === 'spec' ? alignQuestions(question, description) : null;
    if (slots === null || answer.kind !== 'spec') continue;
    const words = slots.flatMap(({ was, is }) => [wordsOfValue(was), wordsOfValue(is)]);
    const values = await Promise.all(
      [...new Set(answer.spec.sources.map((source) => source.connection))].map((connection) =>
        catalogIndex.findValues(scope, connection, words),
      ),
    );
    const spec = replaceInSpec(answer.spec, slots, values.flat());
    if (spec === null) continue;
    const replaced = slots.map(({ was, is }) => ({ was, is }));
    return { spec, pattern: { verified_question_id: id, question, replaced } };
  }
  return null;
}

/** Null unless each slot is exactly one literal that a filter compares with a column. Pure. */
export function replaceInSpec(
  spec: PipelineSpec,
  slots: readonly Slot[],
  values: readonly StoredValue[],
): PipelineSpec | null {
  if (slots.some((slot) => timesIn(spec, slot.was) > 1)) return null;
  const tables = new Set(spec.sources.flatMap((source) => source.object?.name ?? []));
  const known = values.filter((one) => tables.has(one.table));
  const uses = slots.map(() => 0);
  const freshOf = (column: string, literal: Expression): Expression => {
    for (const [at, slot] of slots.entries()) {
      if (!isMeant(literal, slot, known)) continue;
      uses[at] = (uses[at] ?? 0) + 1;
      return freshLiteral(column, literal, { slot, known }) ?? literal;
    }
    return literal;
  };
  const steps = spec.steps.map((step) => {
    if (step.op !== 'filter') return step;
    const parsed = parseExpression(step.where);
    if (!parsed.ok) return step;
    return { ...step, where: printExpression(replace(parsed.expression, freshOf)) };
  });
  const changed = steps.some((step, at) => step !== spec.steps[at]);
  if (!changed || uses.some((count) => count !== 1)) return null;
  const fresh = { ...spec, steps, description: '' };
  // A literal that had no value of its column in its place is as it was: then it is another question.
  return countFresh(fresh, spec) === slots.length ? fresh : null;
}

/** How often a spec says a word, in whatever part: said twice, one change would leave the other behind. */
function timesIn(spec: PipelineSpec, word: string): number {
  const text = JSON.stringify({ ...spec, name: '', description: '' }).toLowerCase();
  const said = word.toLowerCase().replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
  return text.match(new RegExp(`(?<![\\p{N}.])${said}(?![\\p{N}.]\\d)`, 'gu'))?.length ?? 0;
}

/** Literals that stand beside a column in a comparison or a list. */
function replace(
  expression: Expression,
  freshOf: (column: string, literal: Expression) => Expression,
): Expression {
  if (
    expression.kind === 'binary' &&
    expression.left.kind === 'column' &&
    expression.right.kind === 'literal'
  ) {
    return { ...expression, right: freshOf(expression.left.name, expression.right) };
  }
  if (expression.kind === 'in' && expression.operand.kind === 'column') {
    const { name } = expression.operand;
    return { ...expression, items: expression.items.map((one) => freshOf(name, one)) };
  }
  return mapChildren(expression, (child) => replace(child, freshOf));
}

function isMeant(literal: Expression, { kind, was }: Slot, known: readonly StoredValue[]): boolean {
  if (literal.kind !== 'literal') return false;
  if (kind === 'number')
    return (
      (literal.type === 'integer' || literal.type === 'decimal') &&
      Number(literal.value) === Number(numeralOf(was))
    );
  if (kind !== 'value' || literal.type !== 'text') return false;
  const { value } = literal;
  return (
    wordsOfValue(value) === wordsOfValue(was) ||
    known.some((one) => one.value === value && one.words === wordsOfValue(was))
  );
}

function freshLiteral(
  column: string,
  literal: Expression,
  { slot, known }: { readonly slot: Slot; readonly known: readonly StoredValue[] },
): Expression | null {
  if (literal.kind !== 'literal') return null;
  if (slot.kind === 'number') {
    const value = numeralOf(slot.is);
    if (value === null) return null;
    return { kind: 'literal', type: value.includes('.') ? 'decimal' : 'integer', value };
  }
  const held = known.filter((one) => one.column === column);
  const isHeld = held.some((one) => literal.type !== 'interval' && one.value === literal.value);
  const [value, ...others] = new Set(
    held.filter((one) => one.words === wordsOfValue(slot.is)).map((one) => one.value),
  );
  return !isHeld || value === undefined || others.length > 0
    ? null
    : { kind: 'literal', type: 'text', value };
}

/** How many literals differ, by the text of the conditions. */
function countFresh(fresh: PipelineSpec, before: PipelineSpec): number {
  const literals = (spec: PipelineSpec): string[] =>
    spec.steps.flatMap((step) => {
      if (step.op !== 'filter') return [];
      const parsed = parseExpression(step.where);
      if (!parsed.ok) return [];
      const found: string[] = [];
      replace(parsed.expression, (_, literal) => {
        found.push(printExpression(literal));
        return literal;
      });
      return found;
    });
  const old = literals(before);
  return literals(fresh).filter((one, at) => one !== old[at]).length;
}
