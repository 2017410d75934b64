const named = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** The text with what its `&…;` stand for; undefined when one stands for nothing. */
export function decodeEntities(text: string): string | undefined {
  if (!text.includes('&')) return text;
  let isWhole = true;
  const decoded = text.replaceAll(/&([^;&]{0,10});?/g, (entity: string, body: string) => {
    const character = entity.endsWith(';') ? characterOf(body) : undefined;
    if (character === undefined) isWhole = false;
    return character ?? '';
  });
  return isWhole ? decoded : undefined;
}

function characterOf(body: string): string | undefined {
  const [, hex, digits] = /^#(?:x([0-9a-f]+)|([0-9]+))$/i.exec(body) ?? [];
  if (hex === undefined && digits === undefined) return named.get(body);
  const code = hex === undefined ? Number(digits) : Number.parseInt(hex, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
