import { parseSpec, type PipelineSpec } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { alignQuestions } from '../nl-query/patterns/align-questions.ts';
import { replaceInSpec } from './spec-pattern.ts';

const specOf = (...where: readonly string[]): PipelineSpec => {
  const parsed = parseSpec({
    version: 1,
    name: 'orders',
    description: 'Orders of Berlin',
    sources: [{ id: 'orders', connection: 'conn_1', object: { name: 'orders' } }],
    steps: where.map((text, at) => ({
      id: `f${at}`,
      op: 'filter',
      inputs: [at === 0 ? 'orders' : `f${at - 1}`],
      where: text,
    })),
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.diagnostics));
  return parsed.spec;
};
const value = (text: string, column = 'city', table = 'orders') => ({
  schema: 'public',
  table,
  column,
  value: text,
  words: text.toLowerCase(),
});
const values = [
  value('Berlin'),
  value('Paris'),
  value('Hamburg', 'port'),
  value('Rome', 'city', 'x'),
];
const replaced = (asked: string, ...where: readonly string[]) => {
  const slots = alignQuestions('Load orders of Berlin over 100 nightly', asked);
  const spec = slots === null ? null : replaceInSpec(specOf(...where), slots, values);
  return spec?.steps.map((step) => (step.op === 'filter' ? step.where : step.op)) ?? null;
};
const both = ["city = 'Berlin'", 'amount > 100'];

describe('an approved spec with other values', () => {
  it('takes a value that the same column holds, and a number, each in its one place', () => {
    expect(replaced('Load orders of Paris over 250.5 nightly', ...both)).toEqual([
      "city = 'Paris'",
      'amount > 250.5',
    ]);
    expect(replaced('load orders of paris over 100 nightly', ...both)).toEqual([
      "city = 'Paris'",
      'amount > 100',
    ]);
  });

  it.each<readonly [string, string, readonly string[]]>([
    ['a value that no column holds', 'Load orders of Oslo over 100 nightly', both],
    ['a value of another column', 'Load orders of Hamburg over 100 nightly', both],
    ['a value of a table that is not read', 'Load orders of Rome over 100 nightly', both],
    [
      'a literal that stands there twice',
      'Load orders of Berlin over 5 nightly',
      [...both, 'id > 100'],
    ],
    ['a literal that is not there', 'Load orders of Berlin over 5 nightly', ["city = 'Berlin'"]],
    ['another schedule', 'Load orders of Berlin over 100 hourly', both],
  ])('is not taken for %s', (_what, asked, where) => {
    expect(replaced(asked, ...where)).toBeNull();
  });
});
