import { expect, it } from 'vitest';
import { routeName } from './measure-requests.ts';

it.each([
  ['/api/v1/pipelines', '/pipelines'],
  ['/api/v1/pipelines::generate', '/pipelines:generate'],
  ['/api/v1/pipelines/:pipeline_id/status', '/pipelines/{pipeline_id}/status'],
  ['/api/v1/pipelines/:pipeline_id(^[^:/]+)::deploy', '/pipelines/{pipeline_id}:deploy'],
  ['/api/v1/runs/:run_id/tasks/:task_id', '/runs/{run_id}/tasks/{task_id}'],
  ['/health/live', '/health/live'],
])('names the route %s %s', (url, name) => {
  expect(routeName(url)).toBe(name);
});
