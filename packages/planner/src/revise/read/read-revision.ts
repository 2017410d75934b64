import type { Evidence, Note } from '../../ir/index.ts';
import type { ChangeIntent, RevisionIR } from '../revision-ir.ts';
import { leadIn, words } from './command-words.ts';
import { cutInstead } from './cut-instead.ts';
import type { PlanNames } from './plan-names.ts';
import { readChanged } from './read-changed.ts';
import { readCommand, type CommandPlace } from './read-command.ts';
import { readRemoval } from './read-removal.ts';
import { readRenaming } from './read-renaming.ts';
import { splitClauses } from './split-clauses.ts';

/**
 * The built-in reader of instructions: English and Russian, no model, no network, no clock. Never
 * throws, whatever the text. A clause that it cannot read is a note, never dropped.
 */
export function readRevision(instruction: string, names: PlanNames): RevisionIR {
  const changes: ChangeIntent[] = [];
  const notes: Note[] = [];
  let carried: string | null = null;
  for (const whole of splitClauses(instruction)) {
    const clause = withoutLeadIn(whole);
    if (clause.text === '') continue;
    const cut = cutInstead(clause);
    // "Instead of replacing, merge by id": what is replaced stands before the command.
    if (cut.evidence.text.trim() === '' && cut.was !== null) {
      carried = cut.was;
      continue;
    }
    const was: string | null = cut.was ?? carried;
    const instead = cut.instead || carried !== null;
    carried = null;
    const also = alsoWord.test(whole.text);
    const read = readClause(cut.evidence, { names, was, instead, also });
    changes.push(...read.changes.map((change) => ({ ...change, evidence: clause })));
    notes.push(...read.notes);
    if (read.changes.length === 0) notes.push({ kind: 'operation', evidence: clause });
  }
  if (carried !== null)
    notes.push({
      kind: 'operation',
      evidence: { start: 0, end: instruction.length, text: instruction },
    });
  return { version: 1, changes, notes };
}

/** What one clause came to. */
export interface ClauseRead {
  readonly changes: readonly ChangeIntent[];
  readonly notes: readonly Note[];
}

const alsoWord = new RegExp(
  words('also', 'as well', 'too', 'additionally', 'также', 'тоже', 'ещё', 'еще'),
  'iu',
);

function readClause(clause: Evidence, place: CommandPlace): ClauseRead {
  const { names, was } = place;
  const renaming = readRenaming(clause);
  if (renaming !== null) return { changes: [renaming], notes: [] };
  const changed = readChanged(clause);
  if (changed !== null) {
    const command = { ...clause, text: changed.command };
    const read = readCommand(command, { ...place, was: changed.was ?? was, instead: true });
    if (read.changes.length > 0) return read;
  }
  const removal = readRemoval(clause, names);
  // "add a column net = gross - tax" brings nothing back: it computes one.
  const computes = /=/u.test(clause.text) && readCommand(clause, place).changes.some(isDerived);
  if (removal !== null && !computes) return { changes: [removal], notes: [] };
  return readCommand(clause, place);
}

function isDerived(change: ChangeIntent): boolean {
  return change.about === 'operation' && change.operation.op === 'derive';
}

function withoutLeadIn({ start, end, text }: Evidence): Evidence {
  const lead = leadIn.exec(text)?.[0].length ?? 0;
  return { start: start + lead, end, text: text.slice(lead).trimEnd() };
}
