import { diagnostic, type CatalogTable } from '@ai-etl/core';
import type { Evidence } from '../ir/index.ts';
import { tablesOf } from '../link/ask-table.ts';
import { ask, assume } from '../link/findings.ts';
import { acceptable, certain, margin, scoreName } from '../link/score-name.ts';
import {
  objectId,
  type LinkedObjects,
  type LinkedTable,
  type TablesRequest,
} from '../link/tables-request.ts';
import { belowRoot } from './below-root.ts';
import { endingOf, endings, folderPrefix, isFilePath, isGlob, stemOf } from './file-name.ts';
import { globMatcher } from './glob.ts';
import { namesPlace, withoutFileWords, wordsOf } from './place-words.ts';
import { seriesOf, type FileSeries } from './file-series.ts';

/** A source whose things are files. */
interface FilesRequest extends TablesRequest {
  readonly root: string;
}

/**
 * Finds the files a source mention means: by their path, by what they are called, or by their
 * format where that leaves one. What is ambiguous or missing becomes a question.
 */
export function linkFiles(request: FilesRequest): LinkedObjects {
  const { mention } = request;
  const named = mention.objects.flatMap((object, index) => {
    const place = { id: objectId(request, index), evidence: object.evidence };
    if (object.kind === 'path') return [() => linkPath(request, object.path, place)];
    const words = wordsOf(object);
    return namesPlace(words, request) ? [] : [() => linkWords(request, words, place)];
  });
  const tables = named.length === 0 ? linkFormat(request) : named.flatMap((link) => link());
  return { tables, mirror: false };
}

interface Place {
  readonly id: string;
  readonly evidence: Evidence;
}

function linkPath(request: FilesRequest, written: string, place: Place): readonly LinkedTable[] {
  const { connection, root } = request;
  const tables = tablesOf(connection);
  const names = tables.map((table) => table.object.name);
  const path = belowRoot(written, root, names);
  if (path === null) {
    const problem = `"${written}" does not lie below ${root} of ${connection.name}.`;
    return askFiles(request, place, { problem, offered: allSeries(request) });
  }
  const file = isFilePath(path) || isGlob(path) ? path : folderGlob(request, path);
  if (file === null) {
    const problem = `"${written}" is a folder of several kinds of files.`;
    return askFiles(request, place, { problem, offered: below(request, path) });
  }
  const found = tableAt(tables, file);
  if (found !== undefined) return [linkedAt(request, file, found)];
  const problem = `There is no file "${file}" in ${connection.name}.`;
  return askFiles(request, place, { problem, offered: allSeries(request) });
}

/** The file itself, the files a glob names, or what was described under the path. */
function tableAt(tables: readonly CatalogTable[], path: string): CatalogTable | undefined {
  const exact = tables.find(({ object }) => object.name === path);
  if (exact !== undefined || !isGlob(path)) return exact;
  const isNamed = globMatcher(path);
  return tables
    .filter(({ object }) => isNamed(object.name))
    .toSorted((a, b) => (a.object.name < b.object.name ? -1 : 1))
    .at(0);
}

/** "the folder daily, CSV": all its files of the format that is said, or of the only one there is. */
function folderGlob(request: FilesRequest, path: string): string | null {
  const folder = folderPrefix(path);
  const format = request.mention.options?.format;
  const kinds = new Set(below(request, path).map((one) => one.ending));
  const said = endings[format ?? ''] ?? [];
  const there = said.length === 0 ? [...kinds] : said.filter((one) => kinds.has(one));
  const [only] = there;
  if (only !== undefined && there.length === 1) return `${folder}*.${only}`;
  const [usual] = said;
  // A bucket lists nothing: the format that is said decides.
  return kinds.size === 0 && usual !== undefined ? `${folder}*.${usual}` : null;
}

function below(request: FilesRequest, path: string): readonly FileSeries[] {
  return allSeries(request).filter((one) => one.path.startsWith(folderPrefix(path)));
}

function linkWords(
  request: FilesRequest,
  words: readonly string[],
  place: Place,
): readonly LinkedTable[] {
  const series = ofFormat(request);
  const ranked = series
    .map((one) => ({ one, ...scoreName(withoutFileWords(words), one.stem) }))
    .sort((a, b) => b.score - a.score || (a.one.path < b.one.path ? -1 : 1));
  const [best, second] = ranked;
  const isClear =
    best !== undefined &&
    best.score >= acceptable &&
    (second === undefined || best.score - second.score > margin);
  if (!isClear) {
    const problem = `No file of ${request.connection.name} is clearly called "${words.join(' ')}".`;
    return askFiles(request, place, { problem, offered: ranked.map(({ one }) => one) });
  }
  if (best.score < certain || best.one.files > 1) {
    assumeFiles(request, best.one, `"${place.evidence.text}" names no path; ${best.because}`);
  }
  return [linkedAt(request, best.one.path, best.one.table)];
}

/** Only the format is said, or nothing: the one file, or series of files, that there is. */
function linkFormat(request: FilesRequest): readonly LinkedTable[] {
  const { mention, connection } = request;
  const series = ofFormat(request);
  const [only] = series;
  if (only !== undefined && series.length === 1) {
    assumeFiles(request, only, 'it is the only one there');
    return [linkedAt(request, only.path, only.table)];
  }
  const evidence = mention.evidence[0] ?? { start: 0, end: 0, text: '' };
  const problem =
    series.length === 0 ? `${connection.name} lists no such files.` : 'No file is named.';
  return askFiles(request, { id: objectId(request, 0), evidence }, { problem, offered: series });
}

function allSeries({ connection, root }: FilesRequest): readonly FileSeries[] {
  return seriesOf(tablesOf(connection), root);
}

/** Those of the format that is said, where there are some. */
function ofFormat(request: FilesRequest): readonly FileSeries[] {
  const all = allSeries(request);
  const said = endings[request.mention.options?.format ?? ''];
  const fitting = said === undefined ? all : all.filter(({ ending }) => said.includes(ending));
  return fitting.length === 0 ? all : fitting;
}

function assumeFiles(request: FilesRequest, series: FileSeries, because: string): void {
  const others = allSeries(request).filter((one) => one.path !== series.path);
  assume(request.findings, {
    path: `sources.${series.stem}.path`,
    value: series.path,
    because,
    alternatives: others.slice(0, 3).map((one) => one.path),
  });
}

interface FilesQuestion {
  readonly problem: string;
  readonly offered: readonly FileSeries[];
}

function askFiles(
  request: FilesRequest,
  place: Place,
  { problem, offered }: FilesQuestion,
): readonly LinkedTable[] {
  const { connection, findings, root } = request;
  const tables = tablesOf(connection);
  const answer = ask(findings, {
    id: place.id,
    field: 'object',
    question: `${problem} Which files should be loaded?`,
    choices: offered.map((one) => ({
      value: one.path,
      label: one.path,
      because: one.files === 1 ? 'it is there' : `${one.files} files`,
    })),
    multiple: true,
    accept: (text) => {
      const path = belowRoot(
        text,
        root,
        tables.map((table) => table.object.name),
      );
      return path !== null && tableAt(tables, path) !== undefined ? path : null;
    },
  });
  return (answer ?? []).flatMap((path) => {
    const table = tableAt(tables, path);
    return table === undefined ? [] : [linkedAt(request, path, table)];
  });
}

/** A table called by what the files hold, and the path it is read at. */
function linkedAt(
  { root, findings }: FilesRequest,
  path: string,
  table: CatalogTable,
): LinkedTable {
  if (['xml', 'avro', 'orc', 'txt'].includes(endingOf(path))) {
    const message = `Files of the kind "${endingOf(path)}" are not read yet.`;
    const hint = 'CSV, TSV, JSON, Parquet and Excel are.';
    findings.diagnostics.push(diagnostic('ROUTE_NOT_AVAILABLE', 'sources', message, hint));
  }
  const object = { name: stemOf(path, root) };
  return { table: { ...table, object }, path, states: [], unknown: [] };
}
