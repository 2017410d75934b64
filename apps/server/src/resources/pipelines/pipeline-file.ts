import { isMap, isScalar, LineCounter, parseDocument, stringify } from 'yaml';
import { z } from 'zod';
import {
  AiEtlError,
  PipelineSpec,
  type DefaultSchemas,
  type ErrorDetail,
  type ObjectName,
} from '@ai-etl/core';
import type { ConnectionNames } from '../environments/connection-names.ts';

/** What a pipeline file holds: connections by name, no ids of this installation, no secrets. */
export interface PipelineFile {
  readonly sentence: string;
  /** Of no checked shape yet; its connections are names. */
  readonly spec: Readonly<Record<string, unknown>>;
}

const formatVersion = 1;

const FileShape = z.strictObject({
  ai_etl: z.literal(formatVersion, {
    error: `must be ${formatVersion}, the version of this format`,
  }),
  kind: z.literal('pipeline', { error: 'must be pipeline' }),
  sentence: z.string().max(20_000).default(''),
  spec: z.record(z.string(), z.unknown()),
});

/**
 * A spec as YAML fit for git: keys in the order of the spec's documentation, what is at its
 * default left out, so that a change of one thing is a change of its lines only.
 */
export function printPipelineFile(
  { spec, sentence, schemas }: PrintedFile,
  { nameOf }: Pick<ConnectionNames, 'nameOf'>,
): string {
  const named = <Node extends ConnectedNode>(node: Node): Node => ({
    ...withoutSchema(node, schemas.get(node.connection)),
    connection: nameOf(node.connection),
  });
  // Parsed again because the database keeps no order of keys.
  const ordered = PipelineSpec.parse(spec);
  const file = {
    ai_etl: formatVersion,
    kind: 'pipeline',
    ...(sentence === '' ? {} : { sentence }),
    spec: withoutDefaults({
      ...ordered,
      sources: ordered.sources.map(named),
      targets: ordered.targets.map(named),
    }),
  };
  return stringify(file, { lineWidth: 0, aliasDuplicateObjects: false });
}

interface PrintedFile {
  readonly spec: PipelineSpec;
  readonly sentence: string;
  readonly schemas: DefaultSchemas;
}

interface ConnectedNode {
  readonly connection: string;
  readonly object?: ObjectName | undefined;
}

function withoutSchema<Node extends ConnectedNode>(node: Node, usual: string | undefined): Node {
  const { object } = node;
  if (object?.schema === undefined || object.schema !== usual) return node;
  return { ...node, object: { name: object.name } };
}

/** The default schema of its connection for each object that names none: what the file left out. */
export function withSchemas(spec: PipelineSpec, schemas: DefaultSchemas): PipelineSpec {
  const fill = <Node extends ConnectedNode>(node: Node): Node => {
    const { object } = node;
    const schema = schemas.get(node.connection);
    if (object === undefined || object.schema !== undefined || schema === undefined) return node;
    return { ...node, object: { schema, name: object.name } };
  };
  return { ...spec, sources: spec.sources.map(fill), targets: spec.targets.map(fill) };
}

/** Reads a file. Throws VALIDATION_ERROR that says the line. */
export function parsePipelineFile(text: string): PipelineFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, schema: 'core' });
  const details = document.errors.map(({ pos, message }): ErrorDetail => {
    const { line, col } = lines.linePos(pos[0]);
    return { field: 'yaml', error: `line ${line}, column ${col}: ${message.split('\n')[0] ?? ''}` };
  });
  if (details.length > 0) throw unreadable(details.slice(0, 20));
  if (!isMap(document.contents) && !isScalar(document.contents)) {
    throw unreadable([{ field: 'yaml', error: 'must be a mapping with ai_etl, kind and spec' }]);
  }
  const parsed = FileShape.safeParse(plainValue(document));
  if (parsed.success) return parsed.data;
  throw unreadable(
    parsed.error.issues.map((issue) => ({
      field: ['yaml', ...issue.path.map(String)].join('.'),
      error:
        issue.code === 'unrecognized_keys'
          ? `unknown: ${issue.keys.join(', ')}`
          : issue.path.length === 0
            ? 'must be a mapping with ai_etl, kind and spec'
            : issue.message,
    })),
  );
}

/** The spec with the ids of connections in the place of their names. Throws VALIDATION_ERROR. */
export function withConnectionIds(
  spec: PipelineFile['spec'],
  resolve: (name: string, field: string) => string,
): Readonly<Record<string, unknown>> {
  const placed = (section: 'sources' | 'targets'): unknown => {
    const nodes = spec[section];
    if (!Array.isArray(nodes)) return nodes;
    return nodes.map((node: unknown, index) => {
      if (typeof node !== 'object' || node === null) return node;
      const name: unknown = Reflect.get(node, 'connection');
      if (typeof name !== 'string') return node;
      return { ...node, connection: resolve(name, `spec.${section}.${index}.connection`) };
    });
  };
  const sections = (['sources', 'targets'] as const).filter((section) => section in spec);
  return {
    ...spec,
    ...Object.fromEntries(sections.map((section) => [section, placed(section)])),
  };
}

/** A hundred aliases at most: a few lines could otherwise stand for gigabytes. */
function plainValue(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw unreadable(
      [{ field: 'yaml', error: 'too many aliases, or one that points nowhere' }],
      error,
    );
  }
}

function unreadable(details: readonly ErrorDetail[], cause?: unknown): AiEtlError {
  return new AiEtlError('VALIDATION_ERROR', 'The pipeline file cannot be read.', {
    details,
    cause,
  });
}

/** Empty lists of the spec itself, and fields of its nodes that a parse would fill in alike. */
function withoutDefaults(spec: PipelineSpec): Readonly<Record<string, unknown>> {
  const plain: readonly [string, unknown][] = Object.entries(spec);
  const kept = plain.filter(
    ([name, value]) =>
      !(Array.isArray(value) && value.length === 0) && !(name === 'description' && value === ''),
  );
  return Object.fromEntries(
    kept.map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map((node: unknown) => dropEmptyLists(node)) : value,
    ]),
  );
}

/** `keys: []` and the like say nothing. */
function dropEmptyLists(node: unknown): unknown {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return node;
  return Object.fromEntries(
    Object.entries(node).flatMap(([name, value]: [string, unknown]) => {
      if (Array.isArray(value) && value.length === 0) return [];
      if (typeof value !== 'object' || value === null || Array.isArray(value))
        return [[name, value]];
      const inner = dropEmptyLists(value);
      return typeof inner === 'object' && inner !== null && Object.keys(inner).length === 0
        ? []
        : [[name, inner]];
    }),
  );
}
