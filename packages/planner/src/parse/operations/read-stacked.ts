import type { EndpointMention, Evidence, OperationIntent } from '../../ir/index.ts';
import { isWrittenColumn } from '../clauses.ts';
import { readHow } from './read-join.ts';
import { claim, evidenceOf, free, type Reading } from '../reading.ts';

const links =
  /^(?:link|linking|linked|match|matching|matched|connect|connecting|connected|combine|combining|combined|merge|merging|pair|pairing|relate|related|compare|reconcile|enrich|lookup|attach|attached|mix|blend|свяжи|сопоставь|сведи|сверь)$/u;

/**
 * What several tables that go into one table become when no word says it: linked ones are joined, by
 * columns that are open; the others are stacked. Nothing where they keep apart.
 */
export function readStacked(
  reading: Reading,
  {
    sources,
    targets,
  }: { readonly sources: readonly EndpointMention[]; readonly targets: readonly EndpointMention[] },
  operations: readonly OperationIntent[],
): OperationIntent[] {
  if (operations.some((one) => one.op === 'join' || one.op === 'union')) return [];
  const read = sources.flatMap((end) => end.objects);
  const written = targets.flatMap((end) => end.objects);
  const [, second] = read;
  const names = read.every((one) => one.kind === 'name' || one.kind === 'words');
  if (second === undefined || !names || written.length !== 1) return [];
  const tellsOrigin = operations.some((one) => one.op === 'derive' && one.expression === 'source');
  const isPile = tellsOrigin || isIntoOne(reading);
  const link = reading.tokens.findIndex(
    (token) => !token.quoted && links.test(token.lower) && !(isPile && piles.test(token.lower)),
  );
  const evidence: Evidence = link < 0 ? second.evidence : evidenceOf(reading, link, link + 1);
  const on = keysOf(reading);
  if (on.length > 0) {
    const how = readHow(reading) ?? 'inner';
    return [{ op: 'join', right: nameOf(second), on, how, evidence }];
  }
  // "orders and customers to out/": each may become a file of its own.
  if (link < 0 && written[0]?.kind === 'path') return [];
  return link < 0
    ? [{ op: 'union', evidence }]
    : [{ op: 'join', right: nameOf(second), on: [], how: 'inner', evidence }];
}

/** Verbs that join side by side or stack, as what is said beside them tells. */
const piles = /^(?:combine|combining|combined|merge|merging|mix|blend|сведи)$/u;

/** "combine a and b into one table" */
function isIntoOne(reading: Reading): boolean {
  return reading.tokens.some(
    (token, at) =>
      /^(?:one|single|common|одну|одной|общую)$/u.test(token.lower) &&
      /^(?:table|set|list|таблицу|таблице)$/u.test(reading.tokens[at + 1]?.lower ?? '') &&
      /^(?:into|in|to|a|в|the)$/u.test(reading.tokens[at - 1]?.lower ?? ''),
  );
}

/** "… on the basis of customer_id": a column that nobody has read yet says by what they belong together. */
function keysOf(reading: Reading): readonly string[] {
  for (let at = 1; at < reading.tokens.length; at += 1) {
    const led = /^(?:on|by|via|using|of|through|over|по)$/u.test(
      free(reading, at - 1)?.lower ?? '',
    );
    const token = free(reading, at);
    if (!led || !isWrittenColumn(token)) continue;
    claim(reading, at, at + 1);
    return [token.text];
  }
  return [];
}

function nameOf(object: EndpointMention['objects'][number]): string {
  if (object.kind === 'name')
    return object.schema === null ? object.name : `${object.schema}.${object.name}`;
  return object.kind === 'words' ? object.words.join('_') : '';
}
