import { describeObject, printExpression } from '@ai-etl/core';
import type { EndpointMention, PlannerIR } from '../ir/index.ts';
import { systemTitle } from '../lexicon/systems.ts';
import type { BuiltBranch } from './branch.ts';
import { toId } from './node-id.ts';

/** How a pipeline is called and described. */
export interface PipelineNames {
  readonly name: string;
  readonly description: string;
}

/** What a name is made of. */
export interface NamingRequest {
  readonly text: string;
  readonly ir: PlannerIR;
  readonly built: readonly BuiltBranch[];
  /** Connector types that were linked; null while they are asked for. */
  readonly sourceType: string | null;
  readonly targetType: string | null;
}

const maxWords = 4;
const maxNameLength = 50;

/**
 * A name from the words for the thing moved ("sales data" is `sales_data_sync`), and one English
 * sentence: both systems, then what is special about it.
 */
export function namePipeline(request: NamingRequest): PipelineNames {
  const { ir, built } = request;
  const source = titleOf(ir.sources[0], request.sourceType);
  const target = titleOf(ir.targets[0], request.targetType);
  return {
    name: nameOf(request, { source, target }),
    description: describe({ source, target }, built),
  };
}

interface Ends {
  readonly source: string | null;
  readonly target: string | null;
}

/** What was linked, else what was said. */
function titleOf(mention: EndpointMention | undefined, linked: string | null): string | null {
  const type = linked ?? mention?.system ?? null;
  return type === null ? null : systemTitle(type);
}

function nameOf({ ir, text, built }: NamingRequest, ends: Ends): string {
  const objects = ir.sources.flatMap((source) => source.objects);
  const words = objects.flatMap((object): string[] => {
    if (object.kind === 'name') return [object.name];
    // "sales data": the generic noun behind the words belongs to the name.
    if (object.kind === 'words')
      return [...object.words, ...(isData(text, object.evidence.end) ? ['data'] : [])];
    return [];
  });
  // What is made of several tables, or of groups of rows, is called by what it is.
  const [only] = built;
  if (only !== undefined && built.length === 1 && only.name !== only.branch.table.object.name)
    return `${toId(only.name).slice(0, maxNameLength)}_sync`;
  const latin = words.every((word) => /^[\p{ASCII}]+$/u.test(word));
  // Words of another script are named by the tables they were linked to.
  const parts = latin ? words : built.map((one) => one.branch.table.object.name);
  const [first] = parts;
  if (first !== undefined) {
    return parts.length <= maxWords
      ? `${toId(parts.join('_'))}_sync`
      : `${toId(first)}_and_more_sync`;
  }
  const { source, target } = ends;
  const sides = [source, target]
    .filter((one) => one !== null)
    .map((one) => toId(one.toLowerCase()));
  return sides.length === 0 ? 'draft_sync' : `${sides.join('_to_')}_sync`;
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
  return `${base} of ${describeRows(only)}${rows}`.slice(0, 2000);
}

/** Tables that are read, and what groups of their rows give. */
function describeRows({ reads, steps, columns, isGrouped }: BuiltBranch): string {
  const stacked = steps.some((step) => step.op === 'union');
  const tables = reads.map(({ table }) => describeObject(table.object));
  const read = tables.join(stacked ? ' and ' : ' joined with ');
  return isGrouped ? `${columns.slice(0, 12).join(', ')} from ${read}` : read;
}
