import { differs, unless } from './checks.ts';
import { at, type HttpAnswer } from './http-client.ts';
import type { World } from './world.ts';

const wanted = 120;

/** `GET /pipelines?page=2&per_page=50`, the four headers, and that pages neither repeat nor lose. */
export async function checkPagination(world: World): Promise<void> {
  const { checks, admin } = world;
  await checks.group('pagination', async () => {
    await makePipelines(world);
    const answer = await admin({ path: '/api/v1/pipelines?page=2&per_page=50' });
    const total = Number(answer.headers.get('x-total-count'));
    checks.check('X-Page', differs(answer.headers.get('x-page'), '2'));
    checks.check('X-Per-Page', differs(answer.headers.get('x-per-page'), '50'));
    checks.check('X-Total-Count', unless(total >= wanted, String(total)));
    checks.check('the page is full', differs(idsOf(answer).length, 50));
    const links = linksOf(answer);
    checks.check('Link next', unless(pageOf(links.get('next')) === '3', String(links.get('next'))));
    checks.check('Link prev', unless(pageOf(links.get('prev')) === '1', String(links.get('prev'))));

    const seen: string[] = [];
    for (let path: string | undefined = '/api/v1/pipelines?per_page=50'; path !== undefined;) {
      const page: HttpAnswer = await admin({ path });
      seen.push(...idsOf(page));
      const next = linksOf(page).get('next');
      path = next === undefined ? undefined : new URL(next).pathname + new URL(next).search;
    }
    checks.check('following next sees all', differs(seen.length, total));
    checks.check('following next sees none twice', differs(new Set(seen).size, seen.length));
    for (const bad of ['page=0', 'page=x', 'per_page=0', 'per_page=1000', 'nonsense=1']) {
      const refused = await admin({ path: `/api/v1/pipelines?${bad}` });
      const field = at(refused.body, 'error.details.0.field');
      checks.check(`?${bad}`, differs([refused.status, field], [400, bad.split('=')[0]]));
    }
  });
}

async function makePipelines({ admin }: World): Promise<void> {
  const body = { description: 'Load it', options: { validate: false } };
  const have = Number((await admin({ path: '/api/v1/pipelines' })).headers.get('x-total-count'));
  for (let made = have; made < wanted; made += 10) {
    await Promise.all(
      Array.from({ length: 10 }, () =>
        admin({ method: 'POST', path: '/api/v1/pipelines:generate', body }),
      ),
    );
  }
}

function idsOf({ body }: HttpAnswer): readonly string[] {
  return Array.isArray(body) ? body.map((one) => String(at(one, 'pipeline_id'))) : [];
}

function linksOf({ headers }: HttpAnswer): ReadonlyMap<string, string> {
  const links = (headers.get('link') ?? '').matchAll(/<([^>]+)>; rel="(\w+)"/g);
  return new Map([...links].map((one) => [one[2] ?? '', one[1] ?? '']));
}

function pageOf(url: string | undefined): string | null {
  return url === undefined ? null : new URL(url).searchParams.get('page');
}
