import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashedKinds } from '@ai-etl/store';
import { startTestApi, type TestApi } from './testing/test-api.ts';
import { verdictFor, walkingCallers, type WalkingCaller } from './testing/walk/callers.ts';
import {
  isMakable,
  makeAll,
  makePlaces,
  marksOf,
  placeNames,
  type Place,
  type PlaceName,
} from './testing/walk/places.ts';
import { recipes, type Recipe } from './testing/walk/recipes.ts';
import { routesOf, type WalkedRoute } from './testing/walk/route.ts';

/** Everybody calls everything, on what is theirs, their colleagues', and somebody else's. */

let api: TestApi;
let places: Readonly<Record<PlaceName, Place>>;
let origin: string;
const webhooks = new Map<string, string>();
const read = new Map<string, Readonly<Record<string, string>>>();
beforeAll(async () => {
  api = await startTestApi();
  places = await makePlaces(api);
  await api.app.listen({ port: 0, host: '127.0.0.1' });
  const address = api.app.server.address();
  origin = `http://127.0.0.1:${isPort(address) ? address.port : 0}`;
});
afterAll(() => api?.close());

function isPort(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === 'object' && address !== null;
}

/** Those that somebody has said how to call; the first test names the others. */
const routes = (): readonly (readonly [WalkedRoute, Recipe])[] =>
  routesOf(api).flatMap((route): (readonly [WalkedRoute, Recipe])[] => {
    const recipe = recipes[route.name];
    return recipe !== undefined && route.params.every(isMakable) ? [[route, recipe]] : [];
  });
const userIdOf = ({ name }: WalkingCaller): string => `user_${name.replaceAll(/\W/g, '_')}`;

function tokenOf(caller: WalkingCaller): Promise<string> {
  const { role, mine } = caller;
  return api.tokenFor({
    userId: userIdOf(caller),
    organisationId: api.organisationId,
    role,
    ...(mine === null ? {} : { projectRoles: { [places.mine.projectId]: mine } }),
  });
}

interface Step {
  readonly route: WalkedRoute;
  readonly recipe: Recipe;
  readonly place: Place;
  readonly caller: WalkingCaller;
}

/** Reads leave what they are about as it is, so that others may read it too. */
async function idsFor({ route, place, caller }: Step): Promise<Readonly<Record<string, string>>> {
  const { method, params } = route;
  const key = `${place.name} ${params.join()}`;
  const known = method === 'GET' ? read.get(key) : undefined;
  if (known !== undefined) return known;
  if (method === 'DELETE') webhooks.clear();
  const ids = await makeAll({ api, place, userId: userIdOf(caller), webhooks }, params);
  if (method === 'GET') read.set(key, ids);
  return ids;
}

async function take(
  { route, recipe, place, caller }: Step,
  token: string | null,
): Promise<{ readonly status: number; readonly text: string }> {
  const ids = await idsFor({ route, recipe, place, caller });
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, param: string) => ids[param] ?? '');
  const query = typeof recipe.query === 'function' ? recipe.query(place) : recipe.query;
  const body: unknown = recipe.body?.(place);
  const stop = new AbortController();
  const answer = await fetch(`${origin}/api/v1${path}${query === undefined ? '' : `?${query}`}`, {
    method: route.method,
    signal: stop.signal,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const endless = recipe.streams === true && answer.ok;
  const text = endless ? '' : await answer.text();
  stop.abort();
  return { status: answer.status, text };
}

/** Ids of places in an answer to somebody who may not know of them. */
function leaksIn(text: string, { role }: WalkingCaller, asked: PlaceName): readonly string[] {
  const hidden: readonly PlaceName[] = role === null ? ['other', 'foreign'] : ['foreign'];
  return hidden
    .filter((name) => name !== asked)
    .flatMap((name) => marksOf(places[name]))
    .filter((mark) => text.includes(mark));
}

function isIn(status: number, { alsoIn = [] }: Recipe): boolean {
  if (alsoIn.includes(status)) return true;
  const gateway = status === 502 || status === 503 || status === 504;
  return ![401, 403, 404].includes(status) && (status < 500 || gateway);
}

describe('the walk', () => {
  it('knows how to call every route', () => {
    const there = routesOf(api).map((route) => route.name);
    const missing = there.filter((name) => recipes[name] === undefined);
    expect(
      missing,
      'Add these routes to apps/server/src/testing/walk/recipes.ts: {} if neither body nor query is needed.',
    ).toEqual([]);
    const unmade = routesOf(api).flatMap((route) => route.params.filter((one) => !isMakable(one)));
    expect(
      [...new Set(unmade)],
      'Say in apps/server/src/testing/walk/places.ts how to make what these path parameters name.',
    ).toEqual([]);
    const gone = Object.keys(recipes).filter((name) => !there.includes(name));
    expect(gone, 'Take these out of apps/server/src/testing/walk/recipes.ts.').toEqual([]);
  });

  it('leaves hashes of whatever it changes in the audit log', () => {
    /** No rows of an organisation: what happens to them is written without a hash. */
    const unhashed = ['session', 'delivery'];
    const kinds = routesOf(api)
      .filter((route) => route.method !== 'GET')
      .flatMap((route) => route.params.filter((param) => param.endsWith('_id')))
      .map((param) => param.slice(0, -'_id'.length));
    expect(
      [...new Set(kinds)].filter((kind) => ![...hashedKinds, ...unhashed].includes(kind)),
      'Say in packages/store/src/audit/resource-state.ts where these kinds are stored.',
    ).toEqual([]);
  });

  it('finds open exactly those routes that say so', () => {
    const open = routes().filter(([route]) => route.permission === 'public');
    const said = routes().filter(([, recipe]) => recipe.open === true);
    expect(open.map(([route]) => route.name)).toEqual(said.map(([route]) => route.name));
  });

  it('is refused everywhere without a token', async () => {
    const caller = { name: 'nobody', role: 'admin', mine: null } as const;
    await tokenOf(caller);
    const answers: unknown[] = [];
    for (const [route, recipe] of routes()) {
      if (recipe.open === true) continue;
      const { status, text } = await take({ route, recipe, place: places.mine, caller }, null);
      if (status !== 401 || !text.includes('AUTHENTICATION_REQUIRED')) {
        answers.push([route.name, status]);
      }
    }
    expect(answers).toEqual([]);
  });

  it.each(walkingCallers)(
    'lets $name do what their roles say, and nothing else',
    async (caller) => {
      const token = await tokenOf(caller);
      const wrong: string[] = [];
      for (const [route, recipe] of routes()) {
        if (recipe.open === true) continue;
        const { reach = null } = recipe;
        const hasPlace = reach !== null || route.params.some((param) => param.endsWith('_id'));
        for (const name of hasPlace ? placeNames : (['mine'] as const)) {
          const expected = verdictFor(route, caller, { place: name, reach });
          const step = { route, recipe, place: places[name], caller };
          const login = recipe.spendsLogin === true ? await tokenOf(caller) : token;
          const { status, text } = await take(step, login);
          for (const leak of leaksIn(text, caller, name)) {
            wrong.push(`${route.name} (${name}): the answer holds ${leak}`);
          }
          const right = expected === 'in' ? isIn(status, recipe) : status === expected;
          if (right) continue;
          wrong.push(
            `${route.name} (${name}): expected ${expected}, got ${status} ${text.slice(0, 200)}`,
          );
        }
      }
      expect(wrong).toEqual([]);
    },
  );
});
