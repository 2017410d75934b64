import { diagnostic, type PipelineSpecInput } from '@ai-etl/core';
import type { Note, OperationIntent, PlannerIR } from '../ir/index.ts';
import { askOne, type Findings } from '../link/findings.ts';
import { linkColumn } from '../link/link-column.ts';
import { nameWords } from '../link/name-words.ts';
import { certain } from '../link/score-name.ts';
import type { BuiltBranch } from './branch.ts';

type NotificationInput = NonNullable<PipelineSpecInput['notifications']>[number];

/** Says what was recognised but is not done: SQL text, half-read operations, unread words. */
export function reportNotes(
  { notes, ...rest }: PlannerIR,
  findings: Findings,
  built: readonly BuiltBranch[],
): void {
  const ir = { ...rest, notes: notes.filter((note) => !isOfJoin(note, built)) };
  const hasBranches = built.length > 0;
  for (const note of ir.notes.filter((one) => one.kind === 'sql')) {
    findings.diagnostics.push(
      diagnostic(
        'SQL_NOT_EXECUTED',
        'description',
        `The description holds SQL text ("${cut(note.evidence.text)}"). It is not executed and has no effect.`,
        'Say in words what should be loaded, or put the query into a source of the spec.',
      ),
    );
  }
  const unread = ir.notes
    .filter((one) => one.kind === 'unread')
    .map((note) => `"${cut(note.evidence.text)}"`);
  if (unread.length > 0) {
    findings.diagnostics.push(
      diagnostic(
        'WORDS_NOT_UNDERSTOOD',
        'description',
        `These words had no effect: ${[...new Set(unread)].slice(0, 12).join(', ')}.`,
        'If they matter, say it in other words.',
      ),
    );
  }
  if (hasBranches) askOperations(ir, findings, built);
}

/** "also join customers to get the region": words for a table that is joined, and what it brings. */
function isOfJoin({ kind, evidence }: Note, built: readonly BuiltBranch[]): boolean {
  if (kind === 'sql') return false;
  return built.some(({ reads, rows }) => {
    if (reads.length < 2) return false;
    const names = reads.map(({ table }) => nameWords(table.object.name).join(' '));
    const { column, score } = { score: 0, ...linkColumn(evidence.text, rows) };
    const spoken = nameWords(evidence.text).join(' ');
    return names.includes(spoken) || (column !== null && score >= certain);
  });
}

/** An operation that could not be read in full is never left out without asking. */
function askOperations(ir: PlannerIR, findings: Findings, built: readonly BuiltBranch[]): void {
  const words = ir.notes
    .filter((note) => note.kind === 'operation')
    .map((note) => `"${note.evidence.text}"`);
  const unbuilt = ir.operations
    .filter((one) => hasNoStep(one, { all: ir.operations, built }))
    .map((one) => `"${cut(one.evidence.text)}"`);
  const all = [...new Set([...words, ...unbuilt])];
  if (all.length === 0) return;
  askOne(findings, {
    id: 'operations',
    field: 'operations',
    question: `These parts could not be read: ${all.slice(0, 8).join(', ')}. Leave them out?`,
    choices: [
      {
        value: 'leave_out',
        label: 'leave them out',
        because: 'the rows are loaded without them',
      },
    ],
  });
}

/** Operations that are understood and become no step of a spec yet. */
function hasNoStep(
  operation: OperationIntent,
  {
    all,
    built,
  }: { readonly all: readonly OperationIntent[]; readonly built: readonly BuiltBranch[] },
): boolean {
  switch (operation.op) {
    case 'mask':
      return operation.method === 'encrypt';
    // A piece of time is a group of what is computed.
    case 'window':
      return !all.some((one) => one.op === 'aggregate');
    case 'flatten':
    case 'explode':
      return true;
    // One table is stacked on nothing.
    case 'union':
      return built.every(({ reads }) => reads.length < 2);
    case 'filter':
    case 'join':
    case 'window_column':
    case 'pivot':
    case 'aggregate':
    case 'derive':
    case 'cast':
    case 'split':
    case 'fill_null':
    case 'select':
    case 'drop_columns':
    case 'rename':
    case 'dedupe':
    case 'sort':
    case 'limit':
      return false;
  }
}

/** Notifications with someone to tell; nobody named is asked for. */
export function buildNotifications(ir: PlannerIR, findings: Findings): NotificationInput[] {
  return ir.notifications.flatMap((intent, at) => {
    const to =
      intent.to ??
      askOne(findings, {
        id: at === 0 ? 'notifications' : `notifications_${at + 1}`,
        field: 'notifications',
        question: `"${cut(intent.evidence.text)}": who should be told? Give an e-mail address or a channel.`,
        choices: [],
        accept: (text) => (/^\S{2,200}$/u.test(text) ? text : null),
      });
    if (to === null) return [];
    return intent.on.map((on) => ({ on, channel: intent.channel, to }));
  });
}

function cut(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
