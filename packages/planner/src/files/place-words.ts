import type { ObjectMention } from '../ir/index.ts';
import { nameWords } from '../link/name-words.ts';
import type { PlannerConnection } from '../plan-types.ts';

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

/** The words that name a thing; none of a path or of everything. */
export function wordsOf(object: ObjectMention): readonly string[] {
  if (object.kind === 'name') return [object.name];
  return object.kind === 'words' ? object.words : [];
}

/** Whether words name the bucket, folder or connection itself, and none of its files. */
export function namesPlace(
  words: readonly string[],
  {
    connection,
    root,
    usedWords,
  }: {
    readonly connection: Pick<PlannerConnection, 'name'>;
    readonly root: string;
    /** Words that the connection's own name took up. */
    readonly usedWords: readonly string[];
  },
): boolean {
  const said = withoutFileWords(words.flatMap((word) => nameWords(word)));
  const places = [nameWords(connection.name), ...rootNames(root)];
  return (
    said.every((word) => usedWords.includes(word)) ||
    places.some((one) => one.join(' ') === said.join(' '))
  );
}
