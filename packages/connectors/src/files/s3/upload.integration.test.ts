import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HeadObjectCommand } from '@aws-sdk/client-s3';
import type { PublicationKey } from '@ai-etl/core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { failure } from '../../kit/contract/failure.ts';
import { append, newKey, readRows } from '../../kit/contract/lab.ts';
import { workTableName } from '../../kit/staging-name.ts';
import { largeColumns, largeRows } from '../../testing/large-rows.ts';
import { openS3Lab, type S3Lab } from '../../testing/s3-lab.ts';
import {
  startS3Peer,
  type PeerAnswer,
  type PeerRequest,
  type S3Peer,
} from '../../testing/s3-peer.ts';
import { hasS3Server } from '../../testing/s3-server.ts';

/** Three parts. */
const megabytes = 40;
const rows = String(megabytes * 10);

describe.skipIf(!hasS3Server)('a file that is uploaded in parts', () => {
  let lab: S3Lab;
  let peer: S3Peer;
  const stage = async (name: string, key: PublicationKey = newKey()) => {
    const session = await lab.open({ endpoint_url: peer.endpoint });
    const options = { name, key, columns: largeColumns, write: append };
    return { session, key, ...(await lab.stage(session, options, largeRows(megabytes))) };
  };
  const count = async (name: string) => {
    const [row] = await readRows(await lab.open(), {
      sql: `SELECT count(*) AS c, sum(length("text")) AS l FROM "${name}"`,
      columns: ['c', 'l'].map((one) => ({ name: one, type: { kind: 'int64' }, nullable: true })),
    });
    return row;
  };
  const whole = [rows, String(Number(rows) * 100_000)];
  const published = async (folder: string): Promise<readonly string[]> =>
    (await lab.keys(folder)).filter((name) => name.endsWith('.csv'));
  const work = async (folder: string): Promise<readonly string[]> =>
    (await lab.keys(folder)).filter((name) => name.includes('_stg_'));

  beforeAll(async () => {
    lab = await openS3Lab();
    peer = await startS3Peer(lab.server.endpoint);
  });
  afterEach(async () => {
    peer.answer = () => undefined;
    await lab.closeSessions();
  });
  afterAll(async () => {
    await peer?.close();
    await lab?.close();
  });

  it('is seen by nobody before the request that makes it an object, and by its hash then', async () => {
    const seen: unknown[] = [];
    const before = peer.requests.length;
    const { staging, publish } = await stage('whole/*.csv');
    peer.answer = async (request) => {
      if (isComplete(request)) {
        seen.push((await lab.openUploads()).length);
        seen.push((await failure(count('whole/*.csv'))).error.code);
      }
      return undefined;
    };
    await staging.publish(publish);
    expect(seen).toEqual([1, 'OBJECT_NOT_FOUND']);
    expect(await count('whole/*.csv')).toEqual(whole);
    expect(await lab.openUploads()).toEqual([]);
    expect(await work('whole')).toEqual([]);
    const parts = peer.requests.slice(before).filter(isPart).map(partOf);
    expect(parts).toEqual(['1', '2', '3']);
    const [name = ''] = await published('whole');
    const { Metadata, ETag } = await lab.client.send(
      new HeadObjectCommand({ Bucket: 'lake', Key: `data/whole/${name}` }),
    );
    // No MD5 of the content, as at Amazon: only the hash that we keep tells what it is.
    expect(ETag).toMatch(/-3"$/);
    expect(Metadata?.['ai-etl-sha256']).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each([
    ['once', 1],
    ['each time', Infinity],
  ])('is published once where the answer is lost %s', async (times, losses) => {
    const name = `lost ${times}/*.csv`;
    const { staging, publish, session, key } = await stage(name);
    let left = losses;
    peer.answer = (request) =>
      isComplete(request) && (left -= 1) >= 0 ? 'lose the answer' : undefined;
    expect(await staging.publish(publish)).toMatchObject({ rows });
    peer.answer = () => undefined;
    expect(await session.loader.publication({ name }, key)).toMatchObject({ rows, attempt: 1 });
    expect(await count(name)).toEqual(whole);
    expect(await published(`lost ${times}`)).toHaveLength(1);
    expect(await lab.openUploads()).toEqual([]);
  });

  it('is found by the next attempt where the storage is gone right behind that request', async () => {
    const name = 'gone/*.csv';
    const { staging, publish, key } = await stage(name);
    let isGone = false;
    peer.answer = (request) => {
      if (isGone) return { status: 403, code: 'AccessDenied' };
      isGone = isComplete(request);
      return isGone ? 'lose the answer' : undefined;
    };
    expect((await failure(staging.publish(publish))).error.code).toBe('PRIVILEGE_MISSING');
    await failure(staging.discard());
    peer.answer = () => undefined;
    const again = await stage(name, { ...key, attempt: 2 });
    expect(await again.staging.publish(again.publish)).toMatchObject({ rows, attempt: 1 });
    expect(await count(name)).toEqual(whole);
    expect(await lab.openUploads()).toEqual([]);
    expect(await work('gone')).toEqual([]);
  });

  it.each<[string, (cancel: AbortController) => PeerAnswer, string]>([
    [
      'is cancelled',
      (cancel) => {
        cancel.abort();
        return 'silent';
      },
      'RUN_CANCELLED',
    ],
    ['is refused', () => ({ status: 403, code: 'AccessDenied' }), 'PRIVILEGE_MISSING'],
    ['finds no room', () => ({ status: 507, code: 'XMinioStorageFull' }), 'TARGET_FULL'],
    ['is told of another upload', () => ({ status: 404, code: 'NoSuchUpload' }), 'TARGET_CONFLICT'],
  ])('leaves no parts where a part %s', async (how, answer, code) => {
    const name = `${how}/*.csv`;
    const { staging, publish } = await stage(name);
    const cancel = new AbortController();
    peer.answer = (request) =>
      isPart(request) && partOf(request) === '2' ? answer(cancel) : undefined;
    const publishing = staging.publish({ ...publish, signal: cancel.signal });
    expect((await failure(publishing)).error.code).toBe(code);
    expect(await lab.openUploads()).toEqual([]);
    peer.answer = () => undefined;
    await staging.discard();
    expect(await lab.keys(how)).toEqual([]);
  });

  it.each(['sweep', 'next attempt'])(
    'of a process that was killed is ended by the %s',
    async (by) => {
      const name = `killed by ${by}/*.csv`;
      const key = newKey();
      await killedLoad({ name, key }, atSecondPart);
      expect(await lab.openUploads()).toHaveLength(1);
      const { loader } = await lab.open();
      expect(await loader.publication({ name }, key)).toBeNull();
      expect(await loader.sweep({ name }, (runId) => runId === key.runId)).toBe(0);
      expect(await lab.openUploads()).toHaveLength(1);
      if (by === 'sweep') {
        expect(await loader.sweep({ name }, () => false)).toBe(1);
        expect(await lab.keys(`killed by ${by}`)).toEqual([]);
      } else {
        const again = await stage(name, { ...key, attempt: 2 });
        expect(await again.staging.publish(again.publish)).toMatchObject({ rows, attempt: 2 });
        expect(await count(name)).toEqual(whole);
      }
      expect(await lab.openUploads()).toEqual([]);
    },
  );

  it('of a process that was killed behind the request that publishes is there once, and recorded', async () => {
    const name = 'killed late/*.csv';
    const key = newKey();
    let completions = 0;
    await killedLoad({ name, key }, (request) => {
      if (!isComplete(request)) return undefined;
      completions += 1;
      // It is asked again when the first answer is lost: then the storage has done it.
      return completions === 1 ? 'lose the answer' : 'kill';
    });
    const { loader } = await lab.open();
    expect(await loader.sweep({ name }, () => false)).toBe(1);
    expect(await loader.publication({ name }, key)).toMatchObject({ rows, attempt: 1 });
    expect(await count(name)).toEqual(whole);
    expect(await published('killed late')).toHaveLength(1);
    expect(await lab.openUploads()).toEqual([]);
  });

  it('is not ended by a record of it in another folder', async () => {
    const key = newKey();
    await killedLoad({ name: 'mine/*.csv', key }, atSecondPart);
    const record = await readFile(
      join(lab.server.data, 'lake/data/mine', workTableName('stg', key)),
    );
    await lab.put(`other/${workTableName('stg', newKey())}`, record);
    const { loader } = await lab.open();
    expect(await loader.sweep({ name: 'other/*.csv' }, () => false)).toBe(1);
    expect(await lab.openUploads()).toHaveLength(1);
    expect(await loader.sweep({ name: 'mine/*.csv' }, () => false)).toBe(1);
    expect(await lab.openUploads()).toEqual([]);
  });

  /** Runs a load in a process of its own, and kills that at the request for which `answer` says so. */
  async function killedLoad(
    load: { readonly name: string; readonly key: PublicationKey },
    answer: (request: PeerRequest) => PeerAnswer | 'kill',
  ): Promise<void> {
    const settings = { ...lab.settings, endpoint_url: peer.endpoint };
    const child = spawn(
      process.execPath,
      ['--conditions=ai-etl-source', mainLoad, JSON.stringify({ settings, megabytes, ...load })],
      { stdio: ['ignore', 'inherit', 'inherit'] },
    );
    const ended = once(child, 'exit');
    peer.answer = (request) => {
      const what = answer(request);
      if (what !== 'kill') return what;
      child.kill('SIGKILL');
      return 'silent';
    };
    expect(await ended).toEqual([null, 'SIGKILL']);
    peer.answer = () => undefined;
  }
});

const mainLoad = fileURLToPath(new URL('../../testing/main-s3-load.ts', import.meta.url));

function isPart({ method, url }: PeerRequest): boolean {
  return method === 'PUT' && /[?&]partNumber=/.test(url);
}

function partOf({ url }: PeerRequest): string | null {
  return new URL(url, 'http://storage.test').searchParams.get('partNumber');
}

function isComplete({ method, url }: PeerRequest): boolean {
  return method === 'POST' && /[?&]uploadId=/.test(url);
}

function atSecondPart(request: PeerRequest): 'kill' | undefined {
  return isPart(request) && partOf(request) === '2' ? 'kill' : undefined;
}
