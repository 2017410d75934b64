/**
 * What the values of a column mean, whatever type holds them. `pii` marks what tells something about
 * one person: it is shown masked to callers who may not see it.
 */
export const semanticKinds = {
  email: { title: 'E-mail address', pii: true },
  phone: { title: 'Phone number', pii: true },
  payment_card: { title: 'Payment card number', pii: true },
  iban: { title: 'Bank account (IBAN)', pii: true },
  national_id: { title: 'Number of a person in a register', pii: true },
  person_name: { title: 'Name of a person', pii: true },
  postal_address: { title: 'Postal address', pii: true },
  birth_date: { title: 'Date of birth', pii: true },
  ip_address: { title: 'IP address', pii: true },
  secret: { title: 'Password, key or token', pii: true },
  postal_code: { title: 'Postal code', pii: false },
  country: { title: 'Country', pii: false },
  currency: { title: 'Currency', pii: false },
  url: { title: 'URL', pii: false },
  uuid: { title: 'UUID', pii: false },
  date: { title: 'Date or time in a text', pii: false },
  number: { title: 'Number in a text', pii: false },
  boolean: { title: 'Yes or no in a text', pii: false },
  json: { title: 'JSON in a text', pii: false },
} as const;

export type SemanticKind = keyof typeof semanticKinds;

/** All of them, in the order of the table. */
export const semanticKindNames = Object.keys(semanticKinds).filter(isSemanticKind);

export function isSemanticKind(name: string): name is SemanticKind {
  return Object.hasOwn(semanticKinds, name);
}

/** True for kinds that tell something about one person. */
export function isPii(kind: SemanticKind): boolean {
  return semanticKinds[kind].pii;
}
