import { readerContract } from '../kit/contract/reader/reader-contract.ts';
import { httpHarness } from '../testing/http-harness.ts';

readerContract('HTTP API', httpHarness);
