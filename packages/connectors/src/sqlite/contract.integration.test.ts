import { connectorContract } from '../kit/contract/connector-contract.ts';
import { sqliteHarness } from '../testing/sqlite-harness.ts';

connectorContract('SQLite', sqliteHarness);
