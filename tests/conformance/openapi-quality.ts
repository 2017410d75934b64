import { unless } from './checks.ts';
import type { World } from './world.ts';

/** What a generated client and a reader of /docs need of every operation. */
export async function checkOpenApi({ checks, openapi, anonymous }: World): Promise<void> {
  await checks.group('OpenAPI', async () => {
    const ids = new Set<string>();
    for (const operation of openapi.operations) {
      const { method, path, document } = operation;
      const name = `${method.toUpperCase()} ${path}`;
      const { operationId = '', summary = '', description = '', tags = [] } = document;
      checks.check(
        `${name}: operationId`,
        unless(/^[a-z][A-Za-z]+$/.test(operationId), operationId),
      );
      checks.check(
        `${name}: its operationId is its own`,
        unless(!ids.has(operationId), operationId),
      );
      ids.add(operationId);
      checks.check(`${name}: summary`, unless(summary.length > 3, 'none'));
      checks.check(`${name}: description`, unless(description.length > 10, 'none'));
      checks.check(`${name}: one tag`, unless(tags.length === 1, tags.join()));
      const places = ['requestBody', ...Object.keys(document.responses).filter(isSuccess)];
      for (const place of places) {
        const at = place === 'requestBody' ? place : `responses/${place}`;
        checks.check(`${name}: examples of ${place}`, openapi.judgeExamples(operation, at));
      }
      checks.check(`${name}: says how it fails`, unless('500' in document.responses, 'no 500'));
    }
    const docs = await anonymous({ path: '/docs/' });
    checks.check('the playground answers', unless(docs.status === 200, String(docs.status)));
  });
}

function isSuccess(status: string): boolean {
  return status.startsWith('2');
}
