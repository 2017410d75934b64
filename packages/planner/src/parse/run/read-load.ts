import type { LoadIntent } from '../../ir/index.ts';
import { has, type Token } from '../../text/token.ts';
import { readRules } from '../pattern/rules.ts';
import { claim, free, is, skip, type Reading } from '../reading.ts';
import { fullLoadRules, newFileRules, unreadFileRules, watermarkRules } from './load-rules.ts';
import { readChanges } from './read-changes.ts';
import { readCursor } from './read-cursor.ts';
import { readNewFiles } from './read-new-files.ts';

/** Reads and claims how the rows to read are found, where the words say it in one piece. */
export function readLoad(reading: Reading): LoadIntent | null {
  const captured = readCapture(reading);
  if (captured !== null) return captured;
  const [watermark] = readRules(reading, watermarkRules);
  if (watermark !== undefined) return releaseTable(reading, watermark);
  const cursor = readCursor(reading);
  if (cursor !== null) return cursor;
  const [files] = readsFiles(reading) ? readRules(reading, newFileRules) : [];
  const [unread] =
    files === undefined && readsFiles(reading) ? readRules(reading, unreadFileRules) : [];
  const found = files ?? unread;
  if (found !== undefined) return releaseFormat(reading, found);
  const arrived = readNewFiles(reading);
  if (arrived !== null) return releaseFormat(reading, arrived);
  return readRules(reading, fullLoadRules)[0] ?? null;
}

/** "new rows of MySQL logs with log_id …": the table behind its system is read by somebody else. */
function releaseTable(reading: Reading, load: LoadIntent): LoadIntent {
  reading.tokens.forEach((token, at) => {
    const inside = token.start >= load.evidence.start && token.end <= load.evidence.end;
    const isTable = has(reading.tokens[at - 1], 'system') || isThing(token, reading.tokens[at + 1]);
    if (inside && isTable && token.text !== load.column) reading.claimed[at] = 0;
  });
  return load;
}

/** "new orders by recorded_at": a noun that the grammar does not know, before the word that names the cursor. */
function isThing(token: Token, next: Token | undefined): boolean {
  const isPlain = token.kind === 'name' || (token.kind === 'word' && token.senses.length === 0);
  const leads = /^(?:by|using|via|on|since|after|по|с|после)$/u.test(next?.lower ?? '');
  const isFresh =
    /^(?:new|newer|fresh|recent|latest|changed|modified|updated|added|inserted|created|edited|\p{L}*(?:енные|енных|ившиеся|ившихся|вшие))$/u;
  return isPlain && leads && !isFresh.test(token.lower);
}

/** "unread JSON files": the kind of file is read by somebody else. */
function releaseFormat(reading: Reading, load: LoadIntent): LoadIntent {
  reading.tokens.forEach((token, at) => {
    const inside = token.start >= load.evidence.start && token.end <= load.evidence.end;
    if (inside && /^(?:csvs?|jsons?|parquet|xml|excel|xlsx|avro)$/u.test(token.lower))
      reading.claimed[at] = 0;
  });
  return load;
}

/** Whether a path, a place of files, or files themselves are named. */
function readsFiles(reading: Reading): boolean {
  return reading.tokens.some(
    (_token, at) =>
      free(reading, at)?.kind === 'path' ||
      /^(?:files?|csvs?|objects?|файл\p{L}*|объект\p{L}*)$/u.test(free(reading, at)?.lower ?? '') ||
      (['s3', 'gcs', 'sftp', 'files'] as const).some((system) => is(reading, at, 'system', system)),
  );
}

/** "stream all changes of Postgres accounts", "inserts and updates … continuously": changes of a table as they happen. */
function streamsChanges(reading: Reading, at: number): boolean {
  if (
    !/^(?:stream|streaming|capture|capturing|replicate|replicating|потоком|транслируй|стримь|реплицируй)$/u.test(
      free(reading, at)?.lower ?? '',
    )
  )
    return false;
  // "replicate changes since the last run": new rows are looked for, run by run.
  if (
    reading.tokens.some((token) =>
      /(?:^| )(?:since|run|прошлого|последнего)(?: |$)/u.test(token.lower),
    )
  )
    return false;
  const what = skip(reading, at + 1, 'all', 'determiner', 'every');
  return /^(?:changes?|inserts?|updates?|deletes?|изменени[яй]|вставки|обновления|удаления)$/u.test(
    free(reading, what)?.lower ?? '',
  );
}

/** "through CDC: inserts and updates", "stream all changes" */
function readCapture(reading: Reading): LoadIntent | null {
  const said = reading.tokens.findIndex((_token, place) => is(reading, place, 'cdc'));
  const at =
    said < 0 ? reading.tokens.findIndex((_token, place) => streamsChanges(reading, place)) : said;
  if (at < 0) return null;
  const evidence = claim(reading, at, at + 1);
  for (let place = 0; place < reading.tokens.length; place += 1) {
    if (is(reading, place, 'cdc')) claim(reading, place, place + 1);
  }
  const changes = readChanges(reading);
  return { mode: 'cdc', column: null, ...(changes === null ? {} : { changes }), evidence };
}
