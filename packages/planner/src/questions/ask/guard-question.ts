const writes =
  /^\s*(?:please\s+|can you\s+|could you\s+|now\s+|then\s+|and\s+|пожалуйста,?\s+)*(?<verb>delete|drop|truncate|insert|update|alter|create|grant|revoke|remove|erase|wipe|purge|destroy|rename|overwrite|modify|merge|replace|copy|vacuum|close|set|cancel|add|change(?!s?\s+(?:in|of|between|over|from)\b)|deactivate|disable|enable|mark|удали\S*|сотри|стереть|уничтож\S*|измени\S*|обнови\S*|добав\S*|вставь|вставить|очист\S*|переименуй\S*|создай|создать|закрой|закрыть|отмени|отменить|замени\S*)(?![\p{L}])/iu;
/** Verbs that are nouns as well: they command only where somebody or something that is meant comes right behind. */
const commands =
  /^\s*(?:please\s+|can you\s+|could you\s+|now\s+|пожалуйста,?\s+)*(?:suspend|move|reassign|assign|unassign|approve|reject|refund|ban|block|unblock|lock|unlock|activate|archive|restore|send|email|notify|book|schedule|reschedule|postpone|pay|charge|transfer|raise|lower|increase|decrease|reset|promote|demote|fire|hire|terminate|freeze|void|hide|publish|unpublish|reopen|escalate|renew|extend|apply|fix|anonymi[sz]e|migrate|reboot|restart)\s+(?:every|all|the|each|any|this|that|these|those|my|our|your|his|her|their|him|them|a|an|\p{L}+['’]s|#?\d+)(?![\p{L}])/iu;
const russianCommands =
  /^\s*(?:пожалуйста,?\s+)*(?:заблокируй|разблокируй|приостанови|перенеси|переведи|назначь|переназначь|отправь|уведоми|оплати|спиши|верни|уволь|прими|одобри|отклони|повысь|понизь|увеличь|уменьши|сбрось|активируй|архивируй|восстанови|опубликуй|скрой|продли|запланируй|забронируй|исправь)(?:те)?(?![\p{L}])/iu;
const inside =
  /(?:;|\b(?:and|then|и)\s)\s*(?:please\s+|also\s+|затем\s+)?(?:delete|drop|truncate|insert\s+into|update|alter|grant|revoke|erase|wipe|удали\S*|сотри|очист\S*)(?![\p{L}])/iu;
const sql =
  /;\s*(?:--|\/\*|drop|delete|insert|update|alter|select)|--\s*$|\/\*|\*\/|\bunion\s+(?:all\s+)?select\b|\bselect\b[^.?]*\bfrom\b[^.?]*\b(?:where|join|group\s+by|order\s+by|limit)\b|'\s*or\s+'?1'?\s*=\s*'?1|\bpg_(?:sleep|read_file|catalog)\b|\binformation_schema\b|\bxp_cmdshell\b|^\s*select\s+[\w.*,\s()]+\s+from\s+\w/iu;

/** Why a text is refused before it is read: it would change data, or is SQL and no question. */
export function refuseQuestion(text: string): string | null {
  if (sql.test(text)) {
    return 'The question holds SQL. Ask in plain words; SQL text is never passed on to a database.';
  }
  if ([writes, commands, russianCommands, inside].some((one) => one.test(text))) {
    return 'Questions only read. Data is never changed, deleted or created from here.';
  }
  return null;
}
