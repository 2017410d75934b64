import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import * as connections from '../connections/contract.ts';
import * as connectors from '../connectors/contract.ts';
import * as environments from '../environments/contract.ts';
import * as runs from '../runs/contract.ts';
import * as files from './contract-files.ts';
import * as lifecycle from './contract-lifecycle.ts';
import * as versions from './contract-versions.ts';
import * as pipelines from './contract.ts';

const modules = [
  connections,
  connectors,
  pipelines,
  versions,
  lifecycle,
  files,
  environments,
  runs,
];

interface Shown {
  readonly where: string;
  readonly schema: z.ZodType;
  readonly sent: boolean;
}

/** Bodies and successful answers of every route of these contracts. */
const shown: readonly Shown[] = modules
  .flatMap((one) => Object.values(one))
  .flatMap((contract: unknown): Shown[] => {
    if (typeof contract !== 'object' || contract === null || !('schema' in contract)) return [];
    const { schema } = contract;
    if (typeof schema !== 'object' || schema === null) return [];
    const name = String(Reflect.get(schema, 'operationId'));
    const body: unknown = Reflect.get(schema, 'body');
    const response: unknown = Reflect.get(schema, 'response');
    const answers = Object.entries(typeof response === 'object' ? (response ?? {}) : {});
    return [
      ...(body instanceof z.ZodType ? [{ where: `${name} body`, schema: body, sent: true }] : []),
      ...answers.flatMap(([status, answer]: [string, unknown]) => {
        if (!status.startsWith('2') || !(answer instanceof z.ZodType)) return [];
        if (answer instanceof z.ZodUndefined) return [];
        const item = answer instanceof z.ZodArray ? answer.unwrap() : answer;
        return item instanceof z.ZodType
          ? [{ where: `${name} ${status}`, schema: item, sent: false }]
          : [];
      }),
    ];
  });

describe('the examples of the documentation', () => {
  it('are of more than thirty bodies and answers', () => {
    expect(shown.length).toBeGreaterThan(30);
  });

  it.each(shown)('$where has one that fits', ({ schema, sent }) => {
    const examples = z.array(z.unknown()).min(1).parse(schema.meta()?.['examples']);
    for (const example of examples) {
      const result = sent ? schema.safeParse(example) : z.safeEncode(schema, example);
      expect(result.error?.issues ?? []).toEqual([]);
    }
  });
});
