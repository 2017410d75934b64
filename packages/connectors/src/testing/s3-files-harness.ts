import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { ContractHarness } from '../kit/contract/harness.ts';
import { tablesAsFiles } from './files-harness.ts';
import { startS3Server, type S3Server } from './s3-server.ts';

/** Tables below a prefix of a bucket of S3Proxy, which is reached through Amazon's SDK besides the connector. */
export const s3FilesHarness: ContractHarness = tablesAsFiles(async () => {
  const server = await startS3Server('contract');
  const client = clientOf(server);
  return {
    settings: {
      root: 's3://contract/tables',
      endpoint_url: server.endpoint,
      access_key_id: server.accessKeyId,
      secret_access_key: server.secretAccessKey,
    },
    fileRoots: [],
    shownIn: join(server.data, 'contract', 'tables'),
    put: async (file, name) => {
      const Body = await readFile(file);
      await client.send(new PutObjectCommand({ Bucket: 'contract', Key: `tables/${name}`, Body }));
    },
    take: async (name) => {
      await client.send(new DeleteObjectCommand({ Bucket: 'contract', Key: `tables/${name}` }));
    },
    remove: async () => {
      client.destroy();
      await server.stop();
    },
  };
});

/** A client of the server that is not the connector's. */
export function clientOf({ endpoint, accessKeyId, secretAccessKey }: S3Server): S3Client {
  return new S3Client({
    region: 'us-east-1',
    endpoint,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    credentials: { accessKeyId, secretAccessKey },
  });
}
