import { AiEtlError, diagnostic, type ConnectionSettings, type Diagnostic } from '@ai-etl/core';
import {
  integerSetting,
  requireValidFields,
  textSetting,
  validateFields,
} from '../kit/settings.ts';
import { fieldList, fields } from './fields.ts';
import { checkBucket, isBucketRoot } from './s3/bucket-settings.ts';

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
  /** Of CSV, as UTF-8, without the line end. */
  readonly longestRowBytes: number;
}

const delimiters = new Map([
  ['comma', ','],
  ['semicolon', ';'],
  ['tab', '\t'],
  ['pipe', '|'],
]);

/** Bytes of the longest row of CSV, or object of JSON. */
export const longestRow = 16 * 1024 * 1024;

/** Less is not enough to read a wide file in. */
const leastMemoryMb = 128;

/** Findings about settings that need no look at the folder. */
export function validateSettings(settings: ConnectionSettings): readonly Diagnostic[] {
  const findings = validateFields(fieldList, settings);
  if (findings.length > 0) return findings;
  const bucket = isBucketRoot(textSetting(settings, fields.root)) ? checkBucket(settings) : [];
  if (integerSetting(settings, fields.memoryLimitMb) >= leastMemoryMb) return bucket;
  const { name, title } = fields.memoryLimitMb;
  return [
    ...bucket,
    diagnostic('SETTING_INVALID', name, `${title}: must be ${leastMemoryMb} or more.`),
  ];
}

/** Throws VALIDATION_ERROR with the first finding. */
export function requireValidSettings(settings: ConnectionSettings): void {
  requireValidFields('files', fieldList, settings);
  const [problem] = validateSettings(settings);
  if (problem === undefined) return;
  throw new AiEtlError('VALIDATION_ERROR', problem.message, {
    details: [{ field: problem.path, error: problem.message }],
  });
}

/** How files are read, wherever they lie. */
export function readingSettings(settings: ConnectionSettings): Omit<Folder, 'root'> {
  return {
    shownRoot: textSetting(settings, fields.root),
    delimiter: delimiters.get(textSetting(settings, fields.delimiter)),
    hasHeader: textSetting(settings, fields.header) === 'true',
    encoding: textSetting(settings, fields.encoding) === 'latin-1' ? 'latin-1' : 'utf-8',
    memoryLimitMb: integerSetting(settings, fields.memoryLimitMb),
    longestRowBytes: longestRow,
  };
}
