import type { EndpointMention, ObjectMention } from '../../ir/index.ts';
import { isColumnLike } from '../list.ts';
import { endsClause, evidenceOf, free, is, isMarkAt, type Reading } from '../reading.ts';

const links = /^(?:with|to|and|against|onto|table|tables|both|с|со|и|к|таблицы|таблицу)$/u;
const reach = 9;

/**
 * "join Postgres orders with customers on customer_id": the table beside the one that a system names is of the
 * same system. The one source with both tables, in the order of the text; as it was where there is none.
 */
export function withPartner(
  reading: Reading,
  join: number,
  sources: readonly EndpointMention[],
): readonly EndpointMention[] {
  const [source] = sources;
  const [known] = source?.objects ?? [];
  if (source === undefined || known === undefined) return sources;
  if (sources.length > 1 || source.objects.length > 1) return sources;
  if (known.kind !== 'name' && known.kind !== 'words') return sources;
  const found = tablesBehind(reading, join);
  const others = found.filter((one) => one.evidence.start !== known.evidence.start);
  const isBeside = others.length < found.length || known.evidence.end < startOf(reading, join);
  if (others.length !== 1 || !isBeside) return sources;
  const objects = [known, ...others].sort((a, b) => a.evidence.start - b.evidence.start);
  const evidence = [...source.evidence, ...others.map((one) => one.evidence)];
  return [{ ...source, objects, evidence }];
}

function startOf(reading: Reading, at: number): number {
  return reading.tokens[at]?.start ?? 0;
}

/** Nouns between the verb and its columns; none where the clause says anything else. */
function tablesBehind(reading: Reading, join: number): readonly ObjectMention[] {
  const found: ObjectMention[] = [];
  for (let at = join + 1; at < join + reach; at += 1) {
    const token = free(reading, at);
    const word = token?.lower ?? '';
    // The columns of the join are read before, and claimed.
    if (token === undefined) return found;
    if (/^(?:on|by|using|via|по)$/u.test(word)) return found;
    if (links.test(word) || is(reading, at, 'system') || is(reading, at, 'determiner')) continue;
    if (endsClause(reading, at) || isMarkAt(reading, at, ',', ':')) return [];
    if (!isColumnLike(token)) return [];
    const dot = token.quoted ? -1 : token.text.lastIndexOf('.');
    found.push({
      kind: 'name',
      schema: dot < 0 ? null : token.text.slice(0, dot),
      name: token.text.slice(dot + 1),
      evidence: evidenceOf(reading, at, at + 1),
    });
  }
  return [];
}
