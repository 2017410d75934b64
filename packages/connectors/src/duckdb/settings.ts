import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
  AiEtlError,
  diagnostic,
  type ConnectionSettings,
  type Diagnostic,
  type OpenOptions,
} from '@ai-etl/core';
import { findLocalPath } from '../kit/local-path.ts';
import {
  integerSetting,
  requireValidFields,
  textSetting,
  validateFields,
} from '../kit/settings.ts';
import { fieldList, fields } from './fields.ts';

/** Where a session's database is, and what may be done with it. */
export interface DuckdbFile {
  /** Absolute, without symbolic links, below an allowed folder. */
  readonly path: string;
  /** As the user wrote it, for messages. */
  readonly shownPath: string;
  readonly readOnly: boolean;
  readonly memoryLimitMb: number;
}

/** Less is not enough to load a row in. */
const leastMemoryMb = 64;

/** Findings about settings that need no look at the file. */
export function validateSettings(settings: ConnectionSettings): readonly Diagnostic[] {
  const findings = validateFields(fieldList, settings);
  if (findings.length > 0 || integerSetting(settings, fields.memoryLimitMb) >= leastMemoryMb) {
    return findings;
  }
  const { name, title } = fields.memoryLimitMb;
  return [diagnostic('SETTING_INVALID', name, `${title}: must be ${leastMemoryMb} or more.`)];
}

/**
 * Parses settings and looks at the file. Throws VALIDATION_ERROR with one detail per field, and
 * OBJECT_NOT_FOUND when there is no file and none may be made.
 */
export async function findFile(
  settings: ConnectionSettings,
  { fileRoots }: Pick<OpenOptions, 'fileRoots'>,
): Promise<DuckdbFile> {
  requireValidFields('DuckDB', fieldList, settings);
  const [problem] = validateSettings(settings);
  if (problem !== undefined) {
    throw new AiEtlError('VALIDATION_ERROR', problem.message, {
      details: [{ field: problem.path, error: problem.message }],
    });
  }
  const shownPath = textSetting(settings, fields.path);
  const found = await findLocalPath({ path: shownPath, roots: fileRoots, field: 'settings.path' });
  const file: DuckdbFile = {
    path: found.path,
    shownPath,
    readOnly: textSetting(settings, fields.readOnly) === 'true',
    memoryLimitMb: integerSetting(settings, fields.memoryLimitMb),
  };
  const mayCreate = !file.readOnly && textSetting(settings, fields.create) === 'true';
  await requireFile(file, found.kind, mayCreate);
  return file;
}

/** For messages: `the DuckDB database sales.duckdb`. */
export function describeFile({ shownPath }: Pick<DuckdbFile, 'shownPath'>): string {
  return `DuckDB database ${shownPath}`;
}

async function requireFile(
  file: DuckdbFile,
  kind: 'file' | 'folder' | 'other' | 'missing',
  mayCreate: boolean,
): Promise<void> {
  if (kind === 'file') return;
  const place = describeFile(file);
  if (kind !== 'missing') {
    const what = kind === 'folder' ? 'a folder' : 'a device, a pipe or a socket';
    throw refused('VALIDATION_ERROR', `${place} is ${what}, not a file.`);
  }
  if (!mayCreate) {
    throw refused(
      'OBJECT_NOT_FOUND',
      `${place}: there is no such file. Check the path, or set create to have it made.`,
    );
  }
  await mkdir(dirname(file.path), { recursive: true });
}

function refused(code: 'VALIDATION_ERROR' | 'OBJECT_NOT_FOUND', message: string): AiEtlError {
  const details = [{ field: 'settings.path', error: message }];
  return new AiEtlError(code, message, { retryable: false, details });
}
