import type { Stack } from '../stack.ts';
import { verifyModes, type VerifyMode } from './route-case.ts';

/** Sources, steps and targets of a specification. */
export interface RouteSpec {
  readonly sources: readonly object[];
  readonly steps?: readonly object[];
  /** Node whose rows are the target's. */
  readonly input: string;
  readonly connection: string;
  /** Of the file that each writes; absent: it writes a table. */
  readonly ending?: string;
}

/** One pipeline for each way to verify, into tables of their own. */
export async function createPipelines(
  stack: Stack,
  name: string,
  { sources, steps = [], input, connection, ending }: RouteSpec,
): Promise<Readonly<Record<VerifyMode, string>>> {
  const ids: Record<VerifyMode, string> = { counts: '', checksums: '' };
  for (const verify of verifyModes) {
    const called = `${name}_${verify}`;
    const place =
      ending === undefined ? { object: { name: called } } : { path: `${called}${ending}` };
    const write = { mode: 'replace' };
    const layout = { order_by: ['id'] };
    const created = await stack.call('POST', '/pipelines', {
      spec: {
        version: 1,
        name: called,
        sources,
        steps,
        targets: [{ id: 'out', input, connection, ...place, write, layout }],
        policy: { verify },
      },
    });
    ids[verify] = String(created['pipeline_id']);
  }
  return ids;
}
