import type { LoadIntent, Note, OperationIntent, PlannerIR, ScheduleIntent } from '../ir/index.ts';
import { has } from '../text/token.ts';
import { tokenise } from '../text/tokenise.ts';
import { readEndpoints, type Endpoints } from './endpoint/index.ts';
import { readFilters } from './filter/index.ts';
import { readColumnOperations } from './read-columns.ts';
import { readNotifications, readPolicy } from './read-run-policy.ts';
import { readSql } from './read-sql.ts';
import { readWrite } from './read-write.ts';
import { evidenceOf, openReading, type Reading } from './reading.ts';
import { readSchedule } from './schedule/index.ts';

/** More than any sentence asks for; the rest of a hostile text is left. */
const maxOperations = 100;

/** The IR of a text, and what it cost: looks at tokens, a bounded multiple of their number. */
export interface ParsedDescription {
  readonly ir: PlannerIR;
  readonly reads: number;
  readonly tokens: number;
}

/**
 * The built-in parser: English and Russian, no model, no network, no clock. Never throws, whatever
 * the text; the same text gives the same IR.
 */
export function parseDescription(text: string): ParsedDescription {
  const reading = openReading(text, tokenise(text));
  const sql = readSql(reading);
  const time = readSchedule(reading);
  const notifications = readNotifications(reading);
  const policy = readPolicy(reading);
  const write = readWrite(reading);
  const columnOperations = readColumnOperations(reading);
  const filters = readFilters(reading);
  const endpoints = readEndpoints(reading);
  const { sources, targets, operations } = settleSelect(endpoints, columnOperations);
  const ir: PlannerIR = {
    version: 1,
    language: /\p{Script=Cyrillic}/u.test(text) ? 'ru' : 'en',
    sources,
    targets,
    operations: [...operations, ...filters]
      .sort((a, b) => a.evidence.start - b.evidence.start)
      .slice(0, maxOperations),
    write: write.write,
    load: write.load,
    schedule: scheduleOf(time.schedule, write.load),
    zone: time.zone,
    checks: [],
    onFail: null,
    notifications,
    params: [],
    policy,
    parsing: [],
    conflicts: [...time.conflicts, ...write.conflicts],
    notes: [...sql, ...readTriggers(reading), ...readUnread(reading, endpoints)],
  };
  return { ir, reads: reading.reads, tokens: reading.tokens.length };
}

/** "only customers and orders from Postgres": without another thing named, the list is the things. */
function settleSelect(
  endpoints: Endpoints,
  operations: readonly OperationIntent[],
): Endpoints & { readonly operations: readonly OperationIntent[] } {
  const selects = operations.filter((one) => one.op === 'select');
  const named = endpoints.sources.some((source) => source.objects.length > 0);
  const [select] = selects;
  if (
    named ||
    select === undefined ||
    selects.length > 1 ||
    !/^(?:only|just|только|лишь)\s+(?!the\s+(?:col|fie)|col|fie)/iu.test(select.evidence.text)
  ) {
    return { ...endpoints, operations };
  }
  const objects = select.columns.map((column) => ({
    kind: 'words' as const,
    words: [column.toLowerCase()],
    evidence: select.evidence,
  }));
  const [first, ...rest] = endpoints.sources;
  const source = first ?? { system: null, place: [], container: null, objects: [], evidence: [] };
  return {
    targets: endpoints.targets,
    sources: [{ ...source, objects }, ...rest],
    operations: operations.filter((one) => one !== select),
  };
}

/** Change data capture runs all the time unless a schedule is named. */
function scheduleOf(
  schedule: ScheduleIntent | null,
  load: LoadIntent | null,
): ScheduleIntent | null {
  if (schedule !== null || load?.mode !== 'cdc') return schedule;
  return { kind: 'streaming', evidence: [load.evidence] };
}

/** Words that name an operation which no recogniser could read in full: said, never dropped. */
function readTriggers(reading: Reading): Note[] {
  return reading.tokens.flatMap((token, at): Note[] =>
    reading.claimed[at] === 0 &&
    !token.quoted &&
    (has(token, 'operation_trigger') ||
      has(token, 'mask') ||
      has(token, 'sort') ||
      has(token, 'rename') ||
      (has(token, 'limit') && reading.tokens[at + 1]?.kind === 'number'))
      ? [{ kind: 'operation', evidence: evidenceOf(reading, at, at + 1) }]
      : [],
  );
}

/** Words that fill no slot and are no grammar; those inside an endpoint's evidence are its own. */
function readUnread(reading: Reading, endpoints: Endpoints): Note[] {
  const taken = new Set<number>();
  for (const { evidence } of [...endpoints.sources, ...endpoints.targets].flatMap((one) =>
    one.evidence.map((evidence) => ({ evidence })),
  )) {
    for (let offset = evidence.start; offset < evidence.end; offset += 1) taken.add(offset);
  }
  return reading.tokens.flatMap((token, at): Note[] => {
    if (reading.claimed[at] === 1 || taken.has(token.start) || token.kind === 'mark') return [];
    // A number, a date, a name or a city is most likely a condition: asked about, not just listed.
    const value = token.quoted || token.kind !== 'word' || has(token, 'zone');
    if (token.kind === 'word' && token.senses.length > 0 && !value) return [];
    if (token.kind === 'name' && token.senses.length > 0) return [];
    return [{ kind: value ? 'operation' : 'unread', evidence: evidenceOf(reading, at, at + 1) }];
  });
}
