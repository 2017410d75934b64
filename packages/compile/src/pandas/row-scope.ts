import type { OrderKey, Schema } from '@ai-etl/core';
import { inferExpressionType } from '../expression/infer-expression-type.ts';
import { printPython, type PythonScope } from './print-expression.ts';
import { pythonList, pythonText } from './python.ts';

/** How expressions of a one-input step name columns: `row["amount"]`. */
export function rowScope(schema: Schema, inputId: string): PythonScope {
  const scope = new Map([[inputId, schema]]);
  return {
    column: (_table, name) => `row[${pythonText(name)}]`,
    typeOf: (expression) => inferExpressionType(expression, scope),
  };
}

/** Sort keys as (function, descending, NULLs first). */
export function printOrder(keys: readonly OrderKey[], scope: PythonScope): string {
  const parts = keys.map(({ by, direction, nulls }) => {
    const of = `lambda row: ${printPython(by, scope)}`;
    return `(${of}, ${direction === 'desc' ? 'True' : 'False'}, ${nulls === 'first' ? 'True' : 'False'})`;
  });
  return pythonList(parts);
}

/** `{"name": lambda row: …, …}`, one entry a line. */
export function dictionary(entries: readonly (readonly [name: string, value: string])[]): string {
  if (entries.length === 0) return '{}';
  const lines = entries.map(([name, value]) => `    ${pythonText(name)}: ${value},`);
  return `{\n${lines.join('\n')}\n}`;
}
