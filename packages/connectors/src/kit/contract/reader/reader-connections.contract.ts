import { hasErrors } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { failure } from '../failure.ts';
import { optionsOf, type ReaderLab } from './reader-lab.ts';
import type { ReaderHarness } from './reader-harness.ts';

/** Opening, testing and refusing; what a person is told. */
export function readerConnectionContract(
  { connector, badSettings }: ReaderHarness,
  lab: () => ReaderLab,
): void {
  describe('a connection', () => {
    it('is tested line by line, and says that nothing is written', async () => {
      const test = await lab().session.test();
      expect(test.ok).toBe(true);
      expect(test.latencyMs).toBeGreaterThanOrEqual(0);
      const last = test.checks.at(-1);
      expect(last).toMatchObject({ name: 'create tables', ok: false });
      for (const { name, ok, message } of test.checks) {
        expect(message, name).not.toBe('');
        expect(ok, name).toBe(name !== 'create tables');
      }
      expect(JSON.stringify(test)).not.toContain(lab().source.secret);
    });

    it('with wrong credentials is rejected for good, and tells no secret', async (context) => {
      const { wrongCredentials, secret } = lab().source;
      if (wrongCredentials === undefined) {
        context.skip('the source has no credentials');
        return;
      }
      const session = await connector.open(wrongCredentials, optionsOf(lab().source));
      const { error, text } = await failure(session.test());
      await session.close();
      expect(error).toMatchObject({ code: 'CREDENTIALS_REJECTED', retryable: false });
      expect(text).not.toContain(secret);
    });

    it('is not opened when it was cancelled before, and answers nothing when it is closed', async () => {
      const { settings } = lab().source;
      const options = { ...optionsOf(lab().source), signal: AbortSignal.abort() };
      expect((await failure(connector.open(settings, options))).error.code).toBe('RUN_CANCELLED');
      const session = await connector.open(settings, optionsOf(lab().source));
      await session.close();
      await session.close();
      expect((await failure(session.describe(lab().all('nulls')))).error.code).toBe(
        'CONNECTION_LOST',
      );
    });
  });

  describe('settings', () => {
    it('of the real source have no findings', () => {
      expect(connector.validateSettings(lab().source.settings)).toEqual([]);
    });

    it.each(badSettings)('with %s are refused, naming the field', async (_, changes, field) => {
      const settings = { ...lab().source.settings, ...changes };
      const findings = connector.validateSettings(settings);
      expect(findings.map((one) => [one.code, one.path])).toEqual([['SETTING_INVALID', field]]);
      expect(hasErrors(findings)).toBe(true);
      const { error } = await failure(connector.open(settings, optionsOf(lab().source)));
      expect(error).toMatchObject({ code: 'VALIDATION_ERROR', details: [{ field }] });
    });

    it('are all described', () => {
      for (const field of connector.spec.fields) {
        expect(field.title, field.name).not.toBe('');
        expect(field.description, field.name).toMatch(/\.$/);
      }
      expect(connector.spec.docs.length).toBeGreaterThan(200);
    });
  });
}
