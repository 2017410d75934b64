import type { OperationIntent } from '../../ir/index.ts';
import { compileRules, type Rule } from '../pattern/rules.ts';

type Mask = Extract<OperationIntent, { op: 'mask' }>;
type Method = Mask['method'];

/** Algorithms as people write them, inside and at the end of what names the method. */
const algorithm =
  '(<algorithm:name>|sha 256|sha 512|sha 1|md 5|sha256|sha512|sha-256|sha-512|md5|aes 256|aes-256|aes256)';
const withAlgorithm = `({ (with|using|by)? ${algorithm} }|(((with|using|by|via|through|in|c|с|со|по|через|алгоритмом)? (помощью)? (the)? ${algorithm} (algorithm|digest|hash|encryption)?)))?`;

/** Between a column and what becomes of it, in lists: "iban: encrypt", "phone - mask". */
const gives = '(:|-|–|—|->|→|=>|=)';

/** "nothing but the last 4", "no more than the last 4", and what may be done with them. */
const nothingBut =
  '(is|are|shows|show|keeps|with|keep|leave)? (nothing but|nothing except|nothing save|nothing more than|nothing beyond|nothing besides|nothing other than|no more than|not more than)';
const signs = '(characters|digits|letters|symbols|chars|signs|figures|numbers|places|positions)';
const seen =
  '(may|can|should|must|shall|to|is|are|stay|stays|remain|remains|left|be)? (be|stay|remain|left)? (visible|readable|shown|legible|seen|read|open|in clear|unmasked|kept|remain|remains|stay|stays|left)';

const methods: readonly (readonly [Method, readonly string[]])[] = [
  [
    'hash',
    [
      `<columns:cols> ${gives} (hash|hashed|hashing|digest) ${withAlgorithm}`,
      `(hash|hashing|digest|fingerprint) <columns:cols> ${withAlgorithm}`,
      `${algorithm} (hash|hashes|digest|digests) (of|for|over) <columns:cols>`,
      `(sha-256|sha256|sha-512|sha512|md5) (the)? <columns:cols>`,
      `(захеш*|хеш*|захэш*|хэш*) <columns:cols> ${withAlgorithm}`,
      `<columns:cols> (is|are|be|must be|should be|gets|get|has to be|need to be)? (hashed|hash) ${withAlgorithm}`,
      `<columns:cols> (is|are|be|must be|should be|gets|get|has to be)? (replaced|substituted|swapped) (with|by|for) (a|an|its|their)? (${algorithm})? (hash|digest|hashes)`,
      `<columns:cols> (as|into|to) (a|an|its)? (${algorithm})? (hash|digest|hashes|digests)`,
      `(replace) <columns:cols> (with|by) (a|an|its|their)? (${algorithm})? (hash|digest|hashes)`,
      `(only)? (a|the)? (${algorithm})? (hash|digest) (of|for|instead of) <columns:cols>`,
      `<columns:cols> (захеш*|хеш*|захэш*|хэш*) ${withAlgorithm}`,
      `(хеш|хэш) (вместо|от|для|по) <columns:cols>`,
    ],
  ],
  [
    'encrypt',
    [
      `<columns:cols> ${gives} (encrypt|encrypted|encryption) ${withAlgorithm}`,
      `(encrypt|encrypting|encipher) <columns:cols> ${withAlgorithm}`,
      `${algorithm} encryption (for|of|on|over) <columns:cols>`,
      `encryption (for|of|on|over) <columns:cols> ${withAlgorithm}`,
      `<columns:cols> (is|are|be|must be|should be|gets|get|has to be|need to be)? encrypted ${withAlgorithm}`,
      `(зашифр*|шифр*) <columns:cols> ${withAlgorithm}`,
      `<columns:cols> (зашифр*|шифр*) ${withAlgorithm}`,
    ],
  ],
  [
    'partial',
    [
      `<columns:cols> ${gives} (mask|hide|redact|show|keep)? (all but|all except|except|only|just|everything but)? (the)? (final|last) <keep:num> (characters|digits|letters|symbols|chars|visible|shown)? (visible|shown|readable|only)?`,
      '<columns:cols> (is|are|be|must be|should be|gets)? (masked|hidden|redacted|starred out|obfuscated) (,)? (except|but|apart from|save|all but|leaving|keeping|showing) (for)? (only)? (its|their|the)? (final|last) <keep:num> (characters|digits|letters|symbols|chars|signs)? (visible|readable|shown)?',
      '<columns:cols> (with|showing|keeping|leaving|shows|show|keeps|keep|displays|display|reveals|retains|stays visible for|visible for|may show|should show|must show|should keep|must keep|is shown with|cut to|cut down to|reduced to|shortened to|trimmed to|limited to)? (only|just)? (its|their|the)? (final|last) <keep:num> (characters|digits|letters|symbols|chars|signs|positions) (readable|visible|shown|open|kept|in clear|unmasked|of it)? (only|, no more)?',
      `(of|from|in)? (the)? <columns:cols> ${nothingBut} (its|their|the)? (final|last) <keep:num> ${signs}? ${seen}?`,
      `${nothingBut} (the)? (final|last) <keep:num> ${signs}? (of|in|from) <columns:cols> ${seen}?`,
      `(nothing|none) (of|in|from) (the)? <columns:cols> (but|except|save|beyond|besides|other than) (its|their|the)? (final|last) <keep:num> ${signs}? ${seen}?`,
      '(в|из|от|у)? <columns:cols> (не)? (показывай|показывать|видно|оставляй|покажи)? ничего (,)? кроме последних <keep:num> (символ*|цифр*|знак*|букв*)?',
      '(keep|show|leave|reveal|display) (only|just)? (the)? (final|last) <keep:num> (characters|digits|letters|symbols|chars)? (readable|visible)? (of|in|from|for) <columns:cols> (readable|visible)?',
      '(mask|hide|redact|masking|hiding|star out|obscure) <columns:cols> (,)? (except|but|except for|save|apart from|leaving|keeping|all but|showing|but leave|but keep)? (for|only)? (its|their|the)? (final|last) <keep:num> (characters|digits|letters|symbols|chars)? (visible|readable)?',
      '(mask|hide) (all|everything) (but|except) (the)? (final|last) <keep:num> (characters|digits|letters)? (of|in) <columns:cols>',
      '(only|just) (the)? (final|last) <keep:num> (characters|digits|letters|symbols|chars)? (of|in) <columns:cols> (visible|readable|remain|remain visible|stay|stay visible|may be seen|are shown|shown)?',
      '(the)? (final|last) <keep:num> (characters|digits|letters|symbols|chars)? (of|in) <columns:cols> (only|visible|readable|stay visible|remain visible|stay readable)',
      '(оставь|оставляй|покажи|показывай|оставить) (только)? последн* <keep:num> (символ*|цифр*|знак*|букв*)? (у|в|от|номера)? <columns:cols>',
      '(у|в|от) <columns:cols> (оставь|оставляй|покажи|показывай|видны|видно|оставить) (видимыми|открытыми|видимой|открытой)? (только)? последн* <keep:num> (символ*|цифр*|знак*|букв*)?',
      '(замаскируй|маскируй|скрой|скрыть|скрывать|скрывай|спрячь) <columns:cols> (,)? (кроме|оставив|оставь|но оставь|за исключением) (только)? последн* <keep:num> (символ*|цифр*|знак*|букв*)?',
      '<columns:cols> (замаскируй|маскируй|скрой|скрыть|скрывать|скрывай) (,)? (кроме|оставив|оставь) последн* <keep:num> (символ*|цифр*|знак*)?',
      '<columns:cols> (оставь|оставляй|покажи|показывай|показать|видно|видны|только|—|–|-) (только|лишь)? последн* <keep:num> (символ*|цифр*|знак*|букв*)?',
      'от <columns:cols> только последн* <keep:num> (символ*|цифр*|знак*)?',
    ],
  ],
  [
    'tokenise',
    [
      `<columns:cols> ${gives} (pseudonymi*|tokeni*|pseudonym)`,
      '(pseudonymi*|tokeni*) <columns:cols>',
      '(a|an)? (pseudonym*|alias*|token*) (instead of|in place of|for) <columns:cols>',
      '(replace|substitute) <columns:cols> (with|by) (a|an)? (pseudonym*|alias*|token*)',
      '<columns:cols> (is|are|be|must be|should be|gets|get|has to be)? (replaced|substituted|swapped) (with|by|for) (a|an|its|their)? (pseudonym*|alias*|token*)',
      '<columns:cols> (is|are|be|must be|should be|gets|get)? (pseudonymi*|tokeni*)',
      '<columns:cols> (as|under) (a|an)? (pseudonym*)',
      '(псевдоним*|токениз*) <columns:cols>',
      '<columns:cols> (псевдоним*|токениз*)',
      '(псевдоним*) вместо <columns:cols>',
      '<columns:cols> (замени|заменяй|заменить) (на)? псевдоним*',
      '(замени|заменяй) <columns:cols> (на)? псевдоним*',
    ],
  ],
  [
    'redact',
    [
      `<columns:cols> ${gives} (mask|masked|redact|redacted|hide|hidden|asterisks|stars|obfuscate|anonymi*)`,
      '(mask|masking|redact|redacting|obfuscate|hide|hiding|obscure|blank out|black out|star out|anonymi*) <columns:cols> (with)? (asterisks|stars)?',
      '(asterisks|stars|xs|x) (over|for|instead of|in place of|on) <columns:cols>',
      '(replace) <columns:cols> (with|by) (asterisks|stars|xxx)',
      '<columns:cols> (is|are|be|must be|should be|gets|get|has to be|need to be)? (masked|redacted|obfuscated|hidden|anonymi*|starred out|blacked out) (with|by)? (asterisks|stars)?',
      '<columns:cols> (as|with|behind) (asterisks|stars)',
      '(замаскируй|маскируй|маскировать|скрой|скрыть|скрывать|скрывай|спрячь|анонимизируй|обезличь|обезличивай|обезличить|обезличивать) <columns:cols> (звездочками)?',
      '<columns:cols> (замаскируй|маскируй|скрой|скрыть|скрывать|скрывай|спрячь|анонимизируй|обезличь|обезличивай|обезличить|обезличивать|обезличен|обезличена|обезличено|обезличены|закрой звездочками|под звездочками|звездочками)',
      '(звездочки|звездочками) (вместо|поверх|на) <columns:cols>',
      '(закрой|замени|заменяй) <columns:cols> (на)? (звездочк*)',
    ],
  ],
];

const rules: readonly Rule<Mask>[] = methods.map(([method, patterns]) => ({
  patterns,
  mean: (captures) => {
    const columns = captures.texts('columns');
    const keep = captures.number('keep');
    const named = captures.text('algorithm');
    if (named !== null && !isAlgorithm(named)) return null;
    // "hide the private fields" names none: which ones is asked by the rules of columns.
    if (columns.some((column) => vague.test(column))) return null;
    return (evidence) => {
      const written =
        named ?? /sha[\s-]?\d+|md\s?5|aes[\s-]?\d+/iu.exec(evidence.text)?.[0] ?? null;
      return {
        op: 'mask',
        columns: columns.filter((column) => !isAlgorithm(column)),
        method,
        ...(written === null ? {} : { algorithm: spell(written) }),
        ...(keep === null ? {} : { keepLast: keep }),
        evidence,
      };
    };
  },
}));

const vague =
  /^(?:sensitive|personal|private|secret|confidential|pii|identifying|critical|protected|персональные|личные|чувствительные)$/iu;

function isAlgorithm(text: string): boolean {
  return /^(?:sha-?\d*|md-?5|aes-?\d*)$/iu.test(text);
}

/** `SHA-256` as `sha256`, `AES 256` as `aes-256`: how they are usually written. */
function spell(text: string): string {
  const plain = text.toLowerCase().replaceAll(/[\s-]/gu, '');
  return plain.startsWith('aes') ? `aes-${plain.slice(3)}` : plain;
}

/** Ways to hide values. */
export const maskRules = compileRules<OperationIntent>(rules);
