/** Where a session's database is, and what may be done with it. */
export interface SqliteDatabase {
  /** Absolute, without symbolic links, below an allowed folder. */
  readonly path: string;
  /** As the user wrote it, for messages. */
  readonly shownPath: string;
  readonly readOnly: boolean;
  /** The file may be made. */
  readonly create: boolean;
}

/** For messages: `SQLite database shop.sqlite`. */
export function describeDatabase({ shownPath }: Pick<SqliteDatabase, 'shownPath'>): string {
  return `SQLite database ${shownPath}`;
}
