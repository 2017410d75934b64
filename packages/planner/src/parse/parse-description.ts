import type {
  EndpointMention,
  LoadIntent,
  Note,
  OperationIntent,
  PlannerIR,
  ScheduleIntent,
} from '../ir/index.ts';
import { has } from '../text/token.ts';
import { tokenise } from '../text/tokenise.ts';
import { readChecks } from './checks/index.ts';
import type { QuarantinePlace } from './checks/quarantine-place.ts';
import type { Endpoints } from './endpoint/index.ts';
import { readEnds } from './endpoint/read-ends.ts';
import { systemOfPath } from './endpoint/system-of-path.ts';
import { attachListed, readListedColumns } from './endpoint/read-listed.ts';
import { attachOptions, readFormats, readOptions } from './endpoint/read-options.ts';
import { findContradictions } from './filter/find-contradictions.ts';
import { unreadAlternatives } from './filter/unread-alternatives.ts';
import { readFilters } from './filter/index.ts';
import { readLooseStates } from './filter/read-loose-states.ts';
import {
  isMoment,
  readColumnHints,
  readHintsBehind,
  readLateHints,
  settleColumns,
  type ColumnHint,
} from './filter/settle-columns.ts';
import {
  joinsOf,
  readAggregate,
  readGroupRhythm,
  readJoinKeys,
  readJoinTables,
  readJoinWord,
  readParsing,
  readPivot,
  readShaping,
  readSorting,
  readStacked,
  readWindow,
  readWindowColumns,
  settleSorting,
} from './operations/index.ts';
import { withPartner } from './operations/read-partner.ts';
import { readColumnOperations } from './read-columns.ts';
import { readNotifications, readVerify } from './read-run-policy.ts';
import { readSql } from './read-sql.ts';
import { readSuperseding, readWrite } from './read-write.ts';
import { evidenceOf, openReading, type Reading } from './reading.ts';
import { readLoad } from './run/read-load.ts';
import { readRunRules } from './run/read-run-rules.ts';
import { readSchedule } from './schedule/index.ts';
import { setCorrectionsAside } from './set-corrections-aside.ts';
import { setCourtesyAside } from './set-courtesy-aside.ts';
import { setRemarksAside } from './set-remarks-aside.ts';
import { setAudienceAside, setDefinitionAside, setTitleAside } from './set-titles-aside.ts';

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
  setCourtesyAside(reading);
  setCorrectionsAside(reading);
  setRemarksAside(reading);
  setDefinitionAside(reading);
  setAudienceAside(reading);
  const sql = readSql(reading);
  const options = readOptions(reading);
  const listed = readListedColumns(reading);
  const written = readParsing(reading);
  const promised = readChecks(reading);
  const run = readRunRules(reading);
  const windows = [...readWindow(reading), ...readWindowColumns(reading)];
  const rhythm = readGroupRhythm(reading);
  const pivots = readPivot(reading);
  const time = readSchedule(reading);
  const notifications = readNotifications(reading);
  const verify = readVerify(reading);
  const hints = readColumnHints(reading);
  const shaping = readShaping(reading);
  const superseding = readSuperseding(reading);
  const load = readLoad(reading);
  const join = readJoinWord(reading);
  const write = readWrite(reading, { known: load, isJoin: join !== null, superseding });
  const joinKeys = join === null ? [] : readJoinKeys(reading, join);
  const joined = join === null ? [] : readJoinTables(reading, join);
  const sorting = readSorting(reading);
  const ranked = sorting.find((one) => one.op === 'sort' && one.column === null);
  const aggregates = readAggregate(reading, {
    rhythm,
    ranked: ranked?.op === 'sort' ? ranked : null,
  });
  setTitleAside(reading);
  const columnOperations = readColumnOperations(reading);
  const filters = readFilters(reading);
  const lateHints = readLateHints(reading, filters, write.load);
  const formats = readFormats(reading);
  const ends = attachOptions(
    readEnds(reading, { checkOnly: promised.checks.length > 0, joined }),
    [...options, ...formats],
    text,
  );
  const { sources, targets, operations } = settleSelect(ends, [
    ...shaping.map((one) => withOrder(one, hints)),
    ...columnOperations,
  ]);
  const states = readLooseStates(reading, [...sources, ...targets]);
  const stateHints = readHintsBehind(reading, states);
  const conditions = settleColumns(
    [...filters, ...states],
    [...hints, ...lateHints, ...stateHints],
    {
      operations,
      written: columnNames(reading),
    },
  );
  // "склей a и b одну под другой": rows are stacked, whatever the verb.
  const isStacked = joinKeys.length === 0 && shaping.some((one) => one.op === 'union');
  const paired =
    join === null || isStacked || joinKeys.length === 0
      ? sources
      : withPartner(reading, join.at, sources);
  const listedSources = attachListed(paired, listed);
  const joins =
    join === null || isStacked
      ? readStacked(reading, { sources, targets }, operations)
      : joinsOf(join, joinKeys, tableNames(paired));
  const ir: PlannerIR = {
    version: 1,
    language: /\p{Script=Cyrillic}/u.test(text) ? 'ru' : 'en',
    sources: listedSources,
    targets: withQuarantine(targets, promised.quarantine),
    operations: [
      ...windows,
      ...pivots,
      ...written.flatMap((one) => one.cast ?? []),
      ...operations,
      ...joins,
      ...aggregates.map((one) => withMoment(one, columnNames(reading))),
      ...settleSorting(sorting, aggregates),
      ...conditions,
    ]
      .sort((a, b) => a.evidence.start - b.evidence.start)
      .slice(0, maxOperations),
    write: write.write,
    load: withHint(write.load, [...hints, ...lateHints]),
    schedule: scheduleOf(time.schedule, write.load, sources),
    zone: time.zone,
    checks: promised.checks,
    onFail: promised.onFail,
    notifications,
    params: [],
    policy: { ...run, ...verify },
    parsing: written.map((one) => one.parsing),
    conflicts: [
      ...time.conflicts,
      ...write.conflicts,
      ...findContradictions(conditions),
      ...unreadAlternatives(reading, filters),
    ],
    notes: [...sql, ...readTriggers(reading), ...readUnread(reading, { ...ends, sources: paired })],
  };
  return { ir, reads: reading.reads, tokens: reading.tokens.length };
}

/** "new rows of events (by event_id)": a column in brackets behind the words that look for new rows. */
function withHint(load: LoadIntent | null, hints: readonly ColumnHint[]): LoadIntent | null {
  if (load?.mode !== 'watermark' || load.column !== null) return load;
  const behind = hints.find((hint) => hint.evidence.start >= load.evidence.end);
  return behind === undefined ? load : { ...load, column: behind.column };
}

/** "the oldest row per email (by signup_at)": what is named in brackets is the order. */
function withOrder(operation: OperationIntent, hints: readonly ColumnHint[]): OperationIntent {
  if (operation.op !== 'dedupe' || operation.keep === null || operation.orderBy !== null)
    return operation;
  const near = hints.find(({ evidence }) => evidence.start >= operation.evidence.start);
  return near === undefined ? operation : { ...operation, orderBy: near.column };
}

/** "by host and hour", where the text names but one moment: "… last 6 hours (ts)". */
function withMoment(operation: OperationIntent, written: readonly string[]): OperationIntent {
  const moments = [...new Set(written.filter((name) => isMoment(name)))];
  const [moment] = moments;
  if (operation.op !== 'aggregate' || moment === undefined || moments.length > 1) return operation;
  const groupBy = operation.groupBy.map((key) =>
    key.unit !== null && key.column === null ? { ...key, column: moment } : key,
  );
  return { ...operation, groupBy };
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

/** Change data capture and streams run all the time unless a schedule is named. */
function scheduleOf(
  schedule: ScheduleIntent | null,
  load: LoadIntent | null,
  sources: readonly EndpointMention[],
): ScheduleIntent | null {
  if (schedule !== null) return schedule;
  if (load?.mode === 'cdc') return { kind: 'streaming', evidence: [load.evidence] };
  const stream = sources.find((source) => source.system === 'kafka' || source.system === 'mqtt');
  return stream === undefined ? null : { kind: 'streaming', evidence: stream.evidence };
}

/** Words that may be written as a column is, wherever they stand. */
function columnNames(reading: Reading): string[] {
  return reading.tokens
    .filter((token) => (token.kind === 'name' || token.kind === 'word') && !token.quoted)
    .map((token) => token.text)
    .filter((text) => /^[a-z]\w*$/iu.test(text));
}

/** Names of the tables that are read, as they are joined: in the order of the text. */
function tableNames(sources: readonly EndpointMention[]): string[] {
  return sources.flatMap((source) =>
    source.objects.flatMap((object) =>
      object.kind === 'name'
        ? [object.schema === null ? object.name : `${object.schema}.${object.name}`]
        : object.kind === 'words'
          ? [object.words.join('_')]
          : object.kind === 'path'
            ? [object.path]
            : [],
    ),
  );
}

/** Topics are Kafka's, whatever the main target is. */
function isTopic({ evidence }: QuarantinePlace): boolean {
  return /\btopic\b|топик/iu.test(evidence.text);
}

/** The place of rejected rows is a target of its own, in the main target's system unless another is named. */
function withQuarantine(
  targets: readonly EndpointMention[],
  place: QuarantinePlace | null,
): readonly EndpointMention[] {
  if (place === null) return targets;
  const dot = place.object.lastIndexOf('.');
  const path = place.object.includes('/');
  return [
    ...targets,
    {
      system:
        place.system ??
        (path ? systemOfPath(place.object) : null) ??
        (isTopic(place) ? 'kafka' : (targets[0]?.system ?? null)),
      place: [],
      container: null,
      objects: [
        path
          ? { kind: 'path', path: place.object, evidence: place.evidence }
          : {
              kind: 'name',
              schema: dot < 0 ? null : place.object.slice(0, dot),
              name: place.object.slice(dot + 1),
              evidence: place.evidence,
            },
      ],
      role: 'quarantine',
      evidence: [place.evidence],
    },
  ];
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
