import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { failure } from '../../kit/contract/failure.ts';
import { newKey, replace } from '../../kit/contract/lab.ts';
import { startTcpProxy } from '../../kit/contract/tcp-proxy.ts';
import type { Resolve } from '../../kit/judged-lookup.ts';
import { numbers, openS3Lab, type S3Lab } from '../../testing/s3-lab.ts';
import {
  startS3Peer,
  type PeerAnswer,
  type PeerRequest,
  type S3Peer,
} from '../../testing/s3-peer.ts';
import { hasS3Server } from '../../testing/s3-server.ts';
import { mostTextBytes } from '../target/file-store.ts';
import { Bucket } from './bucket.ts';
import { bucketSettings } from './bucket-settings.ts';
import type { S3ClientOptions } from './s3-client.ts';

const loginPage = '<html><head></head><body>Log in</body></html>';

describe.skipIf(!hasS3Server)('an S3 storage', () => {
  let lab: S3Lab;
  let peer: S3Peer;
  const buckets: Bucket[] = [];
  const openBucket = async (
    change: object,
    options: Partial<S3ClientOptions> = {},
  ): Promise<Bucket> => {
    const settings = { region: 'us-east-1', path_style: true, scratch_limit_mb: 64 };
    const bucket = await Bucket.open(bucketSettings({ ...settings, ...lab.settings, ...change }), {
      connectTimeoutMs: 5000,
      ...options,
    });
    buckets.push(bucket);
    return bucket;
  };

  beforeAll(async () => {
    lab = await openS3Lab();
    peer = await startS3Peer(lab.server.endpoint);
    await lab.put('a.csv', 'n\n1\n');
  });
  afterEach(async () => {
    peer.answer = () => undefined;
    for (const bucket of buckets.splice(0)) bucket.close();
    await lab.closeSessions();
  });
  afterAll(async () => {
    await peer?.close();
    await lab?.close();
  });

  const refusals: readonly (readonly [PeerAnswer & object, code: string, retryable: boolean])[] = [
    [{ status: 403, code: 'AccessDenied' }, 'PRIVILEGE_MISSING', false],
    [{ status: 403, code: 'InvalidObjectState' }, 'PRIVILEGE_MISSING', false],
    [{ status: 404, code: 'NoSuchBucket' }, 'OBJECT_NOT_FOUND', false],
    [{ status: 301, code: 'PermanentRedirect' }, 'CONNECTION_FAILED', false],
    [{ status: 400, code: 'AuthorizationHeaderMalformed' }, 'CONNECTION_FAILED', false],
    [{ status: 403, code: 'RequestTimeTooSkewed' }, 'CONNECTION_FAILED', false],
    [{ status: 400, code: 'ExpiredToken' }, 'CREDENTIALS_REJECTED', false],
    [{ status: 400, code: 'InvalidToken' }, 'CREDENTIALS_REJECTED', false],
    [{ status: 403, code: 'SignatureDoesNotMatch' }, 'CREDENTIALS_REJECTED', false],
    [{ status: 501, code: 'NotImplemented' }, 'QUERY_FAILED', false],
    [{ status: 400, code: 'constructor' }, 'QUERY_FAILED', false],
    [{ status: 200, body: 'not XML at all' }, 'CONNECTION_LOST', true],
    [{ status: 200, body: loginPage }, 'CONNECTION_LOST', true],
    [{ status: 200, body: '' }, 'CONNECTION_LOST', true],
    [{ status: 200, body: '<Contents><Key>data/a.csv</Key></Contents>' }, 'CONNECTION_LOST', true],
    [{ status: 200, body: '<ListBucketResult><Name>lake</Name>' }, 'CONNECTION_LOST', true],
    [{ status: 302, body: '' }, 'CONNECTION_LOST', true],
    [{ status: 404, body: loginPage }, 'CONNECTION_LOST', true],
  ];
  it.each(refusals)('that answers %j is told as %s', async (answer, code, retryable) => {
    peer.answer = () => answer;
    const session = await lab.open({
      endpoint_url: peer.endpoint,
      secret_access_key: 'hidden-secret',
      session_token: 'hidden-token',
    });
    const { error, text } = await failure(session.test());
    expect(error).toMatchObject({ code, retryable });
    expect(error.message).toContain('s3://lake');
    for (const secret of ['hidden-secret', 'hidden-token', 'told by the storage']) {
      expect(error.message).not.toContain(secret);
    }
    expect(text).not.toMatch(/hidden-(secret|token)/);
  });

  it.each([
    ['SlowDown', 503],
    ['InternalError', 500],
  ])('that answers %s is asked again, and not for ever', async (code, status) => {
    const before = peer.requests.length;
    let left = 2;
    peer.answer = () => ((left -= 1) >= 0 ? { status, code } : undefined);
    const bucket = await openBucket({ endpoint_url: peer.endpoint });
    await bucket.check();
    expect(peer.requests.length - before).toBe(3);
    peer.answer = () => ({ status, code });
    const { error } = await failure(bucket.check());
    expect(error).toMatchObject({ code: 'CONNECTION_LOST', retryable: true });
    expect(peer.requests.length - before).toBe(3 + 5);
  });

  it('that falls silent is given up', async () => {
    peer.answer = () => 'silent';
    const bucket = await openBucket({ endpoint_url: peer.endpoint }, { idleTimeoutMs: 100 });
    const { error } = await failure(bucket.check());
    expect(error).toMatchObject({ code: 'CONNECTION_LOST', retryable: true });
  });

  it('ends a request that is cancelled while it waits', async () => {
    const cancel = new AbortController();
    peer.answer = () => {
      cancel.abort();
      return 'silent';
    };
    const bucket = await openBucket({ endpoint_url: peer.endpoint });
    expect((await failure(bucket.check(cancel.signal))).error.code).toBe('RUN_CANCELLED');
  });

  it('gets the session token of temporary keys', async () => {
    // S3Proxy refuses requests that have one.
    peer.answer = () => ({ status: 200, body: '<ListBucketResult></ListBucketResult>' });
    const bucket = await openBucket({ endpoint_url: peer.endpoint, session_token: 'a-token' });
    await bucket.check();
    expect(peer.requests.at(-1)?.headers).toMatchObject({
      'x-amz-security-token': 'a-token',
      authorization: expect.stringMatching(/SignedHeaders=[^,]*x-amz-security-token/),
    });
  });

  describe('that is a login page for some requests', () => {
    const log = async (bucket: Bucket): Promise<void> => {
      await bucket.write('told.json', Buffer.from('{}'), { sha256: 'a-hash' });
    };
    const of = (method: string, answer: PeerAnswer) => (request: PeerRequest) =>
      request.method === method ? answer : undefined;

    it.each<[string, string, PeerAnswer, (bucket: Bucket) => Promise<unknown>]>([
      ['an object that was written', 'PUT', { status: 200, body: loginPage }, log],
      [
        'an object that was removed',
        'DELETE',
        { status: 200, body: loginPage },
        (bucket) => bucket.remove('told.json'),
      ],
      ['a text', 'GET', { status: 200, body: loginPage }, (bucket) => bucket.readText('told.json')],
      [
        'a text that is not there',
        'GET',
        { status: 404, body: loginPage },
        (bucket) => bucket.readText('told.json'),
      ],
      [
        'an object that is not there',
        'HEAD',
        { status: 404, body: loginPage },
        (bucket) => bucket.sha256('told.json'),
      ],
      ['an object that is', 'HEAD', { status: 200 }, (bucket) => bucket.sha256('told.json')],
    ])('takes it for no answer: %s', async (_, method, answer, action) => {
      const bucket = await openBucket({ endpoint_url: peer.endpoint });
      await log(bucket);
      peer.answer = of(method, answer);
      const { error } = await failure(action(bucket));
      expect(error).toMatchObject({ code: 'CONNECTION_LOST', retryable: true });
      expect(error.message).toMatch(/told\.json: .*login page may answer/);
      peer.answer = () => undefined;
      expect(await bucket.sha256('told.json')).toBe('a-hash');
    });

    it('is told by replacements and sweeps, which otherwise would see no files', async () => {
      const name = 'login/*.parquet';
      const options = { name, columns: numbers, write: replace };
      const dead = await lab.stage(await lab.open(), options, '1\n');
      expect(dead.staging.name).toContain('_ai_etl_stg_');
      peer.answer = of('GET', { status: 200, body: loginPage });
      const session = await lab.open({ endpoint_url: peer.endpoint });
      for (const action of [
        () => session.loader.sweep({ name }, () => false),
        () => session.loader.publication({ name }, newKey()),
        () => lab.stage(session, options, '2\n'),
      ]) {
        expect((await failure(action())).error.code).toBe('CONNECTION_LOST');
      }
      peer.answer = () => undefined;
      expect(await session.loader.sweep({ name }, () => false)).toBe(1);
    });
  });

  it('has texts of other people that are too large for ours', async () => {
    await lab.put('large.json', Buffer.alloc(mostTextBytes + 1, 'x'));
    const bucket = await openBucket({});
    const { error } = await failure(bucket.readText('large.json'));
    expect(error).toMatchObject({ code: 'TARGET_CONFLICT', retryable: false });
    expect(error.message).toContain('large.json');
  });

  it('is reached by a host name that has the bucket in it', async () => {
    const asked: string[] = [];
    const resolveName = pretend(() => '127.0.0.1', asked);
    peer.answer = ({ headers }) => {
      // S3Proxy wants the path style; who signs and whom is asked is what is tested here.
      expect(headers.host).toBe(`lake.storage.test:${peer.port}`);
      return { status: 200, body: '<ListBucketResult></ListBucketResult>' };
    };
    const endpoint_url = `http://storage.test:${peer.port}`;
    const bucket = await openBucket({ endpoint_url, path_style: false }, { resolveName });
    await bucket.check();
    expect(asked).toEqual(['lake.storage.test']);
    expect(peer.requests.at(-1)?.url).toMatch(/^\/\?/);
  });

  describe('whose name changes its address', () => {
    const hosts = { allows: (address: string) => address !== '169.254.169.254' };

    it('is judged at each connection, and a forbidden one is not made', async () => {
      const proxy = await startTcpProxy('127.0.0.1', Number(new URL(lab.server.endpoint).port));
      let address = '127.0.0.1';
      const endpoint_url = `http://storage.test:${proxy.port}`;
      const resolveName = pretend(() => address, []);
      try {
        const bucket = await openBucket({ endpoint_url }, { hosts, resolveName });
        await bucket.check();
        address = '169.254.169.254';
        // The connection that is kept goes where it was allowed to; a new one is judged anew.
        await bucket.check();
        proxy.cut();
        const { error } = await failure(bucket.check());
        expect(error).toMatchObject({
          code: 'VALIDATION_ERROR',
          retryable: false,
          details: [{ field: 'settings.endpoint_url' }],
        });
        expect(error.message).toContain('storage.test');
        address = '127.0.0.1';
        await bucket.check();
      } finally {
        await proxy.close();
      }
    });

    it('is refused where one of its addresses is forbidden', async () => {
      const resolveName = pretend(() => ['127.0.0.1', '169.254.169.254'], []);
      const endpoint_url = `http://storage.test:${peer.port}`;
      const bucket = await openBucket({ endpoint_url }, { hosts, resolveName });
      expect((await failure(bucket.check())).error.code).toBe('VALIDATION_ERROR');
    });

    it('is refused as an address that nobody looks up', async () => {
      const opening = openBucket({ endpoint_url: 'http://169.254.169.254/' }, { hosts });
      expect((await failure(opening)).error.code).toBe('VALIDATION_ERROR');
    });
  });
});

/** A resolver that answers what it is told to. */
function pretend(answer: () => string | readonly string[], asked: string[]): Resolve {
  const resolve = (
    name: string,
    _: unknown,
    done: (error: null, addresses: readonly { address: string; family: number }[]) => void,
  ): void => {
    asked.push(name);
    done(
      null,
      [answer()].flat().map((address) => ({ address, family: 4 })),
    );
  };
  return Object.assign(resolve, {
    __promisify__: () => Promise.reject(new TypeError('unused')),
  }) as unknown as Resolve;
}
