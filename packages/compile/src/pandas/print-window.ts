import {
  mapChildren,
  type Expression,
  type FrameBound,
  type StepOf,
  type WindowExpression,
} from '@ai-etl/core';
import { assign, type FrameProgram } from './frame-program.ts';
import { printPython, type PythonScope } from './print-expression.ts';
import { dictionary, printOrder, rowScope } from './row-scope.ts';
import { pythonList, pythonName, pythonText } from './python.ts';

/**
 * Each window function becomes a column of its own first; the step's expressions are then derived
 * from those columns, which go away again.
 */
export function printWindowStep(step: StepOf<'window'>, program: FrameProgram): void {
  const id = step.inputs[0] ?? '';
  const schema = program.resolution.schemas.get(id) ?? [];
  const scope = rowScope(schema, id);
  const output = program.resolution.schemas.get(step.id) ?? [];
  const parsed = step.columns.map(({ name, expression }) => ({
    name,
    expression: program.expression(expression, [id]),
  }));
  const found: { readonly name: string; readonly window: WindowExpression }[] = [];
  const extracted = parsed.map(({ name, expression }) => {
    const replace = (one: Expression): Expression => {
      if (one.kind !== 'window') return mapChildren(one, replace);
      const column = `_window_${found.length + 1}`;
      found.push({ name: column, window: one });
      return { kind: 'column', name: column };
    };
    return { name, expression: replace(expression) };
  });
  const types = new Map(found.map(({ name, window }) => [name, scope.typeOf(window)]));
  const wide: PythonScope = rowScope(
    [
      ...schema,
      ...Array.from(types, ([name, { type, nullable }]) => ({
        name,
        type: type ?? ({ kind: 'text' } as const),
        nullable,
      })),
    ],
    id,
  );
  let source = pythonName(id);
  for (const { name, window } of found) {
    assign(program, step.id, `window(${source}, ${printWindow(name, window, scope)})`);
    source = pythonName(step.id);
  }
  const entries = extracted.map(
    ({ name, expression }) => [name, `lambda row: ${printPython(expression, wide)}`] as const,
  );
  const columns = pythonList(output.map(({ name }) => pythonText(name)));
  assign(program, step.id, `derive(${source}, ${dictionary(entries)})[${columns}]`);
}

function printWindow(name: string, window: WindowExpression, scope: PythonScope): string {
  const partition = window.partitionBy.map((one) => `lambda row: ${printPython(one, scope)}`);
  const parts = [
    pythonText(name),
    pythonList(partition),
    printOrder(window.orderBy, scope),
    printFunction(window, scope),
  ];
  return parts.join(', ');
}

function printFunction(window: WindowExpression, scope: PythonScope): string {
  const { call, frame, orderBy } = window;
  const [value, offset] = call.args;
  const of = value === undefined ? 'None' : printPython(value, scope);
  switch (call.name) {
    case 'row_number':
    case 'rank':
    case 'dense_rank':
      return call.name;
    case 'lag':
    case 'lead': {
      const distance = offset === undefined ? '1' : printPython(offset, scope);
      return `shifted(lambda row: ${of}, ${call.name === 'lag' ? `-(${distance})` : distance})`;
    }
    default: {
      const bounds =
        frame === undefined
          ? orderBy.length === 0
            ? ''
            : ', peers=True'
          : `, ${bound(frame.start)}, ${bound(frame.end)}`;
      return `over_frame(lambda group: ${printMeasure(window, of, scope)}${bounds})`;
    }
  }
}

function printMeasure({ call }: WindowExpression, of: string, scope: PythonScope): string {
  const edge = call.name === 'first_value' ? 0 : call.name === 'last_value' ? -1 : undefined;
  if (edge === undefined) return printPython(call, scope);
  return `(lambda row: ${of})(group[${edge}]) if group else None`;
}

function bound(one: FrameBound): string {
  if (one.kind === 'unbounded') return 'None';
  return one.kind === 'current' ? '0' : String(one.rows);
}
