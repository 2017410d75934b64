import { describeObject, printExpression } from '@ai-etl/core';
import type { EndpointMention, PlannerIR } from '../ir/index.ts';
import { systemTitle } from '../lexicon/systems.ts';
import type { BuiltBranch } from './branch.ts';
import { toId } from './node-id.ts';

export interface PipelineNames {
  readonly name: string;
  readonly description: string;
}

const maxWords = 4;

/**
 * A name from the words for the thing moved ("sales data" is `sales_data_sync`), and one English
 * sentence: both systems, then what is special about it.
 */
export function namePipeline(
  ir: PlannerIR,
  text: string,
  built: readonly BuiltBranch[],
): PipelineNames {
  const source = titleOf(ir.sources[0], built[0]?.branch.connection.type);
  const target = titleOf(ir.targets[0], null);
  return {
    name: nameOf(ir, text, { source, target }),
    description: describe({ source, target }, built),
  };
}

interface Ends {
  readonly source: string | null;
  readonly target: string | null;
}

function titleOf(
  mention: EndpointMention | undefined,
  linked: string | null | undefined,
): string | null {
  const type = mention?.system ?? linked ?? null;
  return type === null ? null : systemTitle(type);
}

function nameOf(ir: PlannerIR, text: string, ends: Ends): string {
  const objects = ir.sources.flatMap((source) => source.objects);
  const words = objects.flatMap((object): string[] => {
    if (object.kind === 'name') return [object.name];
    // "sales data": the generic noun behind the words belongs to the name.
    if (object.kind === 'words')
      return [...object.words, ...(isData(text, object.evidence.end) ? ['data'] : [])];
    return [];
  });
  const latin = words
    .map((word) => word.replaceAll(/[^\p{ASCII}]+/gu, ''))
    .filter((word) => /[a-z]/iu.test(word));
  const thing = latin.length > 0 && words.length <= maxWords ? toId(latin.join('_')) : null;
  if (thing !== null) return `${thing}_sync`;
  const [first] = latin;
  if (first !== undefined) return `${toId(first)}_and_more_sync`;
  const { source, target } = ends;
  if (source !== null && target !== null)
    return `${toId(source.toLowerCase())}_to_${toId(target.toLowerCase())}_sync`;
  return source !== null || target !== null
    ? `${toId((source ?? target ?? '').toLowerCase())}_sync`
    : 'draft_sync';
}

function isData(text: string, end: number): boolean {
  return /^\s+data(?!\p{L})/iu.test(text.slice(end, end + 12));
}

function describe({ source, target }: Ends, built: readonly BuiltBranch[]): string {
  const base = `${source ?? 'Unknown source'} to ${target ?? 'unknown target'} sync`;
  const [only] = built;
  if (only === undefined || built.length > 1 || only.steps.length === 0) return base;
  const conditions = only.conditions.map((condition) => printExpression(condition)).join(' and ');
  const rows = conditions === '' ? '' : ` where ${conditions}`;
  return `${base} of ${describeObject(only.branch.table.object)}${rows}`.slice(0, 2000);
}
