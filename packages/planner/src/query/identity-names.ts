/** What has a code beside the rows of a table themselves. */
const coded: ReadonlySet<string> = new Set(
  (
    'ref reference serial plate registration reg licence license tracking policy account acct invoice inv order document ' +
    'doc contract ticket case batch lot waybill awb booking confirmation flight train voucher bill receipt asset tag part ' +
    'article item model passport permit certificate inventory'
  ).split(' '),
);
/** Numbers by which one is reached, pays or lives: they tell no row. */
const otherNumbers: ReadonlySet<string> = new Set(
  'phone telephone tel mobile cell fax zip postal post card credit house street building vat tax bank social security version sequence line row page floor'.split(
    ' ',
  ),
);
const number: ReadonlySet<string> = new Set(['no', 'nr', 'num', 'number', 'reference', 'ref']);
const code: ReadonlySet<string> = new Set([...number, 'code']);
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
  if (rest.length === 1) return alone.has(first) || (words.length > 1 && code.has(first));
  if (rest.length !== 2) return false;
  return coded.has(first) ? code.has(second) : number.has(second) && !otherNumbers.has(first);
}
