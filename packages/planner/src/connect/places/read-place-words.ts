type Value = string | boolean;

const is = String.raw`(?:\s*[:=]\s*|\s+(?:is\s+)?)`;
const value = String.raw`(?:"([^"]+)"|'([^']+)'|«([^»]+)»|([^\s"',;«»]+))`;
const edge = String.raw`(?<![\p{L}\p{N}])`;

/** Settings with a value of their own, as people and environment files write them. */
const named: readonly (readonly [string, RegExp])[] = [
  [
    'secret_access_key',
    said(String.raw`(?:aws_)?secret[\s_-]*(?:access[\s_-]*)?key|секретн\p{L}+\s+ключ\p{L}*`),
  ],
  ['session_token', said(String.raw`(?:aws_)?session[\s_-]*token|токен\p{L}*\s+сесси\p{L}+`)],
  ['access_key_id', said(String.raw`(?:aws_)?access[\s_-]*key(?:[\s_-]*id)?|ключ\p{L}*\s+доступа`)],
  ['region', said(String.raw`(?:aws_)?(?:default_)?region|регион\p{L}*`)],
];

function said(names: string): RegExp {
  return new RegExp(`${edge}(?:${names})${is}${value}`, 'iu');
}

const awsRegion =
  /(?<![\p{L}\p{N}-])(?:us|eu|ap|sa|ca|me|af|il|cn|mx)-(?:gov-)?(?:north|south|east|west|central|northeast|southeast|northwest|southwest)-\d(?![\p{L}\p{N}])/iu;

const switches: readonly (readonly [string, Value, RegExp])[] = [
  ['read_only', true, /read[\s-]*only|только\s+(?:для\s+)?чтени\p{L}|never\s+writ\p{L}+/iu],
  [
    'create',
    true,
    /(?:create|make)\s+(?:it|the\s+file|one|a\s+new)|(?<![\p{L}])new\s+(?:\p{L}+\s+)?(?:file|database)|if\s+it\s+does\s*n[o']t\s+exist|создай\p{L}*|нов\p{L}+\s+(?:файл|баз)\p{L}*|если\s+(?:его|ее|её)\s+нет/iu,
  ],
  ['delimiter', 'semicolon', /semi[\s-]?colons?|точк\p{L}+\s+с\s+запятой|["'`];["'`]/iu],
  ['delimiter', 'tab', /(?<![\p{L}])tabs?(?![\p{L}])|табуляц\p{L}+/iu],
  ['delimiter', 'pipe', /(?<![\p{L}])pipes?(?:[\s-](?:separat|delimit)\p{L}+)|["'`]\|["'`]/iu],
  ['delimiter', 'comma', /(?<![\p{L}])commas?[\s-](?:separat|delimit)\p{L}+|через\s+запят\p{L}+/iu],
  [
    'header',
    false,
    /(?:without|no)\s+(?:a\s+)?headers?|header-?less|без\s+(?:заголовк|шапк)\p{L}+/iu,
  ],
  ['encoding', 'latin-1', /latin-?1|iso-?8859-?1/iu],
];

/** Other encodings, which no field can say. */
const otherEncodings = /(?:windows|cp)-?125\d|koi8-?r|utf-?16|shift[_-]?jis|gb(?:k|2312|18030)/iu;

/** Settings of places of files that words give, by field name. Secrets included. */
export interface PlaceWords {
  readonly settings: Readonly<Record<string, Value>>;
  readonly warnings: readonly string[];
  /** The bucket is read without keys. */
  readonly isPublic: boolean;
}

/** Reads keys, region, and how files are written, in English and Russian. Pure. */
export function readPlaceWords(text: string): PlaceWords {
  const settings: Record<string, Value> = {};
  let rest = text;
  for (const [name, pattern] of named) {
    const found = pattern.exec(rest);
    if (found === null) continue;
    const written = found[1] ?? found[2] ?? found[3] ?? found[4]?.replace(/[.!?)]+$/u, '');
    if (written === undefined || written === '') continue;
    settings[name] = written;
    rest = rest.replace(found[0], ' ; ');
  }
  if (settings['region'] === undefined || !/^[\w-]+$/u.test(String(settings['region']))) {
    const region = awsRegion.exec(text)?.[0].toLowerCase();
    if (region === undefined) delete settings['region'];
    else settings['region'] = region;
  }
  for (const [name, setting, pattern] of switches) {
    if (settings[name] === undefined && pattern.test(rest)) settings[name] = setting;
  }
  const other = otherEncodings.exec(rest)?.[0];
  return {
    settings,
    warnings:
      other === undefined
        ? []
        : [`Files in ${other} are not read: utf-8 and latin-1 are. Convert them before.`],
    isPublic:
      /(?<![\p{L}])(?:public|anonymous\p{L}*|unsigned|no\s+(?:access\s+)?keys?|публичн\p{L}+|без\s+ключ\p{L}+)/iu.test(
        rest,
      ),
  };
}
