import type { ConnectionSettings, OpenOptions } from '@ai-etl/core';
import { findLocalPath } from '../kit/local-path.ts';
import { requireValidFields, textSetting } from '../kit/settings.ts';
import { requireDatabaseFile } from './database-file.ts';
import type { SqliteDatabase } from './database.ts';
import { fieldList, fields } from './fields.ts';

/**
 * Parses settings and looks at the file. Throws VALIDATION_ERROR with one detail per field, and what
 * requireDatabaseFile throws.
 */
export async function findDatabase(
  settings: ConnectionSettings,
  { fileRoots }: Pick<OpenOptions, 'fileRoots'>,
): Promise<SqliteDatabase> {
  requireValidFields('SQLite', fieldList, settings);
  const shownPath = textSetting(settings, fields.path);
  const found = await findLocalPath({ path: shownPath, roots: fileRoots, field: 'settings.path' });
  const readOnly = textSetting(settings, fields.readOnly) === 'true';
  const create = !readOnly && textSetting(settings, fields.create) === 'true';
  const database = { path: found.path, shownPath, readOnly, create };
  return (await requireDatabaseFile(database, found.kind)) === 'read_only'
    ? { ...database, readOnly: true }
    : database;
}
