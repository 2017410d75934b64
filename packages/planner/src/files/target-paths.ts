import { diagnostic } from '@ai-etl/core';
import type { TargetRequest, WrittenRows } from '../build/target-object.ts';
import { assume } from '../link/findings.ts';
import { belowRoot } from './below-root.ts';
import { namesPlace, withoutFileWords, wordsOf } from './place-words.ts';
import { endings, isFilePath, isGlob, stemOf } from './file-name.ts';

/** A target of files, and how its rows are written. */
export interface TargetPathsRequest extends TargetRequest {
  readonly root: string;
  readonly mode: string;
}

const writable: ReadonlySet<string> = new Set(['csv', 'json', 'parquet']);

/**
 * The path each branch is written to, by branch id: as named, else what it holds, in the format
 * that is said. Appended rows are files of their own, so the path of an append has a `*`.
 */
export function targetPaths(request: TargetPathsRequest): ReadonlyMap<string, string> {
  const { branches, mention, findings, root, connection } = request;
  const ending = endingFor(request);
  const written = mention.objects.find((one) => one.kind === 'path')?.path;
  const below = written === undefined ? null : belowRoot(written, root);
  if (written !== undefined && below === null) {
    const message = `"${written}" does not lie below ${root} of ${connection.name}.`;
    const hint = 'Name a path below it, or create a connection for that place.';
    findings.diagnostics.push(diagnostic('ROUTE_NOT_AVAILABLE', 'targets', message, hint));
  }
  const place = below ?? '';
  const paths = new Map(
    branches.map((rows) => [rows.branch.id, pathOf(request, rows, { place, ending })]),
  );
  const isSaid = place !== '' && isFilePath(place) && [...paths.values()].includes(place);
  const [first] = paths.values();
  if (!isSaid && first !== undefined) {
    assume(findings, {
      path: 'targets.*.path',
      value: branches.length > 1 ? first.replace(namesOf(request, branches[0]), '<table>') : first,
      because: whyPath(request, place),
      alternatives: [],
    });
  }
  return paths;
}

function whyPath({ mode }: TargetPathsRequest, place: string): string {
  if (place === '') return 'no file is named';
  if (mode === 'append' && isFilePath(place))
    return 'nothing is added to a file: each run adds one';
  return isFilePath(place) ? 'several tables cannot be one file' : 'a folder is named, and no file';
}

interface Location {
  readonly place: string;
  readonly ending: string;
}

function pathOf(
  request: TargetPathsRequest,
  rows: WrittenRows,
  { place, ending }: Location,
): string {
  const { branches, mode } = request;
  if (isGlob(place) && branches.length === 1) return place;
  const isFile = isFilePath(place);
  const folder = isFile ? place.split('/').slice(0, -1).join('/') : place.replace(/\/+$/u, '');
  const isOne = isFile && branches.length === 1;
  if (isOne && mode !== 'append') return place;
  const name = isOne ? stemOf(place, request.root) : namesOf(request, rows);
  const file = mode === 'append' ? `${name}/*.${ending}` : `${name}.${ending}`;
  return folder === '' ? file : `${folder}/${file}`;
}

/** "as orders_dump": a name that is said for a single branch, else that of its table. */
function namesOf(request: TargetPathsRequest, rows: WrittenRows | undefined): string {
  const { mention, branches } = request;
  // A path has no words, and names nothing here.
  const said = mention.objects
    .map(wordsOf)
    .filter((words) => !namesPlace(words, request))
    .map((words) => withoutFileWords(words).join('_'));
  const [name] = said;
  const own = rows?.name ?? 'rows';
  const chosen = branches.length === 1 && name !== undefined ? name : own;
  return chosen.replaceAll(/[\\/*?[\]{}#\s]+/gu, '_');
}

/** The ending of what is written; a format that is not written is said, and Parquet keeps its place. */
function endingFor({ mention, findings }: TargetPathsRequest): string {
  const { format, delimiter } = mention.options ?? {};
  const path = mention.objects.find((one) => one.kind === 'path')?.path ?? '';
  const written = /\.((?:csv|tsv|jsonl|ndjson)(?:\.(?:gz|zst))?|parquet)$/iu.exec(path)?.[1];
  if (written !== undefined) return written.toLowerCase();
  if (format === undefined) {
    if (!isFilePath(path)) {
      assume(findings, {
        path: 'targets.*.format',
        value: 'parquet',
        because: 'no format is named, and Parquet keeps every type',
        alternatives: ['csv', 'jsonl'],
      });
    }
    return 'parquet';
  }
  if (format === 'csv' && delimiter === '\t') return 'tsv';
  if (writable.has(format)) return endings[format]?.[0] ?? format;
  const message = `Files are not written as ${format} yet.`;
  const hint = 'They are written as CSV, JSON lines or Parquet.';
  findings.diagnostics.push(diagnostic('ROUTE_NOT_AVAILABLE', 'targets', message, hint));
  return 'parquet';
}
