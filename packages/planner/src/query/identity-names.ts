/** What is numbered, beside the rows of a table themselves. */
const numbered: ReadonlySet<string> = new Set(
  (
    'ref reference serial plate registration reg licence license tracking policy account acct invoice inv order document ' +
    'doc contract ticket case batch lot waybill awb booking confirmation flight train voucher bill receipt asset tag part ' +
    'article item model passport permit certificate inventory'
  ).split(' '),
);
const number: ReadonlySet<string> = new Set(['no', 'nr', 'num', 'number', 'code', 'reference', 'ref']);
const alone: ReadonlySet<string> = new Set(
  'code sku label plate reference ref vin isbn iban barcode serial registration slug handle login email hostname domain'.split(
    ' ',
  ),
);

/**
 * Whether a text is what people call a row by where it has no name: `plate_no`, `ref_no`, `room_code` of rooms.
 * `own` are the words of the table's name, `words` those of the column's. Pure.
 */
export function saysIdentity(words: readonly string[], own: readonly string[]): boolean {
  const rest = words.filter((word) => !own.includes(word));
  const [first = '', second = ''] = rest;
  if (rest.length === 1) return alone.has(first) || (words.length > 1 && number.has(first));
  return rest.length === 2 && numbered.has(first) && number.has(second);
}
