import { connectorContract } from '../kit/contract/connector-contract.ts';
import { postgresqlHarness } from '../testing/postgresql-harness.ts';

connectorContract('PostgreSQL', postgresqlHarness);
