import { expect, it } from 'vitest';
import { conditionProblem } from './condition-problem.ts';

it.each([
  ['pg_sleep(3) is null and status > 1', /names no function: pg_sleep/u],
  ["pg_read_file('/etc/passwd') = status", /names no function: pg_read_file/u],
  ['sum(total) > 5', /sum looks at many/u],
  ['rank() over (order by total) = 1', /must look at one row/u],
  ['1 = 1', /about a column/u],
])('%s is no condition over one row', (text, problem) => {
  expect(conditionProblem(text)).toMatch(problem);
});

it.each(["status = 'paid' AND total > 100", "lower(status) LIKE 'p%'", "status = 'a'' or 1=1 --'"])(
  '%s is one',
  (text) => {
    expect(conditionProblem(text)).toBeNull();
  },
);
