import type { LoadIntent } from '../../ir/index.ts';
import { readRules } from '../pattern/rules.ts';
import { claim, is, type Reading } from '../reading.ts';
import { fullLoadRules, newFileRules, watermarkRules } from './load-rules.ts';
import { readChanges } from './read-changes.ts';

/** Reads and claims how the rows to read are found, where the words say it in one piece. */
export function readLoad(reading: Reading): LoadIntent | null {
  const captured = readCapture(reading);
  if (captured !== null) return captured;
  const [watermark] = readRules(reading, watermarkRules);
  if (watermark !== undefined) return watermark;
  const [files] = readRules(reading, newFileRules);
  return files ?? readRules(reading, fullLoadRules)[0] ?? null;
}

/** "through CDC: inserts and updates" */
function readCapture(reading: Reading): LoadIntent | null {
  const at = reading.tokens.findIndex((_token, place) => is(reading, place, 'cdc'));
  if (at < 0) return null;
  const evidence = claim(reading, at, at + 1);
  for (let place = 0; place < reading.tokens.length; place += 1) {
    if (is(reading, place, 'cdc')) claim(reading, place, place + 1);
  }
  const changes = readChanges(reading);
  return { mode: 'cdc', column: null, ...(changes === null ? {} : { changes }), evidence };
}
