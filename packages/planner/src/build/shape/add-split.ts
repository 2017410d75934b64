import type { Expression } from '@ai-etl/core';
import type { OperationIntent } from '../../ir/index.ts';
import { assume } from '../../link/findings.ts';
import { linkAll, type Draft } from '../step-draft.ts';
import { addColumns } from './add-derive.ts';
import { call, columnOf, textLiteral, type MadeColumn } from './made-rows.ts';
import type { ShapePlace } from './shape-place.ts';

type Split = Extract<OperationIntent, { op: 'split' }>;

/** Cuts a text into columns: the last one takes what is left. The text itself stays. */
export function addSplit(draft: Draft, split: Split, place: ShapePlace): void {
  const name = linkAll(draft, [split.column], place)?.[0];
  if (name === undefined) return;
  const { mark, isSaid } = markOf(split.evidence.text);
  if (!isSaid)
    assume(place.findings, {
      path: `steps.${draft.branch.id}.split`,
      value: 'at spaces',
      because: `"${split.evidence.text}" does not say where ${name} is cut`,
      alternatives: ['at commas'],
    });
  let rest: Expression = columnOf(name);
  const made = split.into.map((into, at): MadeColumn => {
    const isLast = at === split.into.length - 1;
    const expression = isLast ? rest : call('split_part', rest, textLiteral(mark), integer(1));
    rest = behind(rest, mark);
    return { name: into, expression };
  });
  addColumns(draft, made);
}

function markOf(said: string): { readonly mark: string; readonly isSaid: boolean } {
  if (/comma|запят/iu.test(said)) return { mark: ',', isSaid: true };
  return { mark: ' ', isSaid: /space|пробел/iu.test(said) };
}

/** What stands behind the first mark; the empty text when there is none. */
function behind(text: Expression, mark: string): Expression {
  const place = call('position', text, textLiteral(mark));
  const next: Expression = { kind: 'binary', op: 'add', left: place, right: integer(1) };
  const none: Expression = { kind: 'binary', op: 'eq', left: place, right: integer(0) };
  return call('if', none, textLiteral(''), call('substring', text, next));
}

function integer(value: number): Expression {
  return { kind: 'literal', type: 'integer', value: String(value) };
}
