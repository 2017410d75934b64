import { describe } from 'vitest';
import { connectorContract } from '../../kit/contract/connector-contract.ts';
import { s3FilesHarness } from '../../testing/s3-files-harness.ts';
import { hasS3Server } from '../../testing/s3-server.ts';

describe.skipIf(!hasS3Server)('in a bucket of an S3 server', () => {
  connectorContract('Files in S3', s3FilesHarness);
});
