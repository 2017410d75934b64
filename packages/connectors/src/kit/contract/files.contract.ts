import { copyFile, mkdir, readFile, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { invariant, type AiEtlError, type ConnectionSettings } from '@ai-etl/core';
import { expect, it } from 'vitest';
import { failure } from './failure.ts';
import {
  columnsOf,
  loadText,
  openOptions,
  readRows,
  selectAll,
  stageTable,
  type Lab,
} from './lab.ts';

const n = [{ name: 'n', type: { kind: 'int64' }, nullable: false }] as const;

/** Files that are not there, are something else, are cut off, or lie where nobody may look. */
export function fileContract(lab: () => Lab): void {
  const openWith = async (changes: ConnectionSettings): Promise<AiEtlError> =>
    (await failure(lab().open({ ...lab().database.settings, ...changes }))).error;
  const root = (): string => {
    const [first] = lab().database.fileRoots ?? [];
    invariant(first !== undefined, 'a database in a file lies below a root');
    return first;
  };
  const own = (): string => String(lab().database.settings['path']);

  it('to a file that is not there is refused for good and names it', async () => {
    const error = await openWith({ path: 'no such file.db' });
    expect(error).toMatchObject({ code: 'OBJECT_NOT_FOUND', retryable: false });
    expect(error.message).toContain('no such file.db');
    await expect(stat(join(root(), 'no such file.db'))).rejects.toThrow();
  });

  it('to a file that is not there makes it when asked to', async () => {
    const settings = { path: 'new/folder/new.db', create: true };
    const session = await lab().open({ ...lab().database.settings, ...settings });
    expect((await session.catalog()).tables).toEqual([]);
    const { staging } = await stageTable(lab(), session, { name: 'first', columns: n });
    await staging.discard();
    await session.close();
    expect((await stat(join(root(), 'new/folder/new.db'))).isFile()).toBe(true);
  });

  it('to a folder is refused for good', async () => {
    await mkdir(join(root(), 'a folder'), { recursive: true });
    const error = await openWith({ path: 'a folder' });
    expect(error).toMatchObject({ code: 'VALIDATION_ERROR', retryable: false });
    expect(error.message).toContain('folder');
  });

  it('to another kind of file is refused for good and names it', async () => {
    await writeFile(join(root(), 'notes.txt'), 'Dear diary, '.repeat(5000));
    const error = await openWith({ path: 'notes.txt' });
    expect(error).toMatchObject({ code: 'CONNECTION_FAILED', retryable: false });
    expect(error.message).toContain('notes.txt');
    expect(error.message).not.toContain('diary');
    expect((await readFile(join(root(), 'notes.txt'))).length).toBe(60_000);
  });

  it('to a file that is cut off fails for good, at the latest when it is read', async () => {
    const { words } = lab().harness;
    const text = Array.from({ length: 50_000 }, (_, row) => `${row}\n`).join('');
    await loadText(lab(), { name: 'long', columns: n, text });
    if (words.flush !== undefined) await lab().database.execute(words.flush);
    const path = join(root(), 'cut.db');
    await copyFile(join(root(), own()), path);
    await truncate(path, Math.floor((await stat(path)).size / 2));
    const reading = async (): Promise<unknown> => {
      const session = await lab().open({ ...lab().database.settings, path: 'cut.db' });
      return readRows(session, { sql: selectAll(lab(), 'long'), columns: n });
    };
    const { error } = await failure(reading());
    expect(error).toMatchObject({ retryable: false });
    expect(error.message).toContain('cut.db');
  });

  it('to a file elsewhere is refused, however it is named', async () => {
    await symlink(join(tmpdir(), 'elsewhere.db'), join(root(), 'link.db')).catch(() => undefined);
    for (const path of ['../elsewhere.db', '/etc/passwd', 'link.db', 'x/../../elsewhere.db']) {
      expect(await openWith({ path })).toMatchObject({
        code: 'VALIDATION_ERROR',
        details: [{ field: 'settings.path' }],
      });
    }
    const { connector, database } = lab();
    const options = { ...openOptions(database), fileRoots: [] };
    const { error } = await failure(connector.open(database.settings, options));
    expect(error.code).toBe('VALIDATION_ERROR');
  });

  it('that is read-only reads, and refuses to load for good', async () => {
    await loadText(lab(), { name: 'only read', columns: n, text: '1\n' });
    const session = await lab().open({ ...lab().database.settings, read_only: true });
    const columns = await columnsOf(lab(), 'only read');
    const sql = selectAll(lab(), 'only read');
    expect(await readRows(session, { sql, columns })).toEqual([['1']]);
    const { error } = await failure(stageTable(lab(), session, { name: 'only read', columns }));
    expect(error).toMatchObject({ code: 'PRIVILEGE_MISSING', retryable: false });
    expect(error.message).toContain('read_only');
    const test = await session.test();
    expect(test.ok).toBe(true);
    expect(test.checks.find((one) => one.name === 'create tables')?.ok).toBe(false);
  });
}
