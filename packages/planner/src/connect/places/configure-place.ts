import type { Assumption, ConnectorSpec } from '@ai-etl/core';
import type {
  ConfiguredConnection,
  ConnectionWords,
  UnclearConnection,
} from '../configure-connection.ts';
import { findSpec, systemsIn } from '../infer-type.ts';
import { readAssignments } from '../read-assignments.ts';
import { readCommandLine } from '../read-command-line.ts';
import { readPgpass } from '../read-pgpass.ts';
import { readUrl } from '../read-url.ts';
import { isBucket } from '../../files/below-root.ts';
import { readLocation, type FileLocation } from './read-location.ts';
import { readPlaceHints } from './read-place-hints.ts';
import { readPlaceWords, type PlaceWords } from './read-place-words.ts';
import { namePlace } from './name-place.ts';

/** A connector of files, where they are as far as the words say, and why that connector. */
export interface ChosenPlace {
  readonly spec: ConnectorSpec;
  readonly location: FileLocation | null;
  /** Null: the words or hints name it. */
  readonly assumed: { readonly because: string; readonly alternatives: readonly string[] } | null;
  readonly rest: string;
}

/** The field that says where a connector of files has them; null: it has servers. */
function placeField({ fields }: ConnectorSpec): 'path' | 'root' | null {
  if (fields.some(({ name }) => name === 'host' || name === 'base_url')) return null;
  const field = fields.find(({ name }) => name === 'path' || name === 'root')?.name;
  return field === 'path' || field === 'root' ? field : null;
}

const folderWords =
  /(?<![\p{L}])(?:folders?|director(?:y|ies)|files?|csvs?|tsv|json|jsonl|ndjson|parquet|excel|xlsx|spreadsheets?|папк\p{L}*|каталог\p{L}*|файл\p{L}*|директори\p{L}+)(?![\p{L}])/iu;

/** Hints that may say where files are, without a connector. */
const placeHints = ['url', 'path', 'file', 'root', 'folder', 'directory'] as const;

/** A URL, command or settings of a server: whatever else stands there, the connection is the server's. */
function namesServer(text: string): boolean {
  const readings = [readCommandLine, readUrl, readPgpass, readAssignments].map((read) =>
    read(text),
  );
  return readings.some((one) => one?.settings.host !== undefined);
}

/** The connector of files that is meant, by hint, system, URL, or a path of such files; else null. */
export function choosePlace({
  description,
  hints,
  connectors,
}: ConnectionWords): ChosenPlace | null {
  const hint = placeHints.map((name) => hints[name]).find((one) => typeof one === 'string');
  const read = readLocation(description);
  const location =
    (hint === undefined ? null : readLocation(`"${hint}"`)?.location) ?? read?.location ?? null;
  const rest = read?.rest ?? description;
  const hinted = hints['connector'] ?? hints['type'];
  const specOf = (name: string): ConnectorSpec | null => {
    const spec = findSpec(connectors, name);
    return spec !== undefined && placeField(spec) !== null ? spec : null;
  };
  const chosen = (spec: ConnectorSpec | null, assumed: ChosenPlace['assumed'] = null) =>
    spec === null ? null : { spec, location, assumed, rest };
  if (hinted !== undefined) return chosen(specOf(String(hinted)));
  const named = systemsIn(rest);
  const sure = named.filter((one) => one !== 'files' && one !== 's3');
  if (sure.length === 1) return chosen(specOf(sure[0] ?? ''));
  if (sure.length > 1) return null;
  if (location?.kind !== 'bucket' && namesServer(description)) return null;
  if (named.length > 0 || location?.kind === 'bucket') return chosen(specOf('files'));
  if (hints['bucket'] !== undefined) return chosen(specOf('files'));
  if (location?.kind === 'database') {
    const ending = location.path.split('.').at(-1) ?? '';
    const alternatives = location.certain ? [] : ['duckdb'];
    const assumed = { because: `the file ends in .${ending}`, alternatives };
    return chosen(specOf(location.system), location.certain ? null : assumed);
  }
  const speaks = location?.kind === 'folder' || (location !== null && folderWords.test(rest));
  const because = 'the words speak of a folder of files';
  return speaks ? chosen(specOf('files'), { because, alternatives: [] }) : null;
}

/** Words about files to settings: where they are, keys, how they are written. Pure. */
export function configurePlace(
  place: ChosenPlace,
  { hints, role }: ConnectionWords,
): ConfiguredConnection | UnclearConnection {
  const { spec } = place;
  const given = readPlaceHints(spec, hints);
  if (given.problems.length > 0) return { ok: false, problems: given.problems };
  const words = readPlaceWords(place.rest);
  const fromLocation = located(place);
  const said = { ...words.settings, ...fromLocation.settings, ...given.settings };
  const field = placeField(spec) ?? 'path';
  if (said[field] === undefined || said[field] === '')
    return { ok: false, problems: [unplaced(spec)] };
  const inBucket = isBucket(String(said[field]));
  const assumptions: Assumption[] = [];
  const assume = (path: string, value: string, because: string, alternatives: readonly string[]) =>
    assumptions.push({ path, value, because, alternatives: [...alternatives] });
  if (place.assumed !== null)
    assume('type', spec.type, place.assumed.because, place.assumed.alternatives);
  const settings: Record<string, string | number | boolean> = {};
  for (const one of spec.fields) {
    if (isOfBuckets(one.title) && !inBucket) continue;
    const value = said[one.name];
    if (value !== undefined) settings[one.name] = value;
    else if (one.name === 'read_only' && role === 'source') {
      settings[one.name] = true;
      assume(one.name, 'true', 'it is a source: nothing is written to the file', ['false']);
    } else if (one.name === 'region' && inBucket && settings['endpoint_url'] === undefined) {
      settings[one.name] = String(one.default ?? '');
      assume(one.name, String(one.default ?? ''), `the default of ${spec.title}`, []);
    }
  }
  return {
    ok: true,
    type: spec.type,
    settings,
    missing: inBucket ? missingKeys(settings, words, place.rest) : [],
    assumptions,
    warnings: [...words.warnings, ...fromLocation.warnings],
    name: namePlace(String(settings[field])),
  };
}

function isOfBuckets(title: string): boolean {
  return title.startsWith('S3');
}

function located({ location, spec }: ChosenPlace): {
  readonly settings: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
} {
  if (location === null) return { settings: {}, warnings: [] };
  const field = placeField(spec) ?? 'path';
  const place = 'root' in location ? location.root : location.path;
  const files = 'files' in location ? location.files : undefined;
  if (field === 'path') {
    return { settings: { path: files === undefined ? place : joined(place, files) }, warnings: [] };
  }
  return {
    settings: {
      root: place,
      ...(location.kind === 'bucket' && location.endpoint !== undefined
        ? { endpoint_url: location.endpoint }
        : {}),
      ...(location.kind === 'bucket' && location.region !== undefined
        ? { region: location.region }
        : {}),
    },
    warnings:
      files === undefined
        ? []
        : [`The connection is the folder; name the files in a pipeline, as \`path\`: ${files}.`],
  };
}

function joined(folder: string, file: string): string {
  return folder === '.' ? file : `${folder}/${file}`;
}

/** A bucket needs keys unless it is said to be public, and storage of others its URL. */
function missingKeys(
  settings: Readonly<Record<string, unknown>>,
  { isPublic }: PlaceWords,
  words: string,
): readonly string[] {
  const isOthers = /(?<![\p{L}])(?:minio|ceph|r2|wasabi|s3[\s-]compatible)(?![\p{L}])/iu.test(
    words,
  );
  const needed = [
    ...(isOthers ? ['endpoint_url'] : []),
    ...(isPublic ? [] : ['access_key_id', 'secret_access_key']),
  ];
  return needed.filter((name) => settings[name] === undefined);
}

function unplaced(spec: ConnectorSpec): { readonly field: string; readonly error: string } {
  const field = placeField(spec) ?? 'path';
  const example = spec.fields.find(({ name }) => name === field)?.example ?? '';
  const error =
    field === 'root'
      ? `Say which folder or bucket, for example {"hints": {"root": "${example}"}} or "s3://bucket/prefix".`
      : `Say which file, for example {"hints": {"path": "${example}"}}.`;
  return { field: `hints.${field}`, error };
}
