import { flagWords } from './flag-words.ts';

/** A state of rows by the verbs of the columns that tell it, the surest first. */
export interface StateWords {
  /** As it is said, lower case. */
  readonly says: readonly string[];
  readonly verbs: readonly string[];
  /** The state holds while the moment has not come: a ticket is open until it is closed. */
  readonly isBefore: boolean;
}

const words = (text: string): readonly string[] => text.split(',').map((one) => one.trim());

const departed = words('leave,terminate,resign,dismiss,fire,depart,quit,exit,separate,retire,end');
const stopped = words(
  'cancel,end,deactivate,terminate,churn,close,disable,suspend,unsubscribe,discontinue,archive,retire,withdraw,stop,delete,leave,exit,finish,delist',
);
const offRange = words('delist,discontinue,withdraw,retire,stop,remove,archive,end');
const settled = words(
  'close,resolve,solve,complete,finish,settle,end,fix,pay,discharge,return,fill,repay',
);
const done = words('complete,finish,close,end,resolve,process,fulfil,deliver,approve,decide');

/** States that are said by other words than those of the columns. General English. */
export const stateWords: readonly StateWords[] = [
  {
    says: words('open,still open,unclosed,unresolved,unsolved,unsettled,not closed'),
    verbs: settled,
    isBefore: true,
  },
  { says: words('solved,fixed,settled,closed,dealt with'), verbs: settled, isBefore: false },
  {
    says: words(
      'active,still active,still with us,still customers,still subscribed,current,live,running,ongoing,in force,in effect,uncancelled,in service,not cancelled',
    ),
    verbs: stopped,
    isBefore: true,
  },
  {
    says: words(
      'inactive,ended,former,terminated,deactivated,discontinued,churned,churn,lapsed,cancelled,canceled,no longer active,gone,retired,disabled',
    ),
    verbs: stopped,
    isBefore: false,
  },
  {
    says: words(
      'employed,still employed,currently employed,still with us,still here,still are,still around,still work here,still working here,work here,working here,still work for us,still working for us,on staff,on the payroll,still with the company,current employee',
    ),
    verbs: departed,
    isBefore: true,
  },
  {
    says: words(
      'no longer with us,not with us any more,not with us anymore,no longer employed,no longer work here,no longer working here,no longer work for us,left,left us,left the company,have left,has left,departed,gone,resigned,quit,former,ex',
    ),
    verbs: departed,
    isBefore: false,
  },
  {
    says: words('outstanding,owed,owing,still owed,still to be paid,yet to be paid,open'),
    verbs: words('pay,settle,clear,collect,receive'),
    isBefore: true,
  },
  { says: words('settled'), verbs: words('pay,settle,clear'), isBefore: false },
  {
    says: words(
      'pending,in progress,unfinished,incomplete,ongoing,under way,underway,unprocessed,still running,still going',
    ),
    verbs: done,
    isBefore: true,
  },
  {
    says: words('finished,completed,done,concluded,over'),
    verbs: words('complete,finish,close,end,resolve,fulfil'),
    isBefore: false,
  },
  {
    says: words('on loan,checked out,borrowed,still out,lent out,not brought back,out on loan'),
    verbs: words('return,check in,bring'),
    isBefore: true,
  },
  { says: words('brought back,given back'), verbs: words('return'), isBefore: false },
  {
    says: words(
      'admitted,still admitted,inpatient,in hospital,in the hospital,hospitalised,hospitalized,checked in',
    ),
    verbs: words('discharge,release,check out'),
    isBefore: true,
  },
  {
    says: words('in transit,on the way,on its way,on their way,en route,not arrived,yet to arrive'),
    verbs: words('deliver,arrive,receive'),
    isBefore: true,
  },
  { says: words('arrived,received'), verbs: words('deliver,arrive,receive'), isBefore: false },
  {
    says: words('unsent,not dispatched,undispatched,not sent,waiting to ship'),
    verbs: words('ship,dispatch,send,fulfil'),
    isBefore: true,
  },
  {
    says: words('sent,sent out,dispatched'),
    verbs: words('ship,dispatch,send'),
    isBefore: false,
  },
  {
    says: words(
      'dropped from the range,dropped from the catalogue,dropped from the catalog,dropped from the assortment,dropped from the menu,taken off the market,taken off the menu,no longer sold,no longer offered,no longer stocked',
    ),
    verbs: offRange,
    isBefore: false,
  },
  { says: words('draft,drafts'), verbs: words('publish,release,send'), isBefore: true },
  { says: words('alive,living'), verbs: words('die,decease'), isBefore: true },
  { says: words('dead,deceased'), verbs: words('die,decease'), isBefore: false },
  { says: words('removed,archived'), verbs: words('delete,remove,archive'), isBefore: false },
];

/** Said of rows that nobody is responsible for yet: a key to people is empty. */
export const unassignedWords: ReadonlySet<string> = new Set(
  words(
    'unassigned,unclaimed,unowned,without an owner,with no owner,not picked up,unattended,up for grabs',
  ),
);

/** Said of rows that somebody took on. */
export const assignedWords: ReadonlySet<string> = new Set(
  words('assigned,picked up,taken up,taken on,claimed,assigned to anyone,assigned to anybody'),
);

const allWords: ReadonlySet<string> = new Set(
  [
    ...stateWords.flatMap(({ says }) => says),
    ...unassignedWords,
    ...assignedWords,
    ...flagWords.flatMap((pair) => pair.flat()),
  ].flatMap((phrase) => phrase.split(' ')),
);

/** Whether a word is one of those by which states are said. */
export function saysState(word: string): boolean {
  return allWords.has(word);
}
