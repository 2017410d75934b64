import {
  parseExpression,
  printExpression,
  walk,
  type Expression,
  type PipelineSpec,
} from '@ai-etl/core';
import { areSynonyms } from '../../lexicon/synonyms.ts';
import { lookUp } from '../../lexicon/lexicon.ts';
import { lemma } from '../../lexicon/lemma.ts';
import { nameWords } from '../../link/name-words.ts';
import { acceptable, scoreName } from '../../link/score-name.ts';
import { fold } from '../../text/tokenise.ts';
import { mainSteps, removeStep, replaceStep, type Working } from './working.ts';

/** One condition of a filter step: what stands between its ANDs. */
export interface Conjunct {
  readonly step: string;
  readonly expression: Expression;
  readonly text: string;
}

type Step = PipelineSpec['steps'][number];

/** All conditions of the filters on the way of the rows. */
export function conjunctsOf(working: Working): Conjunct[] {
  return mainSteps(working).flatMap((step) =>
    partsOf(step).map((expression) => ({
      step: step.id,
      expression,
      text: printExpression(expression),
    })),
  );
}

function partsOf(step: Step): Expression[] {
  if (step.op !== 'filter') return [];
  const parsed = parseExpression(step.where);
  return parsed.ok ? split(parsed.expression) : [];
}

/** Between its ANDs. */
export function split(expression: Expression): Expression[] {
  return expression.kind === 'binary' && expression.op === 'and'
    ? [...split(expression.left), ...split(expression.right)]
    : [expression];
}

/** Puts other conditions in the place of one; none: takes it away, and a filter without conditions too. */
export function replaceConjunct(
  working: Working,
  { step: id, text }: Conjunct,
  others: readonly Expression[],
): void {
  const step = working.spec.steps.find((one) => one.id === id);
  if (step?.op !== 'filter') return;
  const parts = partsOf(step).flatMap((one) => (printExpression(one) === text ? others : [one]));
  const [first, ...rest] = parts;
  if (first === undefined) return removeStep(working, id);
  const where = rest.reduce<Expression>(
    (left, right) => ({ kind: 'binary', op: 'and', left, right }),
    first,
  );
  replaceStep(working, { ...step, where: printExpression(where) });
}

/** Names of the columns an expression looks at, sorted. */
export function columnsIn(expression: Expression): readonly string[] {
  const names = new Set<string>();
  walk(expression, (one) => {
    if (one.kind === 'column') names.add(one.name);
  });
  return [...names].toSorted();
}

/** Those that the words mean best, by columns and values; all when there are no words. */
export function matching(
  conjuncts: readonly Conjunct[],
  names: readonly string[],
): readonly Conjunct[] {
  if (names.length === 0) return conjuncts;
  const scored = conjuncts.map((one) => ({
    one,
    score: names.filter((name) => isAbout(one.expression, name)).length,
  }));
  const best = Math.max(0, ...scored.map(({ score }) => score));
  return best === 0 ? [] : scored.filter(({ score }) => score === best).map(({ one }) => one);
}

/** Whether a condition looks at the column or the value that a word names. */
export function isAbout(expression: Expression, name: string): boolean {
  let found = false;
  const spoken = nameWords(name);
  const states = lookUp(fold(name)).flatMap(({ tag, value }) =>
    tag === 'state' ? [String(value)] : [],
  );
  walk(expression, (one) => {
    if (one.kind === 'column') {
      const parts = nameWords(one.name);
      const isNamed =
        scoreName(spoken, one.name).score >= acceptable ||
        parts.some((part) => spoken.some((word) => areSynonyms(word, part)));
      if (isNamed) found = true;
    }
    if (one.kind === 'literal' && one.type !== 'interval' && one.value !== null) {
      const value = fold(String(one.value)).replaceAll(/^%|%$/gu, '');
      const isSame = value === fold(name) || lemma(value) === spoken.join(' ');
      if (isSame || states.includes(value)) found = true;
    }
  });
  return found;
}
