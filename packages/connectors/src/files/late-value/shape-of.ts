const longestShape = 20;

/**
 * How a text is spelled without what it says: letters are x and digits 9, but for leading zeros. At most 20
 * characters, in quotes so that spaces are seen.
 */
export function shapeOf(text: string): string {
  const start = Array.from(text.slice(0, 2 * longestShape)).slice(0, longestShape);
  const zeros = /^0*/.exec(text)?.[0].length ?? 0;
  const shape = start.map((one, index) => (index < zeros ? '0' : shapeOfCharacter(one))).join('');
  return `"${shape}${start.join('').length < text.length ? '…' : ''}"`;
}

function shapeOfCharacter(character: string): string {
  if (/\p{Nd}/u.test(character)) return '9';
  if (/\p{L}/u.test(character)) return 'x';
  return /[ -~]/.test(character) ? character : '?';
}
