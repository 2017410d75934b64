import { connectorContract } from '../kit/contract/connector-contract.ts';
import { filesHarness } from '../testing/files-harness.ts';

connectorContract('Files', filesHarness);
