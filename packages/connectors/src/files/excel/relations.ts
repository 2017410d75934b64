import { posix } from 'node:path';
import { refusedWorkbook } from './refusal.ts';
import { readXml } from './xml.ts';
import type { ZipArchive } from './zip-archive.ts';

/** What a part of a workbook points to. */
export interface Relation {
  readonly id: string;
  /** `worksheet`, `sharedStrings`, `styles`, …: the last part of its address, which two standards spell differently. */
  readonly type: string;
  /** Name of the other part. */
  readonly part: string;
}

/** What a part points to; the empty one is the package itself. None when it says nothing. */
export async function readRelations(
  archive: ZipArchive,
  part: string,
  signal: AbortSignal | undefined,
): Promise<readonly Relation[]> {
  const folder = posix.dirname(part);
  const source = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  if (!archive.has(source)) return [];
  const relations: Relation[] = [];
  await readXml(
    archive.read(source, signal),
    {
      open: (name, attributes) => {
        if (name !== 'Relationship' || attributes.get('TargetMode') === 'External') return;
        const target = attributes.get('Target') ?? '';
        relations.push({
          id: attributes.get('Id') ?? '',
          type: posix.basename(attributes.get('Type') ?? ''),
          part: target.startsWith('/') ? target.slice(1) : posix.join(folder, target),
        });
      },
    },
    (problem) => refusedWorkbook(archive, problem),
  );
  return relations;
}
