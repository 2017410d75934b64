import { afterAll, beforeAll, describe } from 'vitest';
import { invariant } from '@ai-etl/core';
import { catalogContract } from './catalog.contract.ts';
import { connectionContract } from './connection.contract.ts';
import { fillingContract } from './filling.contract.ts';
import type { ContractHarness } from './harness.ts';
import { openLab, type Lab } from './lab.ts';
import { planningContract } from './planning.contract.ts';
import { profilingContract } from './profiling.contract.ts';
import { publishingContract } from './publishing.contract.ts';
import { quarantineContract } from './quarantine.contract.ts';
import { schemaContractContract } from './schema-contract.contract.ts';
import { scd2Contract } from './scd2.contract.ts';
import { shapesContract } from './shapes.contract.ts';
import { streamsContract } from './streams.contract.ts';
import { typesContract } from './types.contract.ts';

/** Everything a connector promises, run on its real server. */
export function connectorContract(name: string, harness: ContractHarness): void {
  describe(`${name} keeps the connector contract`, () => {
    let opened: Lab | undefined;
    const lab = (): Lab => {
      invariant(opened !== undefined, 'the lab is open while tests run');
      return opened;
    };
    beforeAll(async () => {
      opened = await openLab(harness);
    });
    afterAll(() => opened?.close());

    const { parts: left = [], because = '' } = harness.without ?? {};
    if (left.length > 0) {
      process.stderr.write(`Skipped: ${left.join(', ')} of ${name}: ${because}\n`);
    }
    if (!left.includes('connections')) {
      describe('connections', () => connectionContract(harness, lab));
    }
    if (!left.includes('catalog')) describe('catalog', () => catalogContract(harness, lab));
    if (!left.includes('planning')) describe('planning', () => planningContract(harness, lab));
    describe('types', () => typesContract(harness, lab));
    describe('profiling', () => profilingContract(harness, lab));
    describe('publishing', () => publishingContract(harness, lab));
    const { writeModes, schemaContracts, inTarget, quarantine } =
      harness.connector.spec.capabilities;
    describe.skipIf(schemaContracts === undefined)(
      'schema contracts (skipped where none is claimed)',
      () => schemaContractContract(harness, lab),
    );
    describe.skipIf(quarantine !== true)('quarantine (skipped where none is claimed)', () =>
      quarantineContract(harness, lab),
    );
    describe.skipIf(!writeModes.includes('scd2'))(
      'history (skipped where write mode scd2 is not claimed)',
      () => scd2Contract(harness, lab),
    );
    describe.skipIf(inTarget !== true)('filling (skipped where inTarget is not claimed)', () =>
      fillingContract(harness, lab),
    );
    describe('streams', () => streamsContract(harness, lab));
    describe('shapes', () => shapesContract(harness, lab));
  });
}
