import { describe, expect, it } from 'vitest';
import { recommendStorage } from '../storage/contract.ts';
import { storageExample } from '../storage/example.ts';
import { previewData, profileData } from './contract.ts';
import { previewExample, profileExample } from './examples.ts';

describe('the examples of the API description', () => {
  it.each([
    ['a profile', profileData.schema.response[200], profileExample],
    ['a preview', previewData.schema.response[200], previewExample],
    ['a storage recommendation', recommendStorage.schema.response[200], storageExample],
  ])('%s is a whole answer, with nothing that is not described', (_, schema, example) => {
    expect(schema.parse(example)).toEqual(example);
  });
});
