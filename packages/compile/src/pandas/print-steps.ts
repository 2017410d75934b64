import {
  InvariantError,
  sameType,
  unreachable,
  type Expression,
  type Schema,
  type Step,
  type StepOf,
} from '@ai-etl/core';
import { sampleCondition } from '../lower/sample-step.ts';
import { printCast } from './cast.ts';
import { assign, type FrameProgram } from './frame-program.ts';
import { printJoin } from './print-join.ts';
import { printPython } from './print-expression.ts';
import { printMask } from './print-mask.ts';
import { printPivot, printUnpivot } from './print-reshape.ts';
import { printWindowStep } from './print-window.ts';
import { dictionary, printOrder, rowScope } from './row-scope.ts';
import { pythonList, pythonName, pythonText } from './python.ts';

/** Adds the statements of one step. Ops without a route have been refused before. */
export function printStep(step: Step, program: FrameProgram): void {
  const input = pythonName(step.inputs[0] ?? '');
  switch (step.op) {
    case 'filter':
      return assign(program, step.id, `where(${input}, ${rowFunction(step, step.where, program)})`);
    case 'select':
      return assign(program, step.id, `${input}[${pythonList(step.columns.map(pythonText))}]`);
    case 'rename': {
      const pairs = step.columns.map(({ from, to }) => `${pythonText(from)}: ${pythonText(to)}`);
      return assign(program, step.id, `${input}.rename(columns={${pairs.join(', ')}})`);
    }
    case 'cast':
      return printCastStep(step, program);
    case 'derive':
      return printDerive(step, program);
    case 'window':
      return printWindowStep(step, program);
    case 'join':
      return printJoin(step, program);
    case 'union':
      return printUnion(step, program);
    case 'aggregate':
      return printAggregate(step, program);
    case 'dedupe':
      return printDedupe(step, program);
    case 'sort':
      return assign(program, step.id, `sort(${input}, ${printKeys(step, step.by, program)})`);
    case 'limit': {
      const offset = step.offset === 0 ? '' : `, offset=${step.offset}`;
      return assign(program, step.id, `limit(${input}, ${step.count}${offset})`);
    }
    case 'pivot':
      return printPivot(step, program);
    case 'unpivot':
      return printUnpivot(step, program);
    case 'sample':
      return printSample(step, program);
    case 'mask':
      return printMask(step, program);
    case 'sql':
      throw new InvariantError('SQL of the user is refused before printing.');
    default:
      return unreachable(step);
  }
}

/** `lambda row: …` of an expression text over a step's only input. */
function rowFunction(step: Step, text: string, program: FrameProgram): string {
  const id = step.inputs[0] ?? '';
  const scope = rowScope(program.resolution.schemas.get(id) ?? [], id);
  return `lambda row: ${printPython(program.expression(text, [id]), scope)}`;
}

function printSample(step: StepOf<'sample'>, program: FrameProgram): void {
  const id = step.inputs[0] ?? '';
  const schema = program.resolution.schemas.get(id) ?? [];
  const condition = sampleCondition(step, schema);
  const kept =
    condition === undefined
      ? pythonName(id)
      : `where(${pythonName(id)}, lambda row: ${printPython(condition, rowScope(schema, id))})`;
  assign(program, step.id, kept);
}

function printKeys(
  step: Step,
  keys: readonly {
    readonly by: string;
    readonly direction: 'asc' | 'desc';
    readonly nulls: 'first' | 'last';
  }[],
  program: FrameProgram,
): string {
  const id = step.inputs[0] ?? '';
  const scope = rowScope(program.resolution.schemas.get(id) ?? [], id);
  return printOrder(
    keys.map((key) => ({ ...key, by: program.expression(key.by, [id]) })),
    scope,
  );
}

function printDerive(step: StepOf<'derive'>, program: FrameProgram): void {
  const entries = step.columns.map(
    ({ name, expression }) => [name, rowFunction(step, expression, program)] as const,
  );
  assign(program, step.id, `derive(${pythonName(step.inputs[0] ?? '')}, ${dictionary(entries)})`);
}

function printCastStep(step: StepOf<'cast'>, program: FrameProgram): void {
  const id = step.inputs[0] ?? '';
  const output = program.resolution.schemas.get(step.id) ?? [];
  const entries = step.columns.map(({ name }) => {
    const to = output.find((column) => column.name === name)?.type ?? { kind: 'text' };
    return [name, `lambda row: ${castColumn(name, to, program, id)}`] as const;
  });
  assign(program, step.id, `derive(${pythonName(id)}, ${dictionary(entries)})`);
}

function castColumn(
  name: string,
  to: Schema[number]['type'],
  program: FrameProgram,
  id: string,
): string {
  const operand: Expression = { kind: 'column', name };
  const scope = rowScope(program.resolution.schemas.get(id) ?? [], id);
  return printCast(printPython(operand, scope), { kind: 'cast', operand, to }, scope);
}

function printUnion(step: StepOf<'union'>, program: FrameProgram): void {
  const schema = program.resolution.schemas.get(step.id) ?? [];
  const frames = step.inputs.map((id) => {
    const own = program.resolution.schemas.get(id) ?? [];
    const casts = schema.flatMap((column) => {
      const type = own.find(({ name }) => name === column.name)?.type;
      if (type === undefined || sameType(type, column.type)) return [];
      const value = `lambda row: ${castColumn(column.name, column.type, program, id)}`;
      return [[column.name, value] as const];
    });
    return casts.length === 0 ? pythonName(id) : `derive(${pythonName(id)}, ${dictionary(casts)})`;
  });
  const columns = pythonList(schema.map(({ name }) => pythonText(name)));
  const distinct = step.mode === 'distinct' ? ', distinct=True' : '';
  assign(program, step.id, `union(${pythonList(frames)}, ${columns}${distinct})`);
}

function printAggregate(step: StepOf<'aggregate'>, program: FrameProgram): void {
  const id = step.inputs[0] ?? '';
  const scope = rowScope(program.resolution.schemas.get(id) ?? [], id);
  const groups = step.group_by.map(
    ({ name, expression }) => [name, rowFunction(step, expression, program)] as const,
  );
  const measures = step.measures.map(({ name, expression }) => {
    const value = printPython(program.expression(expression, [id]), scope);
    return [name, `lambda group: ${value}`] as const;
  });
  const parts = [pythonName(id), dictionary(groups), dictionary(measures)];
  assign(program, step.id, `aggregate(${parts.join(', ')})`);
}

function printDedupe(step: StepOf<'dedupe'>, program: FrameProgram): void {
  const input = pythonName(step.inputs[0] ?? '');
  if (step.keys.length === 0) return assign(program, step.id, `distinct_rows(${input})`);
  const keys = pythonList(step.keys.map(pythonText));
  const order = printKeys(step, step.order_by, program);
  const last = step.keep === 'last' ? 'True' : 'False';
  assign(program, step.id, `deduplicate(${input}, ${keys}, ${order}, last=${last})`);
}
