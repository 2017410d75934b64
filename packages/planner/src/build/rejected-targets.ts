import type { ObjectName } from '@ai-etl/core';
import type { PlannerIR } from '../ir/index.ts';
import { assume, type Findings } from '../link/findings.ts';
import type { TargetInput } from './branch.ts';
import type { LinkedEnd } from './link-branches.ts';
import type { RowsApart } from './set-apart.ts';
import { tableName } from './shape/table-name.ts';

interface RejectedRequest {
  readonly ir: PlannerIR;
  readonly ends: { readonly targets: readonly LinkedEnd[] };
  readonly apart: readonly RowsApart[];
  /** Targets of the rows that are kept. */
  readonly main: readonly TargetInput[];
  readonly mode: string;
  readonly findings: Findings;
}

/**
 * The tables of rows that were set apart: as the words name them, else `<table>_rejected` beside the
 * target. What the target replaces is replaced there too, all else adds to it.
 */
export function rejectedTargets(request: RejectedRequest): readonly TargetInput[] {
  const { ir, ends, apart, main, mode, findings } = request;
  const named = ir.targets.find((one) => one.role === 'quarantine');
  const place =
    ends.targets.find(({ mention }) => mention.system === named?.system) ?? ends.targets[0];
  return apart.flatMap(({ built, apart: input }, at): TargetInput[] => {
    const own = main.find(
      (target) => target.object !== undefined && target.connection === place?.connection.id,
    );
    if (place === undefined) return [];
    const said = named?.objects.find((one) => one.kind === 'name');
    const schema = said?.schema ?? own?.object?.schema ?? place.connection.catalog?.defaultSchema;
    const name = rejectedName(request, { said: at === 0 ? said?.name : undefined, at });
    if (said === undefined || at > 0)
      assume(findings, {
        path: `targets.${built.branch.id}_rejected.object`,
        value: name,
        because: 'where rows that break a promise go was not named',
      });
    const id = `${built.branch.id.slice(0, 50)}_rejected`;
    const write = { mode: mode === 'replace' ? 'replace' : 'append' } as const;
    if (place.connection.root !== undefined)
      return [
        { id, input, connection: place.connection.id, path: pathOf(name, write.mode), write },
      ];
    return [{ id, input, connection: place.connection.id, object: objectOf(schema, name), write }];
  });
}

function rejectedName(
  { main, apart }: RejectedRequest,
  { said, at }: { readonly said: string | undefined; readonly at: number },
): string {
  if (said !== undefined) return said;
  const target = main[at]?.object?.name ?? apart[at]?.built.name ?? 'rows';
  return tableName(`${target}_rejected`);
}

function objectOf(schema: string | undefined, name: string): ObjectName {
  return schema === undefined || schema === '' ? { name } : { schema, name };
}

/** Nothing is added to a file: what is appended is files of their own. */
function pathOf(name: string, mode: string): string {
  const stem = name.replaceAll(/[\\/*?[\]{}#\s]+/gu, '_');
  return mode === 'replace' ? `${stem}.parquet` : `${stem}/*.parquet`;
}
