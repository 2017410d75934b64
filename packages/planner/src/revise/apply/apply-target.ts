import { describeObject, type PipelineSpec } from '@ai-etl/core';
import { nameTargets } from '../../build/target-object.ts';
import { linkConnection } from '../../link/link-connection.ts';
import { tablesOf } from '../../link/ask-table.ts';
import { scoreName, certain } from '../../link/score-name.ts';
import type { PlannerConnection } from '../../plan-types.ts';
import type { TargetChange } from '../revision-ir.ts';
import { setTarget } from './apply-write.ts';
import { baseId, chainsOf, type Chain } from './chain.ts';
import { askLeaveOut } from './choose-one.ts';
import { forgetAssumptions } from './forget-assumptions.ts';
import { sourceTable, type Working } from './working.ts';

/** Writes elsewhere: another table, another connection; with "also", beside what is there. */
export function applyTarget(working: Working, change: TargetChange): void {
  const said = change.evidence.text;
  const chains = chainsOf(working.spec);
  for (const chain of chains) {
    const connection = connectionOf(working, change, chain);
    if (connection === null) return;
    const table = sourceTable(working, chain);
    const object = objectOf(working, change, { chain, connection, many: chains.length > 1 });
    if (object === null) {
      askLeaveOut(
        working.findings,
        'target',
        `"${said}" names ${table === null ? 'no table' : 'one table for several'}. Leave it out?`,
      );
      return;
    }
    forgetAssumptions(working, 'targets.*.object', `targets.${chain.target.id}.object`);
    const { path: _, ...rest } = chain.target;
    const next = { ...rest, connection: connection.id, object };
    if (change.also) addTarget(working, next);
    else setTarget(working, next);
  }
}

function connectionOf(
  working: Working,
  { target: mention }: TargetChange,
  { target }: Chain,
): PlannerConnection | null {
  const { context, findings } = working;
  const present = context.connections.find((one) => one.id === target.connection) ?? null;
  const named = mention.system !== null || mention.place.length > 0;
  const isPresent = mention.place.length === 0 && mention.system === present?.type;
  // A schema beside the name is no connection.
  if (!named || isPresent || (mention.system === null && mention.container === 'schema'))
    return present;
  return (
    linkConnection({ side: 'target', number: 1, mention, context, findings })?.connection ?? null
  );
}

/** As named, in the schema it is written to now unless another is said. */
function objectOf(
  working: Working,
  { target: mention }: TargetChange,
  at: { readonly chain: Chain; readonly connection: PlannerConnection; readonly many: boolean },
): NonNullable<PipelineSpec['targets'][number]['object']> | null {
  const { chain, connection, many } = at;
  const moved = connection.id !== chain.target.connection;
  const named = mention.objects.some((one) => one.kind === 'name' || one.kind === 'words');
  const present = chain.target.object;
  const table = sourceTable(working, chain);
  if (!named && mention.place.length === 0 && present !== undefined)
    return moved ? { name: present.name } : present;
  if (table === null || (many && named)) return null;
  const schema = present?.schema;
  const kept = tablesOf(connection).find(
    (one) =>
      mention.objects[0]?.kind === 'words' &&
      scoreName(mention.objects[0].words, one.object.name).score >= certain,
  );
  const id = baseId(chain.source.id);
  const branch = { connection, table, id, states: [], unknown: [] };
  const names = nameTargets({
    mention,
    connection,
    usedWords: [],
    branches: [{ branch, reads: [branch], name: table.object.name }],
    findings: working.findings,
  });
  const object = names.get(id) ?? kept?.object ?? null;
  if (object === null) return null;
  const stated = mention.objects.some((one) => one.kind === 'name' && one.schema !== null);
  const place =
    stated || moved || mention.container !== null ? object.schema : (schema ?? object.schema);
  return place === undefined ? { name: object.name } : { schema: place, name: object.name };
}

function addTarget(working: Working, target: PipelineSpec['targets'][number]): void {
  const { spec } = working;
  const there = spec.targets.some(
    (one) =>
      one.connection === target.connection &&
      one.object !== undefined &&
      target.object !== undefined &&
      describeObject(one.object) === describeObject(target.object),
  );
  if (there) return;
  const used = new Set(spec.targets.map((one) => one.id));
  let { id } = target;
  for (let count = 2; used.has(id); count += 1) id = `${target.id.slice(0, 58)}_${count}`;
  working.spec = { ...spec, targets: [...spec.targets, { ...target, id }] };
}
