import type { StepOf } from '@ai-etl/core';
import { pivotMeasures } from '../lower/pivot-step.ts';
import { printCast } from './cast.ts';
import { assign, type FrameProgram } from './frame-program.ts';
import { printPython } from './print-expression.ts';
import { pythonList, pythonName, pythonText } from './python.ts';
import { dictionary, rowScope } from './row-scope.ts';

/** A grouping by the index, with one measure for each listed value. */
export function printPivot(step: StepOf<'pivot'>, program: FrameProgram): void {
  const id = step.inputs[0] ?? '';
  const { schemas } = program.resolution;
  const schema = (node: string) => schemas.get(node) ?? [];
  const scope = rowScope(schema(id), id);
  const groups = step.index.map((name) => [name, `lambda row: row[${pythonText(name)}]`] as const);
  const measures = pivotMeasures(step, { schema, expression: program.expression }).map(
    ({ name, expression }) => [name, `lambda group: ${printPython(expression, scope)}`] as const,
  );
  const parts = [pythonName(id), dictionary(groups), dictionary(measures)];
  assign(program, step.id, `aggregate(${parts.join(', ')})`);
}

/** `unpivot(frame, {column: lambda row: value}, name, value)`. */
export function printUnpivot(step: StepOf<'unpivot'>, program: FrameProgram): void {
  const id = step.inputs[0] ?? '';
  const input = program.resolution.schemas.get(id) ?? [];
  const output = program.resolution.schemas.get(step.id) ?? [];
  const to = output.find(({ name }) => name === step.value_to)?.type ?? { kind: 'text' };
  const scope = rowScope(input, id);
  const values = step.columns.map((name) => {
    const own = input.find((one) => one.name === name)?.type;
    const value = `row[${pythonText(name)}]`;
    const operand = { kind: 'column', name } as const;
    const text =
      own?.kind === to.kind ? value : printCast(value, { kind: 'cast', operand, to }, scope);
    return [name, `lambda row: ${text}`] as const;
  });
  const columns = pythonList(output.map(({ name }) => pythonText(name)));
  const parts = [dictionary(values), pythonText(step.name_to), pythonText(step.value_to), columns];
  assign(program, step.id, `unpivot(${[pythonName(id), ...parts].join(', ')})`);
}
