import type { ResolveEnvironment, Resolution, Source } from '@ai-etl/core';
import { printPassing, type ProgramCheck } from './program-checks.ts';
import { sourcesOf } from './print-transform.ts';
import { pythonName, pythonText } from './python.ts';
import { dialectOf, pandasSystems } from './systems.ts';

interface MainOptions {
  readonly environment: ResolveEnvironment;
  /** Environment variables by connection. */
  readonly names: ReadonlyMap<string, string>;
  readonly checks: readonly ProgramCheck[];
}

/** Everything is read, computed and proved before anything is written. */
export function printMain(
  resolution: Resolution,
  { environment, names, checks }: MainOptions,
): string {
  const { spec } = resolution;
  const sources = [...spec.sources, ...checks.flatMap((one) => one.sources)];
  const connections = new Set(sources.map(({ connection }) => connection));
  const url = (connection: string) => `environment("${names.get(connection) ?? ''}")`;
  const args = (from: readonly Source[]) => from.map(({ id }) => pythonName(id)).join(', ');
  const lines = Array.from(connections, (connection) => {
    const { connect, snapshot } = pandasSystems[dialectOf(connection, environment)];
    const extracts = sources
      .filter((source) => source.connection === connection)
      .map(({ id }) => {
        const argument = connect === null ? url(connection) : 'connection';
        return `${pythonName(id)} = extract_${id}(${argument})`;
      });
    if (connect === null) return extracts.join('\n');
    // One connection, one snapshot: all tables are read as of the same moment.
    const begin = snapshot === null ? [] : [`connection.execute(${pythonText(snapshot)})`];
    return `with ${connect}(${url(connection)}) as connection:\n    ${[...begin, ...extracts].join('\n    ')}`;
  });
  for (const { id, input } of spec.targets) {
    lines.push(`result_${id} = transform_${id}(${args(sourcesOf(input, { resolution }))})`);
  }
  for (const { check, name, node, resolution: measured } of checks) {
    const measure = `${name}(${args(sourcesOf(node, { resolution: measured }))})`;
    lines.push(`require_check(${pythonText(check.id)}, ${measure}, ${printPassing(check)})`);
  }
  for (const { id, connection } of spec.targets) {
    lines.push(`load_${id}(${url(connection)}, result_${id})`);
    lines.push(`print(f"${id}: {len(result_${id})} rows")`);
  }
  return `def main():\n    ${lines.join('\n').replaceAll('\n', '\n    ')}`;
}
