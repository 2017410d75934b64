import type { Resolution } from '@ai-etl/core';
import type { ReadExpression } from '../lower/lower-node.ts';
import { pythonName } from './python.ts';

/** What printing the steps of one target needs, and the lines so far. */
export interface FrameProgram {
  readonly resolution: Resolution;
  readonly expression: ReadExpression;
  readonly lines: string[];
}

/** Adds one statement: `<variable of the node> = <value>`. */
export function assign(program: FrameProgram, id: string, value: string): void {
  program.lines.push(`${pythonName(id)} = ${value}`);
}
