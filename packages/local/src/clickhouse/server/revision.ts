import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Fingerprint of the server's source. The child outlives its starter, so after an update the
 * one that still runs may be an older program; comparing revisions finds that out.
 */
export function readServerRevision(): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(import.meta.dirname).sort()) {
    if (name.endsWith('.ts') && !name.endsWith('.test.ts')) {
      hash.update(readFileSync(join(import.meta.dirname, name)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}
