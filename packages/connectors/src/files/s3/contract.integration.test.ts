import { connectorContract } from '../../kit/contract/connector-contract.ts';
import { s3FilesHarness } from '../../testing/s3-files-harness.ts';

connectorContract('Files in S3', s3FilesHarness);
