import type { FileStore } from './target/file-store.ts';
import type { Folder } from './settings.ts';

/** A file that is there. */
export interface ListedFile {
  /** Below the root, with `/`. */
  readonly name: string;
  readonly sizeBytes: number;
}

/** Where the files of a connection lie, and how DuckDB, which reads files of this machine, gets them. */
export interface FilePlace {
  /** `root` is the folder in which DuckDB finds what was brought. */
  readonly folder: Folder;
  readonly store: FileStore;
  /** Files for the catalog, at most so many; none where looking into them would cost too much. */
  list(limit: number): Promise<readonly ListedFile[]>;
  /** Brings the files that a path or glob names to this machine; those that are gone there go here too. */
  bring(path: string, signal: AbortSignal | undefined): Promise<void>;
  /** Throws what stands in the way of reading. Says what is there, and whether files can be written. */
  check(
    signal: AbortSignal | undefined,
  ): Promise<{ readonly found: string; readonly mayWrite: boolean }>;
  close(): Promise<void>;
}
