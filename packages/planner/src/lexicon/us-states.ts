/** States of the United States by their postal codes (USPS Publication 28). */
const states = `
AL alabama; AK alaska; AZ arizona; AR arkansas; CA california; CO colorado; CT connecticut; DE delaware; DC district of columbia;
FL florida; GA georgia; HI hawaii; ID idaho; IL illinois; IN indiana; IA iowa; KS kansas; KY kentucky; LA louisiana; ME maine;
MD maryland; MA massachusetts; MI michigan; MN minnesota; MS mississippi; MO missouri; MT montana; NE nebraska; NV nevada;
NH new hampshire; NJ new jersey; NM new mexico; NY new york; NC north carolina; ND north dakota; OH ohio; OK oklahoma; OR oregon;
PA pennsylvania; RI rhode island; SC south carolina; SD south dakota; TN tennessee; TX texas; UT utah; VT vermont; VA virginia;
WA washington; WV west virginia; WI wisconsin; WY wyoming`;

const byCode = new Map(
  states.split(';').map((one): [string, string] => {
    const said = one.trim();
    return [said.slice(0, 2), said.slice(3)];
  }),
);
const byName = new Map([...byCode].map(([code, name]) => [name, code]));

/** The name for a code, the code for a name, both in lower case; null for what is neither. */
export function otherNameOfState(value: string): string | null {
  return byCode.get(value) ?? byName.get(value.toLowerCase())?.toLowerCase() ?? null;
}
