import { invariant } from '@ai-etl/core';
import { afterAll, beforeAll, describe } from 'vitest';
import { readerCatalogContract } from './reader-catalog.contract.ts';
import { readerConnectionContract } from './reader-connections.contract.ts';
import type { ReaderHarness } from './reader-harness.ts';
import { openReaderLab, type ReaderLab } from './reader-lab.ts';
import { readerRowsContract } from './reader-rows.contract.ts';
import { readerStreamsContract } from './reader-streams.contract.ts';

/**
 * What a connector that only reads promises, on its real source: the parts of the contract that are not
 * about loading. One source and mostly one session serve all of them.
 */
export function readerContract(name: string, harness: ReaderHarness): void {
  describe(`${name} keeps the connector contract`, () => {
    let opened: ReaderLab | undefined;
    const lab = (): ReaderLab => {
      invariant(opened !== undefined, 'the lab is open while tests run');
      return opened;
    };
    beforeAll(async () => {
      opened = await openReaderLab(harness);
    });
    afterAll(() => opened?.close());

    describe('connections', () => readerConnectionContract(harness, lab));
    describe('catalog', () => readerCatalogContract(harness, lab));
    describe('types', () => readerRowsContract.types(harness, lab));
    describe('streams', () => readerStreamsContract(lab));
    describe('shapes', () => readerRowsContract.shapes(harness, lab));
  });
}
