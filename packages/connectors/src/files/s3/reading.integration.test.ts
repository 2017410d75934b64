import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { failure } from '../../kit/contract/failure.ts';
import { openS3Lab, type S3Lab } from '../../testing/s3-lab.ts';
import { startS3Peer, type S3Peer } from '../../testing/s3-peer.ts';
import { hasS3Server } from '../../testing/s3-server.ts';

const text = 'n\n1\n2\n';
const rows = [['1'], ['2']];

describe.skipIf(!hasS3Server)('an object that is read', () => {
  let lab: S3Lab;
  let peer: S3Peer;

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

  it.each([
    ['gzip.csv', 'gzip', gzipSync(text)],
    ['zstd.csv', 'zstd', zstdCompressSync(text)],
    ['chunked.csv', 'aws-chunked,gzip', gzipSync(text)],
    ['named.csv.gz', 'gzip', gzipSync(text)],
    ['plain.csv', 'identity', Buffer.from(text)],
  ])(
    'is unpacked as it was packed: %s with Content-Encoding %s',
    async (name, encoding, content) => {
      await lab.put(name, content, { ContentEncoding: encoding });
      expect(await lab.read(name)).toEqual(rows);
    },
  );

  it('is refused where it is not packed as it says', async () => {
    await lab.put('damaged.csv', 'n\n1\n', { ContentEncoding: 'gzip' });
    const { error } = await failure(lab.read('damaged.csv'));
    expect(error.code).toBe('VALUE_REJECTED');
    expect(error.message).toContain('damaged.csv');
  });

  it('is refused where it takes more room than there is, packed or not', async () => {
    const large = `n\n${'1\n'.repeat(600_000)}`;
    const change = { scratch_limit_mb: 1 };
    await lab.put('large.csv', gzipSync(large), { ContentEncoding: 'gzip' });
    await lab.put('large.txt.csv', large);
    for (const name of ['large.csv', 'large.txt.csv']) {
      const { error } = await failure(lab.read(name, { change }));
      expect(error.code).toBe('VALUE_REJECTED');
      expect(error.message).toContain('scratch_limit_mb');
    }
  });

  it.each([
    ['changed', () => lab.put('moving/b.csv', 'n\n7\n8\n9\n')],
    ['removed', () => lab.remove('moving/b.csv')],
  ])('is not mixed with another version: it was %s behind the listing', async (how, act) => {
    await lab.put('moving/b.csv', text);
    peer.answer = async ({ method, url }) => {
      if (method === 'GET' && url.includes('b.csv')) await act();
      return undefined;
    };
    const change = { endpoint_url: peer.endpoint };
    const { error } = await failure(lab.read('moving/*.csv', { change }));
    expect(error).toMatchObject({ code: 'CONNECTION_LOST', retryable: true });
    expect(error.message).toMatch(new RegExp(`moving/b.csv.* ${how} while it was read`));
  });
});
