import { z } from 'zod';
import type { Publication, TableChecksum } from '@ai-etl/core';

const Checksum = z.object({
  rows: z.string(),
  algorithm: z.enum(['crc32', 'md5_32']),
  columns: z.array(
    z.object({
      name: z.string(),
      nulls: z.string(),
      sum: z.string().nullable(),
      reason: z.string().optional(),
    }),
  ),
});

/** What one (run, step) published: written beside its file, last. */
export const Manifest = z.object({
  version: z.literal(1),
  run_id: z.string().regex(/^(run_)?[0-9A-Za-z]{1,24}$/),
  step: z.string(),
  attempt: z.int(),
  mode: z.enum(['append', 'replace']),
  rows: z.string(),
  /** RFC 3339. */
  published_at: z.string(),
  /** Names below the folder of the connection. */
  files: z.array(z.object({ name: z.string(), rows: z.string(), sha256: z.string() })).length(1),
  /** Files that the new one stands in the place of. */
  replaces: z.array(z.string()),
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
  /** Of the rows as they were read back from the file; null where none were asked for. */
  checksum: Checksum.nullable(),
});
export type Manifest = z.infer<typeof Manifest>;

/** undefined: no manifest, or one that was cut off. */
export function parseManifest(text: string | undefined): Manifest | undefined {
  if (text === undefined) return undefined;
  try {
    return Manifest.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

export function printManifest(manifest: Manifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** The checksum of a manifest; data, so that it may be written. */
export function manifestChecksum(checksum: TableChecksum | undefined): Manifest['checksum'] {
  if (checksum === undefined) return null;
  return { ...checksum, columns: checksum.columns.map((one) => ({ ...one })) };
}

/** What the engine is told of a publication. */
export function publicationOf(manifest: Manifest): Publication {
  return {
    runId: manifest.run_id,
    step: manifest.step,
    attempt: manifest.attempt,
    rows: manifest.rows,
    mode: manifest.mode,
    publishedAt: manifest.published_at,
  };
}
