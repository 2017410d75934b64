import { connectorContract } from '../kit/contract/connector-contract.ts';
import { clickhouseHarness } from '../testing/clickhouse-harness.ts';

connectorContract('ClickHouse', clickhouseHarness);
