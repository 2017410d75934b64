import { claim, endsClause, free, is, type Reading } from '../reading.ts';

const lacks =
  /^(?:without|no|none|never|not|nobody|unmatched|missing|lacking|lacks|lack|unassigned|без|нет|не|никто)$/u;
const keeps =
  /^(?:kept|keep|keeping|stay|stays|remain|remains|survive|survives|retain|retained|preserve|preserved|preserving|included|include|appear|listed|lost|disappear|vanish|there|too|also|остаются|остаться|остается|сохрани|сохраняй|оставь|оставляй|теряй|терять|потерять|пропасть|потеряй)$/u;
const selects = /^(?:only|just|where|whose|whom|rows|записи|строки|только|где)$/u;
const reach = 9;

/**
 * Rows of the first table that have no partner and stay, told in whatever words: "bookings that match no
 * guest are kept". Only read where tables are joined. Claims the words.
 */
export function readUnmatched(reading: Reading): boolean {
  for (let at = 0; at < reading.tokens.length; at += 1) {
    if (!lacks.test(free(reading, at)?.lower ?? '')) continue;
    const keep = keptNear(reading, at);
    if (keep === null) continue;
    const from = Math.min(at, keep);
    const to = Math.max(at, keep) + 1;
    if (isSelection(reading, from, to)) continue;
    claim(reading, from, to);
    return true;
  }
  return false;
}

/** The word that keeps, in the same breath as the one that lacks. */
function keptNear(reading: Reading, at: number): number | null {
  for (const step of [1, -1]) {
    for (let away = 1; away <= reach; away += 1) {
      const place = at + step * away;
      const token = free(reading, place);
      if (token === undefined || endsClause(reading, place)) break;
      if (token.kind === 'name' && token.text.includes('.')) break;
      if (is(reading, place, 'system')) break;
      if (keeps.test(token.lower)) return place;
    }
  }
  return null;
}

/** "keep only rows without email" chooses rows, and says nothing of a partner. */
function isSelection(reading: Reading, from: number, to: number): boolean {
  for (let at = from - 1; at <= to; at += 1) {
    if (selects.test(free(reading, at)?.lower ?? '') || free(reading, at)?.kind === 'name')
      return true;
  }
  return false;
}
