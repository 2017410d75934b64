import type { EndpointMention } from './endpoint.ts';
import type { PlannerIR } from './planner-ir.ts';

/** Something the words leave open or contradict: it is asked about, never guessed. */
export interface OpenPoint {
  readonly about:
    | 'source'
    | 'target'
    | 'object'
    | 'schedule'
    | 'keys'
    | 'write_mode'
    | 'load'
    | 'columns'
    | 'join_keys'
    | 'filter'
    | 'measure';
  /** Worded for a person. */
  readonly problem: string;
}

/**
 * What a description leaves open by itself, before any catalog is looked at: a catalog may settle
 * some of it later (a primary key for a merge, a foreign key for a join).
 */
export function openPoints(ir: PlannerIR): OpenPoint[] {
  return [
    ...ir.conflicts.map(({ field, problem }): OpenPoint => ({ about: field, problem })),
    ...openEnds(ir),
    ...openSchedule(ir),
    ...openWrite(ir),
    ...openOperations(ir),
  ];
}

function openEnds(ir: PlannerIR): OpenPoint[] {
  const points: OpenPoint[] = [];
  const checkOnly = ir.checks.length > 0 && ir.write === null && ir.targets.length === 0;
  if (!ir.sources.some(isPlace)) points.push({ about: 'source', problem: 'no source is named' });
  if (!checkOnly && !ir.targets.some(isPlace))
    points.push({ about: 'target', problem: 'no target is named' });
  const named = [...ir.sources, ...ir.targets].some((end) => end.objects.length > 0);
  const spoken = ir.sources.some((end) => end.options?.entity !== undefined);
  const isUnnamed = ir.sources.some((end) => end.system === 'files' && end.objects.length === 0);
  if (!spoken && (!named || isUnnamed || isTableOpen(ir)))
    points.push({ about: 'object', problem: 'no table, file or topic is named' });
  return points;
}

const ofTables: ReadonlySet<string | null> = new Set([
  'postgresql',
  'mysql',
  'oracle',
  'sqlserver',
  'mongodb',
  'clickhouse',
  'snowflake',
  'bigquery',
]);

/** "the table from MySQL to Postgres analytics": a database of many tables, and none of them is named. */
function isTableOpen({ sources }: PlannerIR): boolean {
  const [source] = sources;
  return (
    sources.length === 1 &&
    source !== undefined &&
    ofTables.has(source.system) &&
    source.objects.length === 0 &&
    source.place.length === 0
  );
}

/** Whether an end says where it is: a system, a container, or an address. */
function isPlace(end: EndpointMention): boolean {
  // "to wherever the analysts look" says no place.
  const words = [
    ...end.place,
    ...end.objects.flatMap((one) => (one.kind === 'words' ? one.words : [])),
  ];
  if (
    end.system === null &&
    /^(?:wherever|somewhere|anywhere|куда-нибудь|куда-то)$/u.test(words[0] ?? '')
  )
    return false;
  const address = end.objects.some((object) => object.kind === 'path');
  return end.system !== null || end.place.length > 0 || address;
}

function openSchedule({ schedule, zone }: PlannerIR): OpenPoint[] {
  if (schedule?.kind === 'impossible') return [{ about: 'schedule', problem: schedule.problem }];
  if (zone !== null && zone.zone === null) {
    return [{ about: 'schedule', problem: `"${zone.evidence.text}" is no known time zone` }];
  }
  return [];
}

function openWrite({ write, load, sources }: PlannerIR): OpenPoint[] {
  const points: OpenPoint[] = [];
  if ((write?.mode === 'merge' || write?.mode === 'scd2') && write.keys.length === 0)
    points.push({ about: 'keys', problem: 'a merge needs the column by which rows are matched' });
  if (load?.mode === 'watermark' && load.column === null)
    points.push({ about: 'load', problem: 'no column says which rows are new' });
  const listed = sources.find((end) => end.columns !== undefined)?.columns;
  const column = load?.column ?? null;
  if (listed !== undefined && column !== null && !holds(listed, column))
    points.push({ about: 'load', problem: `"${column}" is not among the columns that are listed` });
  return points;
}

function holds(names: readonly string[], name: string): boolean {
  return names.some((one) => one.toLowerCase() === name.toLowerCase());
}

function openOperations(ir: PlannerIR): OpenPoint[] {
  return ir.operations.flatMap((one): OpenPoint[] => {
    switch (one.op) {
      case 'join':
        return one.on.length > 0
          ? []
          : [{ about: 'join_keys', problem: 'the columns of the join are not named' }];
      case 'dedupe':
        return one.keys.length > 0 || one.keep === null
          ? []
          : [{ about: 'keys', problem: 'the columns that make rows duplicates are not named' }];
      case 'aggregate':
        return one.measures.length > 0
          ? []
          : [{ about: 'measure', problem: 'what is to be computed is not named' }];
      case 'select':
      case 'drop_columns':
      case 'mask':
        return one.columns.length > 0
          ? []
          : [{ about: 'columns', problem: `"${one.evidence.text}" does not say which columns` }];
      default:
        return [];
    }
  });
}
