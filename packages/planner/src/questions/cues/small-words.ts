import { isCyrillic, russianStem } from '../../lexicon/russian/stem.ts';
import { russianSmallStems, russianSmallWords } from './russian-small-words.ts';

const englishSmallWords: ReadonlySet<string> = new Set(
  (
    'a an the is are was were be been being do does did will would can could should may might shall there their its his her them they it he she we us our you your i me my ' +
    "we've we're we'll they've they're you've you're i've i'm who've who're that've anywhere somewhere " +
    'but anything anyone something all any some those these this that please also so than then as just only currently now ever s t ve re ll here whether if at on to into and or . ? ! ; : ( ) - by in of for from with without along ' +
    'associated corresponding respective respectively together result results value values name named called record records entries entry data information info details list lists table database ' +
    'same own such kind kinds type types exist exists existing available have has had having out up about given following particular certain available recorded stored shown each every used use using ' +
    'belong belongs belonging made make makes live lives living work works working owned own owns located located take takes taken took get gets got go goes want know come came held hold holds happen happened appear appears appeared ' +
    'one ones times time many much number numbers order ordered sorted both either respectively total still yet already anymore case possible present among across terms regarding related specific involved'
  ).split(' '),
);

/** English words that say nothing by themselves. */
export function smallWords(): ReadonlySet<string> {
  return englishSmallWords;
}

/** Whether a word says nothing by itself. Lower case. */
export function isSmallWord(lower: string): boolean {
  return (
    englishSmallWords.has(lower) ||
    russianSmallWords.has(lower) ||
    (isCyrillic(lower) && russianSmallStems.has(russianStem(lower)))
  );
}
