import { languageOf } from '../explain/explain-query.ts';
import { messagesIn } from './messages.ts';

/** What may stand before a command, once or more: "please", "I want you to", "нужно". */
const lead = String.raw`^\s*(?:(?:please|kindly|can you|could you|would you|will you|now|then|and|let['’]?s|let us|go ahead and|help me|i want(?: you)? to|i(?:['’]d| would) like(?: you)? to|i need(?: you)? to|we (?:need|want|have) to|you (?:should|must|can|need to)|пожалуйста|прошу|нужно|надо|необходимо|следует|хочу|хотим|хотел\S* бы|давай(?:те)?|можешь|можете|можно)[\s,]\s*)*`;
/** Behind these a verb is a noun: "cancel rate by city", "set of", "add-ons", "delete requests per month". */
const nounBehind = String.raw`(?!-|\s+(?:of|per|by|up|off)(?![\p{L}])|\s+(?:rate|count|number|volume|frequency|amount|request|date)s?(?:\s*\?*\s*$|\s+(?:per|by(?!\s+\d)|of\s+(?:each|every))(?![\p{L}])))`;
const reports = String.raw`(?!\s+(?:an?\s+|the\s+|мне\s+)?(?:\p{L}+\s+)?(?:report|list|overview|summary|chart|graph|breakdown|ranking|отч[её]т|список|сводк|выборк|график|диаграмм))`;
const writes = new RegExp(
  String.raw`${lead}(?:delete|drop|truncate|insert|update|alter(?!\s+egos?)|create${reports}|grant|revoke|remove(?!\s+duplicates)|erase|wipe|purge|destroy|rename|overwrite|modify|merge|replace|copy|vacuum|close(?!\s+to)|set|cancel|add|change(?!s?\s+(?:in|of|between|over|from)\b)|deactivate|disable|enable|mark|unsubscribe|get\s+rid\s+of)(?![\p{L}])${nounBehind}`,
  'iu',
);
/** Imperatives, infinitives and "let us": what was changed, "добавленные", is only asked about. */
const russianWrites = new RegExp(
  String.raw`${lead}(?:удали(?:те|ть|м)?|сотри(?:те)?|стереть|уничтож(?:ь|ьте|ить|им)|измени(?:те|ть|м)?|обнови(?:те|ть|м)?|добав(?:ь|ьте|ить|им)(?!\s+к\s+(?:списку|ответу|отч[её]ту))|встав(?:ь|ьте|ить|им)|очисти(?:те|ть|м)?|переимен(?:уй|уйте|овать|уем)|созда(?:й|йте|ть)${reports}|закр(?:ой|ойте|ыть|оем)|отмени(?:те|ть|м)?|замени(?:те|ть|м)?|убери(?:те)?|убрать|убер[её]м|поменя(?:й|йте|ть|ем)|сниз(?:ь|ьте|ить|им)|подними(?:те)?|поднять|начисли(?:те|ть|м)?|присво(?:й|йте|ить|им)|занеси(?:те)?|занести|внеси(?:те)?|внести|зарегистрир(?:уй|уйте|овать|уем))(?![\p{L}])`,
  'iu',
);
/** Verbs that are nouns as well: they command only where somebody or something that is meant comes right behind. */
const commands = new RegExp(
  String.raw`${lead}(?:suspend|move|reassign|assign|unassign|approve|reject|refund|ban|block|unblock|lock|unlock|activate|archive|restore|send|email|notify|book|schedule|reschedule|postpone|pay|charge|transfer|raise|lower|increase|decrease|reduce|double|halve|cut|reset|promote|demote|fire|hire|terminate|freeze|void|hide|publish|unpublish|reopen|escalate|renew|extend|apply|fix|anonymi[sz]e|migrate|reboot|restart|ship|empty|clear|register|enrol|enroll)\s+(?:(?:every|all|the|each|any|this|that|these|those|my|our|your|his|her|their|him|them|a|an|\p{L}+['’]s|#?\d+)(?![\p{L}])|\p{L}{2,30}(?<!s)\s+#?(?!(?:19|20)\d\d\b)\d+\b)`,
  'iu',
);
/** "5%", "five per cent", "£20". */
const howMuch = String.raw`(?:[£$€]\s?\d[\d.,]*|(?:\d[\d.,]*|two|three|four|five|ten|fifteen|twenty|thirty|fifty)\s*(?:%|per\s?cent|points?|euros?|dollars?|pounds?|eur|usd|gbp))`;
/** "Increase prices by 5 %", "put the fees up by 5 %": by how much, where a question would say by what. */
const raises = new RegExp(
  String.raw`${lead}(?:increase|decrease|raise|lower|reduce|cut|bump|hike|slash|put|bring|push|mark|move)\s+(?!in\b|of\b)[^?]{1,80}?\s(?:by|to)\s+(?:an?\s+(?:extra|further|another)\s+|another\s+)?${howMuch}`,
  'iu',
);
/** "Knock 10% off all tickets". */
const lessens = new RegExp(
  String.raw`${lead}(?:knock|take|shave|slice|deduct|subtract)\s+(?:an?\s+(?:extra|further|another)\s+|another\s+)?${howMuch}\s+(?:off|from)(?![\p{L}])`,
  'iu',
);
/** "Make all customers gold". */
const makes = new RegExp(
  String.raw`${lead}(?:make|turn|put|switch|flag|tag|label)\s+(?:all|every|each)(?![\p{L}])`,
  'iu',
);
/** "Give every customer a discount": "give me", and "give the names", ask. */
const gifts =
  /^\s*(?:please\s+|can you\s+|could you\s+|now\s+)*(?:give|grant|offer|assign)\s+(?:every|each|all|our|these|those)\b(?:(?!\s(?:of|with|who|that)\s).){0,60}?\s(?:an?|another|extra|more)\s+(?:\d[\d.,]*\s*(?:%|percent|euros?|dollars?)?\s*|free\s+|extra\s+)?(?:discount|raise|bonus|refund|credit|voucher|coupon|badge|role|access|upgrade|rebate|gift|points?|warning|day|days)\b/iu;
const russianCommands = new RegExp(
  String.raw`${lead}(?:(?:заблокируй|разблокируй|приостанови|перенеси|переведи|назначь|переназначь|отправь|уведоми|оплати|спиши|уволь|прими|одобри|отклони|повысь|понизь|увеличь|уменьши|сбрось|активируй|архивируй|восстанови|опубликуй|скрой|продли|запланируй|забронируй|исправь)(?:те)?|верни(?:те)?\s+(?:деньги|средства|товар\S*|заказ\S*|плат\S*)|(?:выдай|сделай|поставь)(?:те)?\s+(?:каждо\S*|всем|всех|все))(?![\p{L}])`,
  'iu',
);
/** A command behind a question: "… and delete them". */
const inside = new RegExp(
  String.raw`(?:[;,]|(?<![\p{L}])(?:and|then|и|затем|потом)\s)\s*(?:please\s+|also\s+|then\s+|затем\s+|потом\s+)?(?:(?:delete|drop|truncate|insert\s+into|update|alter|grant|revoke|erase|wipe)(?![\p{L}])${nounBehind}|(?:remove|cancel|close|archive|refund|ship|deactivate)\s+(?:them|it|those|these|all|every|the)(?![\p{L}])|(?:удали(?:те|ть)?|сотри(?:те)?|стереть|очисти(?:те|ть)?|закрой(?:те)?|отмени(?:те|ть)?|убери(?:те)?)(?![\p{L}]))`,
  'iu',
);
const sql =
  /;\s*(?:--|\/\*|drop|delete|insert|update|alter|select)|--\s*$|\/\*|\*\/|\bunion\s+(?:all\s+)?select\b|'\s*or\s+'?1'?\s*=\s*'?1|\bpg_(?:sleep|read_file|catalog)\b|\binformation_schema\b|\bxp_cmdshell\b/iu;
const select =
  /\bselect\b(?<list>(?:[^.?]|\.(?=\w))*?)\bfrom\b(?:(?:[^.?]|\.(?=\w))*\b(?:where|join|group\s+by|order\s+by|limit)\b)?/iu;
const selectAtStart = /^\s*select\s[\w.*,\s()]*\sfrom\s+\w/iu;
/** What no list of columns has: "Select all the data from the products". */
const prose = /\b(?:the|each|every|of|whose|which|that|their|data|records?|rows)\b/iu;

/** A query, and no sentence that begins like one. */
function isSelect(text: string): boolean {
  const found = select.exec(text);
  if (found === null || prose.test(found.groups?.['list'] ?? '')) return false;
  return selectAtStart.test(text) || /\b(?:where|join|by|limit)$/iu.test(found[0]);
}

/**
 * Why a text is refused before it is read, in its language: it would change data, or is SQL and no question. Null: it
 * may be read.
 */
export function refuseQuestion(text: string): string | null {
  const { holdsSql, onlyReads } = messagesIn(languageOf(text));
  if (sql.test(text) || isSelect(text)) return holdsSql;
  const changes = [
    writes,
    russianWrites,
    commands,
    raises,
    lessens,
    makes,
    gifts,
    russianCommands,
    inside,
  ].some((one) => one.test(text));
  return changes ? onlyReads : null;
}
