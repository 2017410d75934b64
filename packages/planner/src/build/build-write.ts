import { diagnostic, type CatalogTable, type Diagnostic } from '@ai-etl/core';
import type { PlannerIR } from '../ir/index.ts';
import { ask, askOne, assume, type Findings } from '../link/findings.ts';
import { columnChoices, linkColumn } from '../link/link-column.ts';
import type { Choice } from '../plan-types.ts';
import type { BuiltBranch } from './branch.ts';

/** How rows are written. */
export type Mode = 'append' | 'replace' | 'merge' | 'scd2';

const modeChoices: readonly Choice[] = [
  { value: 'replace', label: 'replace', because: 'each run swaps the whole content of the target' },
  { value: 'append', label: 'append', because: 'each run adds its rows' },
  {
    value: 'merge',
    label: 'merge',
    because: 'rows with the same key are updated, others are added',
  },
];

/** How rows reach the target: as said, or replace for whole tables and append for new rows only. */
export function chooseMode(
  ir: PlannerIR,
  built: readonly Pick<BuiltBranch, 'branch' | 'isGrouped'>[],
  findings: Findings,
): Mode | null {
  const isAdded = ir.write?.mode === 'append' || ir.write?.mode == null;
  const isOfFiles = built.some(({ branch }) => branch.path !== undefined);
  if (ir.load?.mode === 'new_files' && isOfFiles && isAdded) return askAboutNewFiles(findings);
  const conflict = ir.conflicts.find((one) => one.field === 'write_mode');
  if (conflict !== undefined) {
    const chosen = askOne(findings, {
      id: 'write_mode',
      field: 'write_mode',
      question: `${conflict.problem}. How should rows be written?`,
      choices: modeChoices,
    });
    return chosen === 'append' || chosen === 'replace' || chosen === 'merge' ? chosen : null;
  }
  if (ir.write?.mode != null) {
    noteRepeated(ir, built, findings);
    return ir.write.mode;
  }
  if (ir.write !== null && ir.write.keys.length > 0) {
    return assumeMode(findings, 'merge', `a key is named: ${ir.write.keys.join(', ')}`);
  }
  if (ir.load?.mode === 'watermark' || ir.load?.mode === 'new_files') {
    return assumeMode(findings, 'append', 'each run reads only what is new');
  }
  if (ir.load?.mode === 'cdc' && ir.load.changes?.join() === 'insert')
    return assumeMode(findings, 'append', 'only inserts are captured');
  if (ir.load?.mode === 'cdc' && ir.targets.every((end) => isLog(end)))
    return assumeMode(findings, 'append', 'a topic keeps each change as a message of its own');
  if (ir.load?.mode === 'cdc')
    return assumeMode(findings, 'merge', 'changes are captured, and rows keep their keys');
  const computed = ir.operations.some((one) => one.op === 'aggregate' || one.op === 'pivot');
  return assumeMode(
    findings,
    'replace',
    computed
      ? 'each run computes the groups anew, and how to write was not said'
      : 'each run reads everything, and how to write was not said',
  );
}

/** Where every change is a message: nothing that is there is changed. */
function isLog({ system, role }: PlannerIR['targets'][number]): boolean {
  return system === 'kafka' || role === 'quarantine';
}

/** "append the sum per status": said, and done; what it means for the next run is told. */
function noteRepeated(
  ir: PlannerIR,
  built: readonly Pick<BuiltBranch, 'isGrouped'>[],
  findings: Findings,
): void {
  const isOfAll = ir.load === null && !ir.operations.some((one) => one.op === 'filter');
  if (ir.write?.mode !== 'append' || !isOfAll || !built.some((one) => one.isGrouped)) return;
  assumeMode(findings, 'append', 'it is said; each run adds all groups once more, of all rows');
}

/** All files of a path are read at each run: rows that are added would be there twice. */
function askAboutNewFiles(findings: Findings): Mode | null {
  const because = 'the same rows as if only new files were added, while all files stay there';
  const chosen = askOne(findings, {
    id: 'write_mode',
    field: 'write_mode',
    question:
      'A run reads all files of the path: which of them are new is not remembered yet, so adding their rows would load them twice. How should rows be written?',
    choices: modeChoices
      .filter(({ value }) => value !== 'append')
      .map((one) => (one.value === 'replace' ? { ...one, because } : one)),
  });
  return chosen === 'replace' || chosen === 'merge' ? chosen : null;
}

function assumeMode(findings: Findings, mode: Mode, because: string): Mode {
  assume(findings, {
    path: 'targets.*.write.mode',
    value: mode,
    because,
    alternatives: modeChoices.map((choice) => choice.value).filter((value) => value !== mode),
  });
  return mode;
}

/** A branch that needs keys. */
export interface KeysRequest {
  readonly built: OutputRows & Pick<BuiltBranch, 'branch' | 'isGrouped'>;
  readonly mode: Mode;
  readonly named: readonly string[];
  readonly findings: Findings;
  /** True when the pipeline has this branch only: the question is then called `keys`. */
  readonly alone: boolean;
}

/** Keys of merge and scd2: as named, else the primary key, else a unique one, else asked for. */
export function chooseKeys(request: KeysRequest): readonly string[] {
  const { built, mode, named, findings, alone } = request;
  if (mode !== 'merge' && mode !== 'scd2') return [];
  const { rows: table } = built;
  const { id } = built.branch;
  const linked = named.map((name) => outputColumn(name, built));
  if (named.length > 0 && linked.every((name) => name !== null))
    return linked.filter((name) => name !== null);
  const path = `targets.${id}.write.keys`;
  if (named.length === 0) {
    const known = [table.primaryKey, ...table.uniqueKeys].find(
      (key) => key.length > 0 && key.every((name) => built.columns.includes(name)),
    );
    if (known !== undefined) {
      const primary = known === table.primaryKey;
      assume(findings, {
        path,
        value: known.join(', '),
        because: `no key is named; ${built.isGrouped ? 'each group is one row' : `${primary ? 'it is the primary key' : 'the source keeps it unique'} of ${table.object.name}`}`,
        alternatives: table.uniqueKeys.filter((key) => key !== known).map((key) => key.join(', ')),
      });
      return known;
    }
  }
  const problem =
    named.length === 0
      ? `${table.object.name} has no primary key.`
      : `${table.object.name} has no column "${named.find((_, at) => linked[at] === null)}".`;
  const answer = ask(findings, {
    id: alone ? 'keys' : `keys_${id}`,
    field: 'keys',
    question: `${problem} Which columns identify a row?`,
    choices: keyChoices(table, built.columns),
    multiple: true,
    accept: (text) =>
      built.columns.find((name) => name.toLowerCase() === text.toLowerCase()) ?? null,
  });
  return answer ?? [];
}

/** What is left of rows, and how it may be called. */
export type OutputRows = Pick<BuiltBranch, 'rows' | 'aliases' | 'columns'>;

/** A key by its final name, after renames and column lists. */
export function outputColumn(name: string, built: OutputRows): string | null {
  const exact = built.columns.find((column) => column.toLowerCase() === name.toLowerCase());
  if (exact !== undefined) return exact;
  const linked = linkColumn(built.aliases.get(name.toLowerCase()) ?? name, built.rows);
  return linked.column !== null && built.columns.includes(linked.column.name)
    ? linked.column.name
    : null;
}

/** Primary and unique keys first, then whatever looks like an id. */
function keyChoices(table: CatalogTable, columns: readonly string[]): Choice[] {
  const unique = new Set([...table.primaryKey, ...table.uniqueKeys.flat()]);
  const offered = table.columns.filter((column) => columns.includes(column.name));
  const weight = (name: string): number =>
    unique.has(name) ? 2 : /(?:^|_)(?:id|key|code|no|uuid)$/iu.test(name) ? 1 : 0;
  return columnChoices(offered.toSorted((a, b) => weight(b.name) - weight(a.name)));
}

/** The cursor of an incremental load, by name, else asked for. */
export function chooseCursor(ir: PlannerIR, built: BuiltBranch, findings: Findings): string | null {
  const { table, id } = built.branch;
  if (ir.load?.mode !== 'watermark') return null;
  const linked = ir.load.column === null ? null : linkColumn(ir.load.column, table);
  if (linked?.column != null) return linked.column.name;
  const candidates = table.columns.filter((column) =>
    ['date', 'timestamp', 'timestamptz', 'int32', 'int64'].includes(column.type.kind),
  );
  const problem =
    ir.load.column === null
      ? `By which column of ${table.object.name} are new rows found?`
      : `${table.object.name} has no column "${ir.load.column}". By which column are new rows found?`;
  return askOne(findings, {
    id: `load_${id}`,
    field: 'columns',
    question: problem,
    choices: columnChoices(candidates),
  });
}

/** Says what is understood but not executed: change data capture and streams. */
export function reportLoad(ir: PlannerIR, findings: Findings): void {
  if (ir.load?.mode === 'cdc') {
    findings.diagnostics.push(
      diagnostic(
        'ROUTE_NOT_AVAILABLE',
        'sources',
        'Change data capture is understood, but no route runs it yet.',
        'Load by a column that grows ("incremental by updated_at"), or the whole table on a schedule.',
      ),
    );
  } else if (ir.schedule?.kind === 'streaming' && !findings.diagnostics.some(isMissingRoute)) {
    findings.diagnostics.push(
      diagnostic(
        'ROUTE_NOT_AVAILABLE',
        'schedule',
        'Continuous loading is understood, but no route runs it yet.',
        'Choose a short interval, such as "every 5 minutes".',
      ),
    );
  }
}

/** A system without a connector is said once: that it streams adds nothing. */
function isMissingRoute(one: Diagnostic): boolean {
  return one.code === 'ROUTE_NOT_AVAILABLE';
}
