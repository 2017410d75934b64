import { isDeepStrictEqual } from 'node:util';
import { AiEtlError, invariant, type PathSize } from '@ai-etl/core';
import { accountScratch } from '../kit/account-scratch.ts';
import type { DuckConnection } from '../kit/duckdb/duck-connection.ts';
import { DuckProcess } from '../kit/duckdb/duck-process.ts';
import { namedTables, parseStatement } from '../kit/duckdb/named-tables.ts';
import type { PreparedQuery } from '../kit/duckdb/prepared-snapshot.ts';
import { parseSheetPath } from './excel/sheet-path.ts';
import { workbooksQuery } from './excel/workbooks-query.ts';
import { filesQuery, viewStatement } from './files-query.ts';
import type { FilePlace } from './file-place.ts';
import { findFiles } from './find-files.ts';
import { formatOf } from './format.ts';
import { placeComplaint, type FilesRead } from './late-value/place-complaint.ts';
import { areKept, stateOf } from './kept-files.ts';
import { knownQuery } from './known-queries.ts';
import { measureFiles } from './size/measure-files.ts';

interface Running {
  readonly duck: DuckProcess;
  /** By path: the view over its files, or the failure to make one. */
  readonly views: Map<string, Promise<void>>;
  /** By path: what its view reads. */
  readonly reads: Map<string, FilesRead>;
}

/**
 * An empty database that makes a view for each path that a query names. Which files a path names is
 * settled once: all queries of a session see the same ones.
 */
export class FileDatabase {
  readonly place: FilePlace;
  readonly #label: string;
  #running: Promise<Running> | undefined;
  #isClosed = false;

  constructor(place: FilePlace, label: string) {
    this.place = place;
    this.#label = label;
  }

  /** The process in which the query can run: its views are there. Started again when it was lost. */
  async prepare(sql: string, signal?: AbortSignal): Promise<PreparedQuery> {
    const running = await this.#current();
    const names = await running.duck.with(async (connection) => {
      const [row] = await connection.rows(parseStatement(sql), { doing: 'read the query', signal });
      return namedTables(JSON.parse(row?.[0] ?? 'null'));
    });
    const paths = names.filter(isPath);
    for (const path of paths) await this.#view(running, path, signal);
    const read = paths.flatMap((path) => running.reads.get(path)?.files ?? []);
    const isKept = areKept(read, this.place.folder);
    return { duck: running.duck, state: isKept ? () => stateOf(read) : undefined };
  }

  /** The process without a view made for anybody: where files are written. */
  async process(): Promise<DuckProcess> {
    return (await this.#current()).duck;
  }

  /** The next query looks again which files a path names: this session has written some. */
  forgetFiles(): void {
    void this.#running?.then(({ views }) => views.clear()).catch(() => undefined);
  }

  /** Makes the view of a path; throws what is wrong with its files. */
  async open(path: string, signal?: AbortSignal): Promise<DuckProcess> {
    const running = await this.#current();
    await this.#view(running, path, signal);
    return running.duck;
  }

  /** How much the files of a path hold that its view reads. */
  async measure(path: string, signal?: AbortSignal): Promise<PathSize> {
    const running = await this.#current();
    await this.#view(running, path, signal);
    const read = running.reads.get(path);
    invariant(read !== undefined, 'a view has files');
    return running.duck.with((connection) =>
      measureFiles(
        connection,
        { ...read, folder: this.place.folder },
        { doing: 'read', object: path, signal },
      ),
    );
  }

  /** As open, with a new view when the path names other files by now, or they have changed. */
  async openAfresh(path: string, signal?: AbortSignal): Promise<DuckProcess> {
    const running = await this.#current();
    const known = running.reads.get(path)?.files;
    if (known !== undefined) {
      const found = await findFiles(this.place, parseSheetPath(path).path, signal);
      if (!isDeepStrictEqual(known, found)) running.views.delete(path);
    }
    return this.open(path, signal);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const running = await this.#running?.catch(() => undefined);
    await running?.duck.close();
    await this.place.close();
  }

  async #view({ duck, views, reads }: Running, path: string, signal?: AbortSignal): Promise<void> {
    const known = views.get(path);
    if (known !== undefined) return known;
    const making = duck.with(async (connection) => {
      reads.set(path, await this.#makeView(connection, path, signal));
    });
    views.set(path, making);
    // A failure may be cured, or be a cancelled question: the next one looks again.
    making.catch(() => views.delete(path));
    return making;
  }

  async #makeView(
    connection: DuckConnection,
    path: string,
    signal?: AbortSignal,
  ): Promise<FilesRead> {
    const { place } = this;
    const { folder } = place;
    const options = { doing: 'read', object: path, signal };
    const { path: pattern, sheet } = parseSheetPath(path);
    const files = await findFiles(place, pattern, signal);
    // The rows of a workbook lie with the process, so another one cannot use its query.
    const query =
      files[0]?.format.kind === 'excel'
        ? await workbooksQuery(connection, { files, folder, sheet }, options)
        : await knownQuery({ files, folder }, () =>
            filesQuery(connection, { files, folder }, options),
          );
    await connection.run(viewStatement(path, query.sql), options);
    const { columns, contentBytes, rows } = query;
    return { files, columns, contentBytes, rows };
  }

  async #current(): Promise<Running> {
    const { shownRoot } = this.place.folder;
    if (this.#isClosed) {
      throw new AiEtlError('CONNECTION_LOST', `Folder ${shownRoot}: the session is closed.`);
    }
    const former = await this.#running?.catch(() => undefined);
    if (former?.duck.isAlive === true) return former;
    await former?.duck.close();
    this.#running = this.#start();
    return this.#running;
  }

  async #start(): Promise<Running> {
    const { folder } = this.place;
    const { root, shownRoot, memoryLimitMb } = folder;
    const reads = new Map<string, FilesRead>();
    const duck: DuckProcess = await DuckProcess.start({
      place: `folder ${shownRoot}`,
      label: this.#label,
      home: await accountScratch('ai-etl-duckdb'),
      filesFolder: root,
      memoryLimitMb,
      threads: 4,
      explainComplaint: (complaint, signal) =>
        duck.with((connection) =>
          placeComplaint({ complaint, reads: reads.values(), folder }, connection, signal),
        ),
    });
    return { duck, views: new Map(), reads };
  }
}

/** Other names are those of WITH, or of nothing. */
function isPath(name: string): boolean {
  return formatOf(parseSheetPath(name).path) !== undefined || /[/*?[]/.test(name);
}
