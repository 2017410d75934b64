import type {
  EndpointMention,
  Evidence,
  Note,
  OperationIntent,
  PlannerIR,
} from '../../ir/index.ts';
import { nameWords } from '../../link/name-words.ts';
import { acceptable, scoreName } from '../../link/score-name.ts';
import { parseDescription } from '../../parse/parse-description.ts';
import { tokenise } from '../../text/tokenise.ts';
import type { ChangeIntent } from '../revision-ir.ts';
import { bringBack, changeVerb, takeAway, words } from './command-words.ts';
import { isColumnName, isContent, type PlanNames } from './plan-names.ts';
import { readRows } from './read-rows.ts';
import type { ClauseRead } from './read-revision.ts';
import { readWhen } from './read-when.ts';

export interface CommandPlace {
  readonly names: PlanNames;
  /** Words for what it takes the place of; null: none are given. */
  readonly was: string | null;
  readonly instead: boolean;
  /** Beside what is there: "also". */
  readonly also: boolean;
}

/** Reads a clause that says what there is to be, by the recognisers of new pipelines. */
export function readCommand(clause: Evidence, place: CommandPlace): ClauseRead {
  const { names } = place;
  const promised = readPromised(clause.text);
  const { ir } = parseDescription(promised ?? clause.text);
  const rows = promised === null ? readRows(clause, names) : null;
  if (rows !== null && !ir.operations.some((one) => one.op === 'filter' || isOfColumns(one, names)))
    return { changes: [{ ...rows, instead: place.instead, was: wordsOf(place.was) }], notes: [] };
  // "test accounts" is read as a test that accounts are e-mail addresses: only where there is such a column.
  const strange = ir.checks.filter(
    (one) => one.rule === 'format' && !isColumnName(one.column, names),
  );
  const checks = ir.checks.filter((one) => !strange.includes(one));
  const changes = changesOf({ ...ir, checks }, clause, place);
  if (changes.length === 0) return { changes, notes: [] };
  const unread = strange.map(({ evidence }): Note => ({ kind: 'operation', evidence }));
  // What a join does not use of its words, it tells itself.
  const isJoin = ir.operations.some((one) => one.op === 'join');
  return { changes, notes: [...(isJoin ? [] : leftOver(ir, names)), ...unread] };
}

const promiseWords = new RegExp(
  String.raw`^(?:${words('add', 'set up', 'добавь*')}\s+)?(?:${words('a', 'the')}\s+)?${words('check', 'checks', 'rule', 'validation', 'make sure', 'ensure', 'проверку', 'проверь*', 'проверяй*')}\s*,?\s*(?:${words('that', 'for', 'что')}\s+)?`,
  'iu',
);

/** "add a check that amount is not negative" is "amount must not be negative". */
function readPromised(text: string): string | null {
  const lead = promiseWords.exec(text)?.[0];
  if (lead === undefined) return null;
  const rest = text.slice(lead.length);
  const forms = [
    rest,
    rest.replace(/(?<!\p{L})(?:is|are) (not|never|no)(?!\p{L})/iu, 'must $1 be'),
    rest.replace(/(?<!\p{L})(?:is|are)(?!\p{L})/iu, 'must be'),
  ];
  return forms.find((form) => parseDescription(form).ir.checks.length > 0) ?? null;
}

function isOfColumns(operation: PlannerIR['operations'][number], names: PlanNames): boolean {
  return (
    (operation.op === 'drop_columns' || operation.op === 'select') &&
    operation.columns.length > 0 &&
    operation.columns.every((column) =>
      names.columns.some((name) => name.toLowerCase() === column.toLowerCase()),
    )
  );
}

function changesOf(
  ir: PlannerIR,
  clause: Evidence,
  { names, was: wasText, instead, also }: CommandPlace,
): ChangeIntent[] {
  const was = wordsOf(wasText);
  const evidence = clause;
  const when =
    ir.schedule === null && ir.zone === null && !hasScheduleConflict(ir) ? null : readWhen(clause);
  return [
    ...oneJoin(ir.operations).map((operation): ChangeIntent => ({
      about: 'operation',
      operation,
      instead,
      was,
      table: tableOf(ir, names),
      ...(operation.op === 'join' ? { words: joinWords(ir, names) } : {}),
      evidence,
    })),
    ...(when === null ? [] : [when]),
    ...(ir.write === null || isMereAdding(ir)
      ? []
      : [{ about: 'write', write: ir.write, evidence } as const]),
    ...(ir.load === null ? [] : [{ about: 'load', load: ir.load, evidence } as const]),
    ...targetsOf(ir, names).map((target): ChangeIntent => ({
      about: 'target',
      target,
      also: also && !instead,
      evidence,
    })),
    ...ir.checks.map((check): ChangeIntent => ({ about: 'check', check, evidence })),
    ...ir.notifications.map((notification): ChangeIntent => ({
      about: 'notification',
      notification,
      instead,
      was,
      evidence,
    })),
    ...(Object.keys(ir.policy).length === 0
      ? []
      : [{ about: 'policy', policy: ir.policy, evidence } as const]),
  ];
}

/** "добавь join с клиентами": what is added is the join, and rows are written as before. */
function isMereAdding({ write, operations }: PlannerIR): boolean {
  const said = write?.evidence.map((one) => one.text.trim()).join(' ') ?? '';
  return operations.length > 0 && /^(?:add|добав\p{L}*)$/iu.test(said);
}

/** "join customers to get the region" is one join: which words name its table, the catalog tells. */
function oneJoin(operations: readonly OperationIntent[]): readonly OperationIntent[] {
  const first = operations.find((one) => one.op === 'join');
  return operations.flatMap((one): readonly OperationIntent[] =>
    one.op !== 'join' ? [one] : one === first ? [{ ...one, right: '' }] : [],
  );
}

/** Words of a join that the pipeline does not have yet: the table, and what it is to bring. */
function joinWords(ir: PlannerIR, names: PlanNames): readonly string[] {
  const objects = ir.sources.flatMap((source) =>
    source.objects.flatMap((object) =>
      object.kind === 'words' ? object.words : object.kind === 'name' ? [object.name] : [],
    ),
  );
  const notes = ir.notes.filter((note) => note.kind !== 'sql').map((note) => note.evidence.text);
  return [...new Set([...objects, ...notes])].filter(
    (word) => !isPlanTable([word], names) && !commandWord.test(word),
  );
}

/** The pipeline's table that the clause names: "exclude cancelled orders". */
function tableOf({ sources }: PlannerIR, names: PlanNames): string | null {
  const words = sources.flatMap((source) =>
    source.objects.flatMap((object) =>
      object.kind === 'words' ? object.words : object.kind === 'name' ? [object.name] : [],
    ),
  );
  return words.find((word) => isPlanTable([word], names)) ?? null;
}

function hasScheduleConflict(ir: PlannerIR): boolean {
  return ir.conflicts.some((one) => one.field === 'schedule');
}

/** Ends that name more than what is read already: "run it for orders" names no target. */
function targetsOf(ir: PlannerIR, names: PlanNames): readonly EndpointMention[] {
  return ir.targets.filter(
    (target) =>
      target.role === undefined &&
      (target.system !== null ||
        target.place.length > 0 ||
        target.objects.some((object) => object.kind === 'name' || object.kind === 'path') ||
        target.objects.some(
          (object) => object.kind === 'words' && !isPlanTable(object.words, names),
        )),
  );
}

function isPlanTable(words: readonly string[], { tables }: PlanNames): boolean {
  const spoken = words.flatMap((word) => nameWords(word));
  return tables.some((table) => scoreName(spoken, table).score >= acceptable);
}

function wordsOf(text: string | null): string[] {
  return tokenise(text ?? '')
    .filter(isContent)
    .map((token) => token.text);
}

const commandWord = new RegExp(String.raw`^(?:${changeVerb}|${bringBack}|${takeAway})$`, 'iu');

/** Words that did nothing; those that name the pipeline's own tables and columns are no loss. */
function leftOver(ir: PlannerIR, names: PlanNames): Note[] {
  const objects = ir.sources.flatMap((source) =>
    source.objects.flatMap((object): Note[] => {
      if (object.kind === 'all' || object.kind === 'path') return [];
      const words = object.kind === 'words' ? object.words : [object.name];
      const known = words.every(
        (word) => isPlanTable([word], names) || isColumnName(word, names) || commandWord.test(word),
      );
      return known ? [] : [{ kind: 'unread', evidence: object.evidence }];
    }),
  );
  const notes = ir.notes.filter(
    ({ kind, evidence: { text } }) =>
      kind === 'sql' || !(isColumnName(text, names) || commandWord.test(text)),
  );
  return [
    ...objects,
    ...notes.map((note): Note => ({ ...note, kind: note.kind === 'sql' ? 'sql' : 'unread' })),
  ];
}
