import { draftOf, portOf, type ConnectionReading } from './connection-draft.ts';

const value = String.raw`(?:"(?<q1>[^"]+)"|'(?<q2>[^']+)'|«(?<q3>[^»]+)»|\x60(?<q4>[^\x60]+)\x60|(?<bare>[^\s"'«»\x60]+))`;
const is = String.raw`(?:\s*[:=-]\s*|\s+(?:is\s+|called\s+|named\s+|с\s+именем\s+|под\s+названием\s+|name\s+(?:is\s+)?)?)`;
const edge = String.raw`(?<![\p{L}\p{N}_])`;

const phrases = {
  password: new RegExp(
    `${edge}(?:password|passwd|pwd|passphrase|парол(?:ь|я|ем|ю))${is}${value}`,
    'iu',
  ),
  port: new RegExp(`${edge}(?:port|порт(?:у|е|а|ом)?)${is}(?:number\\s+)?${value}`, 'iu'),
  schema: new RegExp(`${edge}(?:schema|схем(?:а|у|ы|е|ой))${is}${value}`, 'iu'),
  user: new RegExp(
    `${edge}(?:user\\s*name|username|user|login|log\\s*in\\s+as|logged\\s+in\\s+as|account|role|connect(?:ing)?\\s+as|as\\s+(?:the\\s+)?user|(?:под|от)\\s+(?:имени\\s+)?(?:пользовател(?:ем|я)|уч[её]тк(?:ой|и))|пользовател(?:ь|я|ем|ю)|логин(?:ом)?|юзер(?:ом)?|роль(?:ю)?)${is}${value}`,
    'iu',
  ),
  database: new RegExp(
    `${edge}(?:database|db|бд|баз(?:а|у|ы|е|ой)(?:\\s+данных)?)${is}${value}`,
    'iu',
  ),
  host: new RegExp(
    `${edge}(?:host(?:\\s*name)?|server|address|machine|хост(?:а|у|е|ом)?|сервер(?:а|у|е|ом)?|адрес(?:у|е)?)${is}(?:at\\s+|по\\s+адресу\\s+)?${value}`,
    'iu',
  ),
} as const;

/** Words after "database" or "password" that go on with the sentence. */
const goingOn = new RegExp(
  '^(?:on|at|in|with|is|are|was|for|from|to|via|over|through|and|or|the|a|an|as|of|by|that|which|where|called|named|server|host|port|user|password|login|will|later|follows?|below|authentication|required|needed|please|using|name|connection|instance|cluster|our|my|running|hosted|behind|without|has|schema|ssl|tls|на|в|с|со|и|или|из|к|по|для|под|от|без|через|это|сервере|хосте|порт|порту|пользователь|пользователем|данных|пароль|позже|будет)$',
  'iu',
);
/** Words before "database" that describe it and do not name it. */
const describing = new RegExp(
  '^(?:our|my|the|a|an|this|that|your|their|new|old|main|primary|production|prod|staging|stage|test|testing|dev|development|local|remote|internal|live|cloud|managed|replica|read|only|sql|relational|transactional|analytical|analytics?-?warehouse|source|target|data|postgres\\w*|pg|clickhouse|mysql|oracle|hosted|backup|company|to|from|with|on|and|connect|add|use|set|up|configure|наш\\w*|боев\\w*|прод\\w*|нов\\w*|основн\\w*|тестов\\w*|локальн\\w*|рабоч\\w*|к|с|в|из)$',
  'iu',
);

const ipOrName =
  /(?<![\p{L}\p{N}@/_.-])(?<host>localhost|\[[0-9a-f:]+\]|(?:\d{1,3}\.){3}\d{1,3}|(?:[a-z0-9](?:[a-z0-9-]{0,62})\.)+[a-z][a-z0-9-]{1,62})(?::(?<port>\d{2,5}))?(?![\p{L}\p{N}@_-])/iu;
const hostPort =
  /(?:(?<=\s(?:at|on|server|host|на|сервере|хосте)\s))(?<host>[a-z][a-z0-9-]{1,62}):(?<port>\d{2,5})(?!\d)/iu;

/** Reads what plain words say, in English and Russian: `user etl on db.example.com, port 5433`. */
export function readWords(text: string): ConnectionReading {
  let rest = text;
  const take = (name: keyof typeof phrases): string | undefined => {
    const found = phrases[name].exec(rest);
    if (found?.groups === undefined || found.groups === null) return undefined;
    const { q1, q2, q3, q4, bare } = found.groups;
    const quoted = q1 ?? q2 ?? q3 ?? q4;
    const spoken = quoted ?? trimSentence(bare ?? '', name === 'password');
    if (spoken === '' || (quoted === undefined && goingOn.test(spoken))) return undefined;
    rest = rest.replace(found[0], ' ; ');
    return spoken;
  };
  // The password first: whatever it looks like, nothing else may read it.
  const password = take('password');
  const found = hostPort.exec(rest) ?? ipOrName.exec(rest);
  const { host: seen, port: seenPort } = found?.groups ?? {};
  if (found !== null) rest = rest.replace(found[0], ' ; ');
  const port = portOf(seenPort) ?? portOf(take('port'));
  const named = seen ?? hostLike(take('host'));
  const host = named ?? localHost(rest);
  const user = take('user') ?? take('user');
  const schema = nameLike(take('schema'));
  const database = nameLike(take('database')) ?? nameBefore(rest);
  return {
    source: 'the words',
    type: null,
    settings: draftOf({
      host: host?.replaceAll(/^\[|\]$/gu, ''),
      port,
      database,
      user,
      password,
      schema,
      ssl_mode: sslWords(text),
    }),
    warnings: [],
    rest,
  };
}

/** Whether words say that the server asks for no password. */
export function saysNoPassword(text: string): boolean {
  return /(?:without(?:\s+an?y?)?|no|empty)\s+password|без\s+парол|пароля?\s+нет|пустой\s+пароль/iu.test(
    text,
  );
}

/** Whether words speak of data that customers depend on. */
export function saysProduction(text: string): boolean {
  return /(?<![\p{L}])(?:production|prod|live)(?![\p{L}])|боев|(?<![\p{L}])прод(?:акшн|акшен|е|а|овск\S*)?(?![\p{L}])/iu.test(
    text,
  );
}

/** "the analytics database": the word before, unless it only describes. */
function nameBefore(text: string): string | undefined {
  const before = /(?<name>[\p{L}\p{N}_][\p{L}\p{N}_$-]*)\s+(?:database|db)(?![\p{L}\p{N}])/iu.exec(
    text,
  )?.groups?.['name'];
  return before === undefined || describing.test(before) || goingOn.test(before)
    ? undefined
    : before;
}

function nameLike(text: string | undefined): string | undefined {
  return text !== undefined && /^[\p{L}\p{N}_][\p{L}\p{N}_$.-]{0,62}$/u.test(text)
    ? text
    : undefined;
}

function hostLike(text: string | undefined): string | undefined {
  return text !== undefined && /^[a-z0-9][a-z0-9._-]{0,250}$/iu.test(text) ? text : undefined;
}

function localHost(text: string): string | undefined {
  const local =
    /(?<![\p{L}])(?:local|this\s+(?:machine|computer|server)|my\s+(?:machine|computer|laptop)|локальн\S*|на\s+этой\s+машине)(?![\p{L}])/iu;
  return local.test(text) ? 'localhost' : undefined;
}

function sslWords(text: string): string | undefined {
  if (/verify[-_ ]full/iu.test(text)) return 'verify-full';
  if (/verify[-_ ]ca/iu.test(text)) return 'verify-ca';
  if (
    /(?:without|no|disable[sd]?|turn(?:ed)?\s+off|без)\s+(?:ssl|tls|https|шифрован\S*)|(?:ssl|tls)\s+(?:off|disabled|выключ\S*)/iu.test(
      text,
    )
  )
    return 'disable';
  return /(?:with|over|using|require[sd]?|use|enforce|через|с|по)\s+(?:ssl|tls|https)|(?:ssl|tls)\s+(?:on|required|enabled|only|обязател\S*|включ\S*)/iu.test(
    text,
  )
    ? 'require'
    : undefined;
}

/** Sentence marks at the end; of a password only those that no one takes for a part of it. */
function trimSentence(text: string, isPassword: boolean): string {
  return isPassword ? text.replace(/[,;]+$/u, '') : text.replace(/[.,;:!?)]+$/u, '');
}
