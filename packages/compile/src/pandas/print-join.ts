import { walk, type Expression, type StepOf } from '@ai-etl/core';
import { conjuncts } from '../dialects/join-condition.ts';
import { inferExpressionType } from '../expression/infer-expression-type.ts';
import { assign, type FrameProgram } from './frame-program.ts';
import { printAsofJoin } from './print-asof.ts';
import { outputColumns, type JoinSides } from './join-sides.ts';
import { printPython, type PythonScope } from './print-expression.ts';
import { pythonList, pythonName, pythonText } from './python.ts';

/** Equalities between both sides become hash keys; the rest of the condition is tried on pairs. */
export function printJoin(step: StepOf<'join'>, program: FrameProgram): void {
  const [leftId = '', rightId = ''] = step.inputs;
  const { schemas } = program.resolution;
  const sides: JoinSides = {
    left: { id: leftId, schema: schemas.get(leftId) ?? [] },
    right: { id: rightId, schema: schemas.get(rightId) ?? [] },
  };
  if (step.how === 'asof') return printAsofJoin(step, sides, program);
  const scope = joinScope(sides);
  const parts = conjuncts(program.expression(step.on, [leftId, rightId]));
  const keys: string[] = [];
  const rest: Expression[] = [];
  for (const part of parts) {
    const key = keyOf(part, sides, scope);
    if (key === undefined) rest.push(part);
    else keys.push(key);
  }
  const condition = rest.reduce<Expression | undefined>(
    (all, one) => (all === undefined ? one : { kind: 'binary', op: 'and', left: all, right: one }),
    undefined,
  );
  const condText = condition === undefined ? 'True' : printPython(condition, scope);
  const lines = [
    pythonName(leftId),
    pythonName(rightId),
    pythonText(step.how),
    `keys=${pythonList(keys)}`,
    `condition=lambda left, right: ${condText}`,
    `columns=${outputColumns(step, sides, schemas.get(step.id) ?? [])}`,
  ];
  assign(program, step.id, `join(\n    ${lines.join(',\n    ')},\n)`);
}

function joinScope({ left, right }: JoinSides): PythonScope {
  // A step may join a node with itself; then nothing but the first input can be named.
  const scope = new Map([
    [right.id, right.schema],
    [left.id, left.schema],
  ]);
  const sideOf = (table: string | undefined, name: string) => {
    const isLeft =
      table === undefined ? left.schema.some((one) => one.name === name) : table === left.id;
    return isLeft ? 'left' : 'right';
  };
  return {
    column: (table, name) => `${sideOf(table, name)}[${pythonText(name)}]`,
    typeOf: (expression) => inferExpressionType(expression, scope),
  };
}

/** `(lambda left: …, lambda right: …)` when the part says that something of each side is equal. */
function keyOf(part: Expression, sides: JoinSides, scope: PythonScope): string | undefined {
  if (part.kind !== 'binary' || part.op !== 'eq') return undefined;
  const first = sideNamed(part.left, sides);
  const second = sideNamed(part.right, sides);
  if (first === undefined || second === undefined || first === second) return undefined;
  const types = [part.left, part.right].map((one) => scope.typeOf(one).type?.kind);
  // Values of two kinds are compared one by one, where they are converted.
  if (types[0] !== types[1]) return undefined;
  const [left, right] = first === 'left' ? [part.left, part.right] : [part.right, part.left];
  return `(lambda left: ${printPython(left, scope)}, lambda right: ${printPython(right, scope)})`;
}

/** The only side an expression names columns of; undefined for both or none. */
function sideNamed(expression: Expression, { left }: JoinSides): 'left' | 'right' | undefined {
  const named = new Set<'left' | 'right'>();
  walk(expression, (one) => {
    if (one.kind !== 'column') return;
    const isLeft =
      one.table === undefined
        ? left.schema.some(({ name }) => name === one.name)
        : one.table === left.id;
    named.add(isLeft ? 'left' : 'right');
  });
  const [only] = named;
  return named.size === 1 ? only : undefined;
}
