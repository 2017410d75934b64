import type { Expression, StepOf } from '@ai-etl/core';
import { asofParts } from '../lower/asof-join.ts';
import { inferExpressionType } from '../expression/infer-expression-type.ts';
import { assign, type FrameProgram } from './frame-program.ts';
import { outputColumns, type JoinSides } from './join-sides.ts';
import { printPython, type PythonScope } from './print-expression.ts';
import { pythonList, pythonName, pythonText } from './python.ts';

/** `join_asof(left, right, keys, at, …)`: pairs of functions of a left and of a right row. */
export function printAsofJoin(step: StepOf<'join'>, sides: JoinSides, program: FrameProgram): void {
  const { schemas } = program.resolution;
  const schema = (id: string) => schemas.get(id) ?? [];
  const { keys, at, op } = asofParts(step, { schema, expression: program.expression });
  const pair = (one: { readonly left: Expression; readonly right: Expression }) => {
    const [left, right] = (['left', 'right'] as const).map(
      (side) => `lambda ${side}: ${printPython(one[side], sideScope(side, sides))}`,
    );
    return `(${left}, ${right})`;
  };
  const lines = [
    pythonName(sides.left.id),
    pythonName(sides.right.id),
    `keys=${pythonList(keys.map(pair))}`,
    `at=${pair(at)}`,
    `operator=${pythonText(op)}`,
    `columns=${outputColumns(step, sides, schema(step.id))}`,
  ];
  assign(program, step.id, `join_asof(\n    ${lines.join(',\n    ')},\n)`);
}

function sideScope(side: 'left' | 'right', sides: JoinSides): PythonScope {
  const { id, schema } = sides[side];
  const scope = new Map([[id, schema]]);
  return {
    column: (_table, name) => `${side}[${pythonText(name)}]`,
    typeOf: (expression) => inferExpressionType(expression, scope),
  };
}
