import { AiEtlError, type ConnectionSettings, type OpenOptions } from '@ai-etl/core';
import { findLocalPath } from '../kit/local-path.ts';
import type { FilePlace } from './file-place.ts';
import { localPlace } from './local-place.ts';
import { bucketSettings, isBucketRoot } from './s3/bucket-settings.ts';
import { openBucketPlace } from './s3/bucket-place.ts';
import { readingSettings, requireValidSettings, type Folder } from './settings.ts';

/** Parses settings, and looks at a folder. Throws VALIDATION_ERROR and OBJECT_NOT_FOUND. */
export async function openPlace(
  settings: ConnectionSettings,
  options: Pick<OpenOptions, 'fileRoots' | 'connectTimeoutMs' | 'hosts'>,
): Promise<FilePlace> {
  requireValidSettings(settings);
  const reading = readingSettings(settings);
  return isBucketRoot(reading.shownRoot)
    ? openBucketPlace(reading, bucketSettings(settings), options)
    : localPlace(await findFolder(reading, options));
}

async function findFolder(
  reading: Omit<Folder, 'root'>,
  { fileRoots }: Pick<OpenOptions, 'fileRoots'>,
): Promise<Folder> {
  const { shownRoot } = reading;
  const field = 'settings.root';
  const found = await findLocalPath({ path: shownRoot, roots: fileRoots, field });
  if (found.kind === 'folder') return { ...reading, root: found.path };
  const isMissing = found.kind === 'missing';
  const error = `The folder ${shownRoot} ${isMissing ? 'does not exist' : 'is no folder'}.`;
  throw new AiEtlError(isMissing ? 'OBJECT_NOT_FOUND' : 'VALIDATION_ERROR', error, {
    retryable: false,
    details: [{ field, error }],
  });
}
