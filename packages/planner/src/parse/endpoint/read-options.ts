import type { EndpointMention, EndpointOptions, Evidence, FileFormat } from '../../ir/index.ts';
import { claim, free, type Reading } from '../reading.ts';
import { readRuleAt, readRules } from '../pattern/rules.ts';
import { readSecret } from './read-secret.ts';
import { formatRules, optionRules, type OptionReading } from './option-rules.ts';

/** Reads and claims what is said of files, pages and sign-in; the ends it belongs to are found later. */
export function readOptions(reading: Reading): OptionReading[] {
  const read = readRules(reading, optionRules);
  const isKnown = read.some((one) => one.options.auth !== undefined);
  return isKnown ? read : [...read, ...readSecret(reading)];
}

/** Reads and claims kinds of file: "as parquet", "(JSON)". */
export function readFormats(reading: Reading): OptionReading[] {
  const found: OptionReading[] = [];
  for (let at = 0; at < reading.tokens.length; at += 1) {
    const token = free(reading, at);
    if (token?.quoted === true) continue;
    const read = readRuleAt(reading, formatRules, at);
    if (read === null) continue;
    const { format, evidence } = read.make(claim(reading, at, read.end));
    found.push({ options: { format }, evidence });
    at = read.end - 1;
  }
  return found;
}

const places: ReadonlySet<string | null> = new Set([
  's3',
  'gcs',
  'sftp',
  'http',
  'files',
  'xml',
  null,
]);

interface Ends {
  readonly sources: readonly EndpointMention[];
  readonly targets: readonly EndpointMention[];
}

/** Both ends with their options: each option belongs to the end it stands nearest to that can have it. */
export function attachOptions(ends: Ends, options: readonly OptionReading[], text: string): Ends {
  const all = [...ends.sources, ...ends.targets];
  const given = new Map<EndpointMention, EndpointOptions>();
  const lone: OptionReading[] = [];
  for (const one of options) {
    if (Object.keys(one.options).length === 0) continue;
    const able = all.filter((end) => canHave(end, one.options, ends.targets.includes(end)));
    const end = inside(able, one.evidence, text) ?? nearest(able, one.evidence);
    if (end === undefined) lone.push(one);
    else given.set(end, { ...one.options, ...given.get(end) });
  }
  const dress = (end: EndpointMention): EndpointMention => {
    const format = formatOfPath(end);
    const options = { ...(format === null ? {} : { format }), ...given.get(end), ...end.options };
    if (Object.keys(options).length === 0) return end;
    // A file with no place is an end of its own kind.
    const file =
      end.system === null && end.place.length === 0 && isPlace(end) && options.format !== undefined;
    return {
      ...end,
      ...(file ? { system: options.format === 'xml' ? 'xml' : 'files' } : {}),
      options,
    };
  };
  const sources = ends.sources.map(dress);
  const targets = ends.targets.map(dress);
  return withFileEnd({ sources, targets }, lone, text);
}

/**
 * "CSV files to Postgres", "from Postgres to CSV": a kind of file with no place is itself the end that is
 * missing. "to the landing zone as CSV": else it is said of the target, whose place may be one of files.
 */
function withFileEnd(ends: Ends, lone: readonly OptionReading[], text: string): Ends {
  const format = lone.find((one) => one.options.format !== undefined);
  if (format === undefined) return ends;
  const options = lone.reduce<EndpointOptions>((sum, one) => ({ ...one.options, ...sum }), {});
  const file = (end: EndpointMention | undefined): EndpointMention => ({
    system: options.format === 'xml' ? 'xml' : 'files',
    place: [],
    container: null,
    objects: end?.objects ?? [],
    options,
    evidence: [...(end?.evidence ?? []), format.evidence],
  });
  const [source, ...sources] = ends.sources;
  const [target, ...targets] = ends.targets;
  const isTarget = leadsTo.test(text.slice(0, format.evidence.start) + format.evidence.text);
  if (ends.sources.every(isOpen)) return { ...ends, sources: [file(source), ...sources] };
  if (target === undefined && isTarget) return { ...ends, targets: [file(undefined)] };
  const mayBeFiles =
    target?.system === null && target.options === undefined && targets.length === 0;
  return mayBeFiles ? { ...ends, targets: [{ ...target, options }] } : ends;
}

/** "to CSV", "into a gzipped CSV file", "as CSV", "в CSV": at the end of the words that name the kind. */
const leadsTo =
  /(?<!\p{L})(?:to|into|as|onto|в|во|как)\s+(?:(?:a|an|one|single|плоский|один)\s+)*(?:[\p{L}-]+\s+)?\S+(?:\s+(?:files?|файл\p{L}*))?$/iu;

function isOpen(end: EndpointMention): boolean {
  return end.system === null && end.place.length === 0;
}

function canHave(end: EndpointMention, options: EndpointOptions, isTarget: boolean): boolean {
  if (end.role === 'quarantine') return false;
  if (options.pageSize !== undefined || options.auth !== undefined) {
    return !isTarget && (end.system === null || isApi(end.system));
  }
  if (options.partitionBy !== undefined) return isTarget || isPlace(end);
  return isPlace(end);
}

const extensions: ReadonlyMap<string, FileFormat> = new Map([
  ['csv', 'csv'],
  ['tsv', 'csv'],
  ['json', 'json'],
  ['jsonl', 'json'],
  ['parquet', 'parquet'],
  ['xlsx', 'xlsx'],
  ['xml', 'xml'],
  ['avro', 'avro'],
  ['orc', 'orc'],
]);

/** The kind of file a path ends in. */
function formatOfPath(end: EndpointMention): FileFormat | null {
  const [object] = end.objects;
  if (object?.kind !== 'path' || !places.has(end.system)) return null;
  const extension = /\.([a-z0-9]+)$/iu.exec(object.path)?.[1]?.toLowerCase() ?? '';
  return extensions.get(extension) ?? null;
}

function isApi(system: string): boolean {
  return ['http', 'stripe', 'hubspot', 'salesforce', 'google_sheets'].includes(system);
}

function isPlace(end: EndpointMention): boolean {
  if (!places.has(end.system)) return false;
  return end.system !== null || end.objects.some((object) => object.kind === 'path');
}

/** "parquet in s3://clean/": "in" joins a kind of file to the place behind it. */
function inside(
  ends: readonly EndpointMention[],
  option: Evidence,
  text: string,
): EndpointMention | undefined {
  // "s3://raw/ (csv) to s3://clean/": said right behind a place, it is of that place.
  const isBehind = ends.some((end) =>
    end.evidence.some((one) => option.start >= one.end && option.start - one.end <= 2),
  );
  const joins = isBehind
    ? /^\s+(?:in|at|under|on|в|на)\s+(?:the\s+)?$/iu
    : /^\s+(?:files\s+)?(?:in|at|under|on|to|into|в|на)\s+(?:the\s+)?$/iu;
  return ends.find((end) =>
    end.evidence.some(
      ({ start }) => start > option.end && joins.test(text.slice(option.end, start)),
    ),
  );
}

/** The end whose words stand last before the option, else the first behind it. */
function nearest(ends: readonly EndpointMention[], option: Evidence): EndpointMention | undefined {
  const start = (end: EndpointMention): number =>
    Math.min(...end.evidence.map((one) => one.start), Number.POSITIVE_INFINITY);
  const last = (end: EndpointMention): number =>
    Math.max(-1, ...end.evidence.map((one) => one.end).filter((place) => place <= option.start));
  const before = ends.filter((end) => last(end) >= 0).sort((a, b) => last(b) - last(a));
  const behind = [...ends].sort((a, b) => start(a) - start(b));
  return before[0] ?? behind[0];
}
