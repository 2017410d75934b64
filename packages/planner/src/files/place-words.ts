import { nameWords } from '../link/name-words.ts';

const generic =
  /^(?:files?|folders?|director(?:y|ies)|dir|buckets?|csvs?|tsv|jsonl?|ndjson|parquet|excel|xlsx|s3|файл\p{L}*|папк\p{L}*|каталог\p{L}*|директори\p{L}+|бакет\p{L}*)$/u;

/** Words without those that only say that files are meant: "the sales files", "landing folder". */
export function withoutFileWords(words: readonly string[]): readonly string[] {
  return words.filter((word) => !generic.test(word));
}

/** What a folder or bucket is called by its own path, as words: `s3://acme-lake/raw` is "acme lake" and "raw". */
export function rootNames(root: string): readonly (readonly string[])[] {
  return root
    .replace(/^s3:\/\//iu, '')
    .split('/')
    .map((part) => nameWords(part))
    .filter((words) => words.length > 0);
}
