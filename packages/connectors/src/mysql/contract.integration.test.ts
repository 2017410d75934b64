import { isMariadbTestable } from '@ai-etl/local';
import { describe } from 'vitest';
import { connectorContract } from '../kit/contract/connector-contract.ts';
import { mysqlHarness } from '../testing/mysql-harness.ts';

describe.skipIf(!isMariadbTestable())('on a real MariaDB', () => {
  connectorContract('MySQL', mysqlHarness);
});
