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

/** A folder of files, and how its CSV is written. */
export interface Folder {
  /** Absolute, without symbolic links, below an allowed folder. */
  readonly root: string;
  /** As the user wrote it, for messages. */
  readonly shownRoot: string;
  /** undefined: what the first line has most of. */
  readonly delimiter: string | undefined;
  readonly hasHeader: boolean;
  readonly encoding: 'utf-8' | 'latin-1';
  readonly memoryLimitMb: number;
}

const delimiters = new Map([
  ['comma', ','],
  ['semicolon', ';'],
  ['tab', '\t'],
  ['pipe', '|'],
]);

/** Less is not enough to read a wide file in. */
const leastMemoryMb = 128;

/** Findings about settings that need no look at the folder. */
export function validateSettings(settings: ConnectionSettings): readonly Diagnostic[] {
  const findings = validateFields(fieldList, settings);
  if (findings.length > 0 || integerSetting(settings, fields.memoryLimitMb) >= leastMemoryMb) {
    return findings;
  }
  const { name, title } = fields.memoryLimitMb;
  return [diagnostic('SETTING_INVALID', name, `${title}: must be ${leastMemoryMb} or more.`)];
}

/** Parses settings and looks at the folder. Throws VALIDATION_ERROR and OBJECT_NOT_FOUND. */
export async function findFolder(
  settings: ConnectionSettings,
  { fileRoots }: Pick<OpenOptions, 'fileRoots'>,
): Promise<Folder> {
  requireValidFields('files', fieldList, settings);
  const [problem] = validateSettings(settings);
  if (problem !== undefined) {
    throw new AiEtlError('VALIDATION_ERROR', problem.message, {
      details: [{ field: problem.path, error: problem.message }],
    });
  }
  const shownRoot = textSetting(settings, fields.root);
  const field = 'settings.root';
  const found = await findLocalPath({ path: shownRoot, roots: fileRoots, field });
  if (found.kind !== 'folder') {
    const isMissing = found.kind === 'missing';
    const error = `The folder ${shownRoot} ${isMissing ? 'does not exist' : 'is no folder'}.`;
    throw new AiEtlError(isMissing ? 'OBJECT_NOT_FOUND' : 'VALIDATION_ERROR', error, {
      retryable: false,
      details: [{ field, error }],
    });
  }
  return {
    root: found.path,
    shownRoot,
    delimiter: delimiters.get(textSetting(settings, fields.delimiter)),
    hasHeader: textSetting(settings, fields.header) === 'true',
    encoding: textSetting(settings, fields.encoding) === 'latin-1' ? 'latin-1' : 'utf-8',
    memoryLimitMb: integerSetting(settings, fields.memoryLimitMb),
  };
}
