const words = (text: string): readonly string[] => text.split(',').map((one) => one.trim());

/**
 * Flags that mean one thing; the second list says the contrary. Lemmas of column names and of what is said, without
 * hyphens.
 */
export const flagWords: readonly (readonly [readonly string[], readonly string[]])[] = [
  [
    words('active,enabled,live,current,activated'),
    words('inactive,disabled,deactivated,deleted,archived,closed,no longer active'),
  ],
  [words('blocked,banned,suspended,locked,blacklisted,frozen'), words('unblocked,allowed')],
  [words('verified,confirmed,validated'), words('unverified,unconfirmed')],
  [words('available,in stock'), words('unavailable,out of stock,sold out')],
  [words('published,public,visible,listed'), words('hidden,private,unpublished,draft')],
  [words('discontinued,retired,obsolete'), words('current')],
  [words('remote'), words('onsite,on site')],
  [words('paid,settled'), words('unpaid,outstanding')],
  [words('subscribed,opted in,opt in'), words('unsubscribed,opted out')],
  [words('approved,accepted'), words('unapproved')],
  [words('insured'), words('uninsured')],
  [words('resolved,solved,closed'), words('unresolved,unsolved,open')],
  [words('full time,fulltime'), words('part time,parttime,half time')],
  [words('permanent,tenured'), words('temporary,temp,interim')],
  [words('married,wed'), words('single,unmarried')],
  [
    words('vegetarian,veggie,meatless,meat free,without meat,with no meat,free of meat'),
    words('with meat,contain meat,containing meat'),
  ],
  [
    words('alcoholic,with alcohol,contain alcohol'),
    words('alcohol free,without alcohol,with no alcohol,soft'),
  ],
  [
    words('smoking,smoker,smoke,smokes'),
    words('non smoking,nonsmoking,non smoker,nonsmoker,smoke free'),
  ],
  [words('indoor,indoors'), words('outdoor,outdoors,open air')],
  [words('domestic'), words('international,foreign,overseas')],
  [words('mandatory,compulsory,obligatory,required'), words('optional,elective,voluntary')],
  [words('free,gratis,complimentary,free of charge'), words('charged')],
  [words('taxable'), words('tax free,tax exempt,untaxed')],
  [words('professional,pro'), words('amateur')],
  [words('new,brand new'), words('used,second hand,pre owned')],
  [words('electronic,digital'), words('printed,on paper')],
  [words('online,virtual'), words('offline,in person,face to face')],
  [words('automatic,automated'), words('manual')],
  [words('alive,living'), words('dead,deceased')],
  [
    words('in service,in use,in operation,operational'),
    words(
      'out of service,out of use,out of operation,out of order,decommissioned,not in use,not in service',
    ),
  ],
];

/** What says the same or the contrary of a flag so called, in other words: each with whether the flag is set. */
export function otherWordsFor(name: string): readonly (readonly [string, boolean])[] {
  return flagWords.flatMap(([yes, no]) => {
    const isYes = yes.includes(name);
    if (!isYes && !no.includes(name)) return [];
    const same = (list: readonly string[]) => list.filter((one) => one !== name);
    return [
      ...same(yes).map((one) => [one, isYes] as const),
      ...same(no).map((one) => [one, !isYes] as const),
    ];
  });
}
