import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshStore, type FreshStore } from '../testing/fresh-store.ts';

let fresh: FreshStore | null;
beforeAll(async () => {
  fresh = await freshStore();
});
afterAll(async () => {
  await fresh?.drop();
});

describe('the use of language models', () => {
  it('adds up what calls of a day have cost, whoever counts at the same time', async ({ skip }) => {
    if (fresh === null) return skip();
    const { store, scope, projectId } = fresh;
    const call = { projectId, inputTokens: 100, outputTokens: 20, costMicros: 7 };
    await Promise.all(
      ['a', 'a', 'a', 'b'].map((model) =>
        store.modelUse.addModelSpending(scope, { ...call, provider: 'p', model }),
      ),
    );
    const spent = { calls: 4, inputTokens: 400, outputTokens: 80, costMicros: 28 };
    expect(await store.modelUse.modelSpentToday(scope, projectId)).toEqual(spent);
    const none = { calls: 0, inputTokens: 0, outputTokens: 0, costMicros: 0 };
    const other = { organisationId: 'org_other' };
    expect(await store.modelUse.modelSpentToday(other, projectId)).toEqual(none);
    const shutOut = { ...scope, projectIds: [] };
    expect(await store.modelUse.modelSpentToday(shutOut, projectId)).toEqual(none);
  });

  it('remembers answers by key, the last one, for their project alone', async ({ skip }) => {
    if (fresh === null) return skip();
    const { store, scope, projectId } = fresh;
    const { getModelAnswer, putModelAnswer } = store.modelUse;
    expect(await getModelAnswer(scope, projectId, 'k')).toBeNull();
    await putModelAnswer(scope, { projectId, key: 'k', answer: { is: 1 } });
    await putModelAnswer(scope, { projectId, key: 'k', answer: { is: 2 } });
    expect(await getModelAnswer(scope, projectId, 'k')).toEqual({ is: 2 });
    expect(await getModelAnswer(scope, projectId, 'other')).toBeNull();
    expect(await getModelAnswer({ organisationId: 'org_other' }, projectId, 'k')).toBeNull();
  });

  it('keeps the settings of a project, and refuses those of nobody', async ({ skip }) => {
    if (fresh === null) return skip();
    const { store, scope, projectId } = fresh;
    const { getModelSettings, putModelSettings } = store.modelUse;
    expect(await getModelSettings(scope, projectId)).toMatchObject({
      enabled: true,
      tokensPerDay: null,
      updatedAt: null,
    });
    const settings = {
      enabled: false,
      tokensPerDay: 5000,
      costMicrosPerDay: 2_500_000,
      timeoutSeconds: 5,
      shareValues: true,
      provider: null,
      updatedBy: 'user_1',
    };
    const written = await putModelSettings(scope, { projectId, ...settings });
    expect(written).toMatchObject(settings);
    expect(await getModelSettings(scope, projectId)).toEqual(written);
    await expect(
      putModelSettings(scope, { projectId: 'proj_nobody', ...settings }),
    ).rejects.toMatchObject({ code: 'RESOURCE_NOT_FOUND' });
  });

  it('keeps the key of a provider sealed, and for its address alone', async ({ skip }) => {
    if (fresh === null) return skip();
    const { store, scope, projectId } = fresh;
    const { putModelSettings, readModelKey, getModelSettings } = store.modelUse;
    const provider = {
      kind: 'openai-compatible',
      baseUrl: 'https://models.example/v1',
      model: 'm',
      output: 'json',
      maxOutputTokens: 1000,
      price: { input: 1, output: 2.5 },
    } as const;
    const settings = {
      projectId,
      enabled: true,
      tokensPerDay: null,
      costMicrosPerDay: null,
      timeoutSeconds: null,
      shareValues: null,
      provider,
      updatedBy: 'user_1',
    };
    const written = await putModelSettings(scope, { ...settings, apiKey: 'sk-secret-value' });
    expect(written).toMatchObject({ provider, hasKey: true });
    expect(JSON.stringify(await getModelSettings(scope, projectId))).not.toContain('sk-secret');
    expect(await readModelKey(scope, projectId, provider.baseUrl)).toBe('sk-secret-value');
    // Somebody else's address, from settings that were read before these were written.
    expect(await readModelKey(scope, projectId, 'https://evil.example/v1')).toBeNull();
    expect(
      await readModelKey({ organisationId: 'org_other' }, projectId, provider.baseUrl),
    ).toBeNull();
    expect(
      await readModelKey({ ...scope, projectIds: [] }, projectId, provider.baseUrl),
    ).toBeNull();

    await putModelSettings(scope, { ...settings, provider: { ...provider, model: 'n' } });
    expect(await readModelKey(scope, projectId, provider.baseUrl)).toBe('sk-secret-value');
    const elsewhere = { ...provider, baseUrl: 'https://evil.example/v1' };
    expect(await putModelSettings(scope, { ...settings, provider: elsewhere })).toMatchObject({
      hasKey: false,
    });
    expect(await readModelKey(scope, projectId, elsewhere.baseUrl)).toBeNull();
    await putModelSettings(scope, { ...settings, apiKey: 'sk-2' });
    await putModelSettings(scope, { ...settings, provider: null });
    expect(await readModelKey(scope, projectId, provider.baseUrl)).toBeNull();
  });
});
