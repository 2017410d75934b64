import { connectorContract } from '../kit/contract/connector-contract.ts';
import { duckdbHarness } from '../testing/duckdb-harness.ts';

connectorContract('DuckDB', duckdbHarness);
