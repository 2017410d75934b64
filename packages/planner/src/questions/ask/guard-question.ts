import { languageOf } from '../explain/explain-query.ts';
import { messagesIn } from './messages.ts';

const writes =
  /^\s*(?:please\s+|can you\s+|could you\s+|now\s+|then\s+|and\s+|пожалуйста,?\s+)*(?<verb>delete|drop|truncate|insert|update|alter|create|grant|revoke|remove|erase|wipe|purge|destroy|rename|overwrite|modify|merge|replace|copy|vacuum|close|set|cancel|add|change(?!s?\s+(?:in|of|between|over|from)\b)|deactivate|disable|enable|mark|удали\S*|сотри|стереть|уничтож\S*|измени\S*|обнови\S*|добав\S*|вставь|вставить|очист\S*|переименуй\S*|создай|создать|закрой|закрыть|отмени|отменить|замени\S*)(?![\p{L}])/iu;
/** Verbs that are nouns as well: they command only where somebody or something that is meant comes right behind. */
const commands =
  /^\s*(?:please\s+|can you\s+|could you\s+|now\s+|пожалуйста,?\s+)*(?:suspend|move|reassign|assign|unassign|approve|reject|refund|ban|block|unblock|lock|unlock|activate|archive|restore|send|email|notify|book|schedule|reschedule|postpone|pay|charge|transfer|raise|lower|increase|decrease|reset|promote|demote|fire|hire|terminate|freeze|void|hide|publish|unpublish|reopen|escalate|renew|extend|apply|fix|anonymi[sz]e|migrate|reboot|restart)\s+(?:every|all|the|each|any|this|that|these|those|my|our|your|his|her|their|him|them|a|an|\p{L}+['’]s|#?\d+)(?![\p{L}])/iu;
/** "Give every customer a discount": "give me", and "give the names", ask. */
const gifts =
  /^\s*(?:please\s+|can you\s+|could you\s+|now\s+)*(?:give|grant|offer|assign)\s+(?:every|each|all|our|these|those)\b(?:(?!\s(?:of|with|who|that)\s).){0,60}?\s(?:an?|another|extra|more)\s+(?:\d[\d.,]*\s*(?:%|percent|euros?|dollars?)?\s*|free\s+|extra\s+)?(?:discount|raise|bonus|refund|credit|voucher|coupon|badge|role|access|upgrade|rebate|gift|points?|warning|day|days)\b/iu;
const russianCommands =
  /^\s*(?:пожалуйста,?\s+)*(?:заблокируй|разблокируй|приостанови|перенеси|переведи|назначь|переназначь|отправь|уведоми|оплати|спиши|верни|уволь|прими|одобри|отклони|повысь|понизь|увеличь|уменьши|сбрось|активируй|архивируй|восстанови|опубликуй|скрой|продли|запланируй|забронируй|исправь)(?:те)?(?![\p{L}])/iu;
const inside =
  /(?:;|\b(?:and|then|и)\s)\s*(?:please\s+|also\s+|затем\s+)?(?:delete|drop|truncate|insert\s+into|update|alter|grant|revoke|erase|wipe|удали\S*|сотри|очист\S*)(?![\p{L}])/iu;
const sql =
  /;\s*(?:--|\/\*|drop|delete|insert|update|alter|select)|--\s*$|\/\*|\*\/|\bunion\s+(?:all\s+)?select\b|\bselect\b[^.?]*\bfrom\b[^.?]*\b(?:where|join|group\s+by|order\s+by|limit)\b|'\s*or\s+'?1'?\s*=\s*'?1|\bpg_(?:sleep|read_file|catalog)\b|\binformation_schema\b|\bxp_cmdshell\b|^\s*select\s+[\w.*,\s()]+\s+from\s+\w/iu;

/**
 * Why a text is refused before it is read, in its language: it would change data, or is SQL and no question. Null: it
 * may be read.
 */
export function refuseQuestion(text: string): string | null {
  const { holdsSql, onlyReads } = messagesIn(languageOf(text));
  if (sql.test(text)) return holdsSql;
  const changes = [writes, commands, gifts, russianCommands, inside].some((one) => one.test(text));
  return changes ? onlyReads : null;
}
