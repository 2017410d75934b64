import { specOf, transformOf, type GoldenCase } from '../golden/golden-case.ts';
import { textFor, type EngineName } from './engines.ts';
import type { Verdict } from './judge-spec.ts';

const mostRows = 10;

/** All that one needs to look into a mismatch: the spec, both texts, the rows that differ. */
export function describeMismatch(spec: GoldenCase, engine: EngineName, verdict: Verdict): string {
  if (verdict.kind !== 'mismatch') return `${spec.name}: ${engine} ${verdict.kind} once more`;
  const text = textFor(spec, engine);
  const lines = [
    `\n=== ${spec.name}: ${engine} ${verdict.why}`,
    JSON.stringify(specOf(spec, 'postgresql')),
    '--- postgresql',
    textFor(spec, 'postgresql'),
    `--- ${engine}`,
    engine === 'pandas' ? transformOf(text) : text,
  ];
  const { difference } = verdict;
  if (difference !== undefined) {
    lines.push(...someRows('only from postgresql', difference.missing));
    lines.push(...someRows(`only from ${engine}`, difference.unexpected));
  }
  return lines.join('\n');
}

function someRows(title: string, rows: readonly string[]): readonly string[] {
  const more = rows.length > mostRows ? [`… and ${rows.length - mostRows} more`] : [];
  return [`--- ${rows.length} rows ${title}`, ...rows.slice(0, mostRows), ...more];
}
