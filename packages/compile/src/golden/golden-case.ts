import {
  dialectNames,
  hasErrors,
  parseSpec,
  resolveSpec,
  invariant,
  type Diagnostic,
  type DialectName,
  type PipelineSpec,
  type PipelineSpecInput,
  type Resolution,
} from '@ai-etl/core';
import { printPandas, type PandasResult } from '../compile-pandas.ts';
import { compileSourceQuery } from '../compile-source-query.ts';
import type { PlanBinding } from '../plan.ts';
import { goldenConnection, goldenEnvironment, goldenTables } from './tables.ts';

export type StepInput = NonNullable<PipelineSpecInput['steps']>[number];

/** Steps over the golden tables; sources are named like their tables, `odd` for the odd one. */
export interface GoldenCase {
  readonly name: string;
  readonly steps: readonly StepInput[];
  readonly params?: PipelineSpecInput['params'];
}

/** A case whose only step derives columns of `v` from expressions, all of them kept by `id`. */
export function expressionCase(name: string, ...expressions: readonly string[]): GoldenCase {
  const derived = expressions.map((expression, index) => ({
    name: `x${index + 1}`,
    expression,
  }));
  return {
    name,
    steps: [
      { id: 'computed', op: 'derive', inputs: ['v'], columns: derived },
      {
        id: 'kept',
        op: 'select',
        inputs: ['computed'],
        columns: ['id', ...derived.map((one) => one.name)],
      },
    ],
  };
}

/** A case that filters `v`. */
export function filterCase(name: string, where: string): GoldenCase {
  return {
    name,
    steps: [
      { id: 'found', op: 'filter', inputs: ['v'], where },
      { id: 'kept', op: 'select', inputs: ['found'], columns: ['id'] },
    ],
  };
}

/** The run that relative dates and parameters are bound to. */
export const goldenBinding: PlanBinding = {
  logicalTime: '2024-03-15T10:30:00Z',
  timezone: 'Europe/Berlin',
  maskKey: '00112233445566778899aabbccddeeff'.repeat(2),
  params: { least: '5', day: '2024-02-29', word: "it's", rate: '1.5' },
};

/** The declared parameters of every case that uses one. */
export const goldenParams: NonNullable<PipelineSpecInput['params']> = [
  { name: 'least', type: 'int64' },
  { name: 'day', type: 'date' },
  { name: 'word', type: 'text' },
  { name: 'rate', type: 'float64' },
];

const sourceOf: Readonly<Record<string, string>> = { odd: 'odd "name"' };

/** The case as a spec that is resolved against the dialect's server, with whatever is wrong with it. */
export function tryResolveCase(
  one: GoldenCase,
  dialect: DialectName,
): Resolution | { readonly diagnostics: readonly Diagnostic[] } {
  const parsed = parseSpec(specOf(one, dialect));
  return parsed.ok ? resolveSpec(parsed.spec, goldenEnvironment()) : parsed;
}

/** The case as a resolved spec whose source is the dialect's server. */
export function resolveCase(one: GoldenCase, dialect: DialectName): Resolution {
  const resolution = tryResolveCase(one, dialect);
  invariant(
    'spec' in resolution && !hasErrors(resolution.diagnostics),
    `case "${one.name}" resolves: ${JSON.stringify(resolution.diagnostics)}`,
  );
  return resolution;
}

/** The spec as somebody would write it. */
export function specOf(one: GoldenCase, dialect: DialectName): PipelineSpecInput {
  const used = new Set(one.steps.flatMap((step) => step.inputs));
  const tables = [...Object.keys(goldenTables), ...Object.keys(sourceOf)];
  const connection = goldenConnection(dialect);
  return {
    version: 1,
    name: 'golden',
    params: one.params ?? [],
    sources: tables
      .filter((name) => used.has(name))
      .map((name) => ({ id: name, connection, object: { name: sourceOf[name] ?? name } })),
    steps: [...one.steps],
    targets: [
      {
        id: 'out',
        input: one.steps.at(-1)?.id ?? '',
        connection,
        object: { name: 'out' },
        write: { mode: 'replace' },
      },
    ],
  };
}

/** The parameters a spec declares, with the golden values. */
export function bindingFor(spec: PipelineSpec): PlanBinding {
  const declared = new Set(spec.params.map(({ name }) => name));
  const entries = Object.entries(goldenBinding.params).filter(([name]) => declared.has(name));
  return { ...goldenBinding, params: Object.fromEntries(entries) };
}

/** The dialect's query for a case, or the reasons why there is none. */
export function queryOf(one: GoldenCase, dialect: DialectName) {
  const resolution = resolveCase(one, dialect);
  return compileSourceQuery(one.steps.at(-1)?.id ?? '', resolution, {
    environment: goldenEnvironment(),
    binding: bindingFor(resolution.spec),
  });
}

/** The whole pandas program of a case, or the reasons why there is none. */
export function pandasOf(one: GoldenCase, dialect: DialectName): PandasResult {
  const resolution = resolveCase(one, dialect);
  return printPandas(resolution, goldenEnvironment(), bindingFor(resolution.spec));
}

/** As `pandasOf`, of a case that has one. */
export function programOf(one: GoldenCase, dialect: DialectName): string {
  const result = pandasOf(one, dialect);
  invariant('code' in result, `case "${one.name}" prints as pandas: ${JSON.stringify(result)}`);
  return result.code;
}

/** Which golden table stands behind each source of a case, as programs are given them. */
export function tablesOf(one: GoldenCase): Readonly<Record<string, string>> {
  const steps = new Set(one.steps.map(({ id }) => id));
  const sources = one.steps.flatMap((step) => step.inputs.filter((id) => !steps.has(id)));
  return Object.fromEntries(sources.map((id) => [id, sourceOf[id] ?? id]));
}

/** All texts of a case, as the golden file has them. */
export function goldenText(one: GoldenCase): string {
  const sections = dialectNames.map((dialect) => {
    const result = queryOf(one, dialect);
    const text =
      'query' in result
        ? result.query.sql
        : result.diagnostics.map(({ code, message }) => `! ${code}: ${message}`).join('\n');
    return `=== ${dialect}\n${text}\n`;
  });
  return [...sections, `=== pandas\n${transformOf(programOf(one, 'postgresql'))}\n`].join('\n');
}

/** What a program does with its rows, without the functions it carries. */
export function transformOf(program: string): string {
  return /^def transform_out[\s\S]*?\n {4}return .*$/m.exec(program)?.[0] ?? '';
}
