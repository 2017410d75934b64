import { hasErrors, type ConnectionSettings } from '@ai-etl/core';
import { describe, expect, it } from 'vitest';
import { failure } from './failure.ts';
import type { ContractHarness } from './harness.ts';
import { fileContract } from './files.contract.ts';
import {
  columnsOf,
  openOptions,
  passwordOf,
  readRows,
  selectAll,
  stageTable,
  type Lab,
} from './lab.ts';
import { networkContract } from './network.contract.ts';

type BadSettings = readonly (readonly [string, ConnectionSettings, field: string])[];

const badServerSettings: BadSettings = [
  ['a missing host', { host: '' }, 'host'],
  ['a port that is no number', { port: 'http' }, 'port'],
  ['a port out of range', { port: 70_000 }, 'port'],
  ['an unknown choice', { ssl_mode: 'perhaps' }, 'ssl_mode'],
  ['an unknown setting', { hostt: 'x' }, 'hostt'],
  ['a NUL character', { database: 'a\0b' }, 'database'],
];

const badFileSettings: BadSettings = [
  ['a missing path', { path: '' }, 'path'],
  ['a path that is no text', { path: 7 }, 'path'],
  ['a switch that is neither on nor off', { read_only: 'perhaps' }, 'read_only'],
  ['an unknown setting', { pathh: 'x' }, 'pathh'],
  ['a NUL character', { path: 'a\0b' }, 'path'],
];

/** Opening, testing and refusing; what a person is told. */
export function connectionContract(harness: ContractHarness, lab: () => Lab): void {
  const { connector } = harness;
  const isFile = harness.reach === 'file';

  describe('a connection', () => {
    it('is tested line by line', async () => {
      const test = await lab().session.test();
      expect(test.ok).toBe(true);
      expect(test.serverVersion).toMatch(/^\d+\./);
      expect(test.latencyMs).toBeGreaterThanOrEqual(0);
      const reached = isFile ? ['open'] : ['connect', 'log in'];
      expect(test.checks.map((one) => one.name)).toEqual([...reached, 'read', 'create tables']);
      expect(test.checks.every((one) => one.ok && one.message !== '')).toBe(true);
      expect(JSON.stringify(test)).not.toContain(passwordOf(lab().database));
    });

    if (isFile) fileContract(lab);
    else networkContract(harness, lab);

    it('is not opened when it was cancelled before', async () => {
      const options = { ...openOptions(lab().database), signal: AbortSignal.abort() };
      const opening = connector.open(lab().database.settings, options);
      expect((await failure(opening)).error.code).toBe('RUN_CANCELLED');
    });
  });

  describe('settings', () => {
    it('of the real server have no findings', () => {
      expect(connector.validateSettings(lab().database.settings)).toEqual([]);
    });

    it.each(isFile ? badFileSettings : badServerSettings)(
      'with %s are refused, naming the field',
      async (_, changes, field) => {
        const settings = { ...lab().database.settings, ...changes };
        const findings = connector.validateSettings(settings);
        expect(findings.map((one) => [one.code, one.path])).toEqual([['SETTING_INVALID', field]]);
        expect(hasErrors(findings)).toBe(true);
        const { error } = await failure(lab().open(settings));
        expect(error).toMatchObject({ code: 'VALIDATION_ERROR', details: [{ field }] });
      },
    );

    it('are all described, secrets marked', () => {
      const { fields } = connector.spec;
      const secrets = fields.filter((one) => one.secret).map((one) => one.name);
      expect(secrets).toEqual(isFile ? [] : ['password']);
      for (const field of fields) {
        expect(field.title, field.name).not.toBe('');
        expect(field.description, field.name).toMatch(/\.$/);
      }
      expect(connector.spec.docs.length).toBeGreaterThan(200);
    });
  });

  describe('an account without privileges', () => {
    it('is told what to grant, for reading and for loading', async (context) => {
      const { database, session } = lab();
      if (database.createStranger === undefined) {
        context.skip('the local server has one account; see its own test of refusals');
        return;
      }
      const { words } = harness;
      const list = [{ name: 'n', native: words.types.int64 }];
      await database.execute(words.createTable(words.quote('private'), list));
      const columns = await columnsOf(lab(), 'private');
      const settings = await database.createStranger();
      const stranger = await lab().open(settings);
      const reading = readRows(stranger, { sql: selectAll(lab(), 'private'), columns });
      const read = await failure(reading);
      expect(read.error).toMatchObject({ code: 'PRIVILEGE_MISSING', retryable: false });
      expect(read.error.message).toMatch(/GRANT SELECT/);
      const staged = await failure(stageTable(lab(), stranger, { name: 'new', columns }));
      expect(staged.error).toMatchObject({ code: 'PRIVILEGE_MISSING', retryable: false });
      expect(staged.error.message).toMatch(/GRANT CREATE/);
      expect(staged.text + read.text).not.toContain(String(settings['password']));
      const test = await stranger.test();
      expect(test.ok).toBe(true);
      const creating = test.checks.find((one) => one.name === 'create tables');
      expect(creating?.ok).toBe(false);
      expect(creating?.message).toContain('GRANT');
      expect((await session.test()).checks.every((one) => one.ok)).toBe(true);
    });
  });
}
