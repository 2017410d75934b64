import type { Source } from '../../spec/source.ts';
import { targetObject, type Target } from '../../spec/target.ts';
import { comparability } from '../../expression/common-type.ts';
import { describeType } from '../../expression/inferred-type.ts';
import { describeObject, type ObjectName } from '../../types/object-name.ts';
import type { ResolveEnvironment } from '../environment.ts';
import type { Findings } from '../findings.ts';
import {
  findColumn,
  hiddenSchema,
  reportDuplicates,
  type WorkingSchema,
} from '../working-schema.ts';
import type { Pass } from './pass.ts';
import { pathsMeet } from './paths-meet.ts';

/** Keys and layout name columns that arrive, and keys can identify a row. */
export const targetColumns: Pass = ({ spec, schemas, findings }) => {
  for (const [index, target] of spec.targets.entries()) {
    const schema = schemas.get(target.input) ?? hiddenSchema;
    checkKeys(findings, { path: `targets.${index}.write.keys`, target, schema });
    for (const [place, name] of target.layout.order_by.entries()) {
      const path = `targets.${index}.layout.order_by.${place}`;
      findColumn(schema, name, { path, of: target.input, findings });
    }
    if (!schema.open && schema.columns.length === 0) {
      const message = `No column arrives at "${target.id}".`;
      findings.add('SPEC_SHAPE', `targets.${index}.input`, message);
    }
  }
};

function checkKeys(
  findings: Findings,
  { path, target, schema }: { path: string; target: Target; schema: WorkingSchema },
): void {
  const { mode, keys } = target.write;
  if ((mode === 'merge' || mode === 'scd2') && keys.length === 0) {
    findings.add(
      'MISSING_KEYS',
      path,
      `Mode ${mode} needs keys: the columns that identify a row.`,
      'give keys, such as the primary key, or use mode replace or append',
    );
  }
  reportDuplicates(keys, findings, (index) => `${path}.${index}`);
  for (const [index, name] of keys.entries()) {
    const at = `${path}.${index}`;
    const { type, nullable } = findColumn(schema, name, { path: at, of: target.input, findings });
    if (comparability(type) === 'none') {
      const message = `The key "${name}" is ${describeType(type)}, which cannot be compared.`;
      findings.add('TYPE_MISMATCH', at, message);
    } else if (nullable && type.kind !== 'unknown' && mode !== 'append' && mode !== 'replace') {
      findings.add(
        'NULLABLE_MISMATCH',
        at,
        `The key "${name}" may be NULL; NULL equals nothing, so such rows would be added again on every run.`,
        `add a filter step with ${name} IS NOT NULL, or derive it with coalesce`,
      );
    }
  }
}

/** No target is a table or path that the pipeline reads or lies among, and none is replaced by two targets. */
export const noOverwrites: Pass = ({ spec, environment, findings }) => {
  const sources = new Map<string, string>();
  for (const source of spec.sources) {
    const place = placeOf(environment, source);
    if (place !== undefined) sources.set(place, source.id);
  }
  const written = new Map<string, Target>();
  for (const [index, target] of spec.targets.entries()) {
    const place = placeOf(environment, target);
    if (place === undefined) continue;
    const source = sources.get(place) ?? readerOf(target, spec.sources, environment);
    const name = describeObject(targetObject(target));
    const path = `targets.${index}.${target.object === undefined ? 'path' : 'object'}`;
    if (source !== undefined) {
      findings.add(
        'SELF_OVERWRITE',
        path,
        `The target "${name}" is what "${source}" reads, or lies among it.`,
        'write to another one',
      );
    }
    const other = written.get(place);
    if (other !== undefined && [other, target].some((one) => one.write.mode === 'replace')) {
      findings.add(
        'SELF_OVERWRITE',
        path,
        `The targets "${other.id}" and "${target.id}" both write "${name}", and one of them replaces it.`,
        'unite them in one target with a union step, or use mode append or merge for both',
      );
    }
    if (other === undefined) written.set(place, target);
  }
};

/** The source whose glob names the files of a target: each run would read what those before it wrote. */
function readerOf(
  target: Target,
  sources: readonly Source[],
  { connections }: ResolveEnvironment,
): string | undefined {
  const server = connections.get(target.connection)?.serverIdentity;
  const reader = sources.find(
    ({ connection, path }) =>
      path !== undefined &&
      target.path !== undefined &&
      connections.get(connection)?.serverIdentity === server &&
      pathsMeet(path, target.path),
  );
  return reader?.id;
}

/** One text for one table or path, whichever connection names it. */
function placeOf(
  environment: ResolveEnvironment,
  node: {
    readonly connection: string;
    readonly object?: ObjectName | undefined;
    readonly path?: string | undefined;
  },
): string | undefined {
  const connection = environment.connections.get(node.connection);
  if (connection === undefined) return undefined;
  if (node.path !== undefined) return JSON.stringify([connection.serverIdentity, node.path]);
  if (node.object === undefined) return undefined;
  const schema = node.object.schema ?? connection.catalog.defaultSchema;
  return JSON.stringify([connection.serverIdentity, schema, node.object.name]);
}
