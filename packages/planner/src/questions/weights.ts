/**
 * All weights of the reader of questions, set by hand: none is fitted to data. Features are told
 * beside each. Costs are positive and are taken off.
 */
export const weights = {
  /** What is odd in a query. */
  odd: {
    /** The most of a text: "highest name". */
    extremeText: 0.7,
    /** The sum of keys. */
    summedKey: 0.7,
    /** A key that is to be more than something. */
    comparedKey: 0.5,
    /** A text that is to be more than a number. */
    comparedText: 0.8,
    /** One column of one row that holds two values. */
    twoValues: 1.2,
    /** A column that is shown, and whose one value was said. */
    knownShown: 0.5,
    /** A column that is asked for, and is shown already. */
    shownTwice: 0.3,
    /** Nothing is shown but a value that was said. */
    saidAgain: 0.6,
    /** An average, least or total of one row alone. */
    averageOfOne: 0.6,
    /** How many each row is. */
    countOfOne: 1.5,
    /** One total, in order. */
    orderedTotal: 0.8,
    /** A query that finds nothing. */
    empty: 1,
  },
  /** How well words name something, 0 to 1. */
  link: {
    /** Below this nothing is named. */
    least: 0.5,
    /** What is averaged and was passed over is named like nothing below this. */
    averaged: 0.92,
    /** Below this an answer tells what was taken. */
    sure: 0.9,
    synonym: 0.86,
    /** "apartment number" for a key, where another column is called a number. */
    keyBesideNumber: 0.8,
    /** A name without the unit at its end. */
    withoutUnit: 0.97,
    /** "phone number" for `phone`. */
    generic: 0.95,
    /** "pots" for the rows of a table of another name that have a `pot_name`. */
    rowNoun: 0.88,
    /** One stem, another ending. */
    akin: 0.8,
    /** "in Marketing": a department, where no place is known. */
    unitOfUnseen: 0.7,
    /** "bills of Zeppelin Corp": those that the rows belong to, people before all others. */
    ownerOfUnseen: 0.8,
    otherOwnerOfUnseen: 0.6,
    perStepOfUnseen: 0.1,
    /** The name has a word that makes it something else, and it was not said: `min_salary` for "salary". */
    unsaidBound: 0.88,
    /** Of one subject: university for campus. */
    related: 0.78,
    /** What somebody has for being one: membership of members, ownership of owners. */
    status: 0.66,
    /** Near in meaning, where no name has the word itself; less for each further one. */
    loosely: 0.72,
    looserBy: 0.02,
    /** Letters were left out of one of them: appt, appointment. */
    short: 0.84,
    /** A Russian word for an English one. */
    translated: 0.97,
    /** Each further Russian word of a name that is translated by itself. */
    eachTranslated: 0.97,
    /** A Russian word for a Latin one that sounds so. */
    transliterated: 0.9,
    /** A value in English, or in Latin letters, for Russian words. */
    foreignValue: 0.9,
    /** A phrase of a comment: of a table or column, of the role of a key, its last word only. */
    described: { phrase: 0.9, role: 0.97, head: 0.8 },
    /** A general word: people for employees. */
    narrower: 0.72,
    /** What happens for the rows that it makes: bookings of shipments that were booked. */
    event: 0.75,
    /** Words for a value: "English" of the country UK. */
    valueByWords: 0.9,
    /** A value by which a row names another: the state of a lake. */
    referringName: 0.25,
    /** One word of a person's name. */
    partialName: 0.8,
    /** A name of which only some words were said starts from here. */
    part: 0.55,
    /** The last word of a table's name was said. */
    head: 0.12,
    /** "name" for what names a row, however it is called. */
    label: 0.9,
    /** "name" for what tells about a row that has no name. */
    details: 0.75,
    /** "id" for the primary key, however it is called. */
    key: 0.94,
    /** "id" for a key that leads to other rows, or is a part of one. */
    otherKey: 0.9,
    /** "invoice number" for the primary key of invoices. */
    keyNumber: 0.88,
    /** "code" for a primary key that is a text, where the table is not said: less than for what is called a code. */
    keyCode: 0.74,
    /** "number" for that of a line among others, and lines were not said. */
    place: 0.7,
    /** A key without "id" being said. */
    silentKey: 0.72,
    saysTable: 0.05,
    /** A small word, such as "type", has to name this well to be a name. */
    smallWord: 0.72,
    /** "ordered" for the rows of orders. */
    done: 0.85,
    /** "revenue" for a column of amounts. */
    money: 1.02,
    /** "spend" for the costs of a table of spending. */
    moneyTable: 0.95,
    /** "what did we invoice" for the amounts of invoices. */
    moneyDone: 1.3,
    /** "order value" for what the lines of orders come to. */
    valueOfRows: 1.05,
    /** "name" for a first and a last name. */
    twoNames: 0.9,
    /** "closed" for an `expected_close_on`. */
    plannedMoment: 0.9,
    /** "9 rounds" for a column that holds one round. */
    notCounted: 0.85,
    /** Said with the people whose names they are. */
    ownedNames: 1.03,
  },
  parse: {
    /** A span of n words that is one name says more than n names. */
    perWord: 1,
    table: 0.92,
    column: 1,
    /** "signups": rows that have a `signed_up_on`, rather than that moment. */
    happening: 1.1,
    value: 1.02,
    /** A number that some column holds as a text. */
    numeral: 0.7,
    cue: 0.9,
    /** "…? Show the name and the place.": in place of what was asked for before. */
    listAgain: 0.3,
    /** "and when were they held": a column by question words; a verb that goes with those at the start. */
    asked: 1,
    askedVerb: 1,
    /** "launched most recently", where a column tells of launches. */
    verbOfRank: 0.7,
    /** "largest number of seats", where seats are a number: the one that most rows have. */
    rowsOfNumber: 0.7,
    /** "in countries that …": what follows is said of the countries. */
    placeOfRows: -0.05,
    /** "number of hosts" as one name, where hosts are rows that could be counted. */
    countInColumn: 0.15,
    /** The table before the column in a Russian name of both. */
    reversed: 0.3,
    /** "orders placed", where some column holds "placed": it is said of all of them. */
    happened: 0.4,
    /** Words of content that nothing explains. */
    unread: 1.4,
    /** "phone numbers of employees", read as a phone and a number of employees. */
    countBesideColumn: 0.4,
    /** "how many visits in total", read as another total of what follows. */
    totalAgain: 0.3,
    /** "orders by channel", and nothing says that they are to be counted. */
    countedBy: 0.05,
    /** "with the customer" of shipments that have one each: to be shown. */
    alsoOne: 0.25,
    /** "trainers with specialty": a condition may follow instead. */
    alsoColumns: -0.01,
    /** "number, reader and due date of loans": readers are shown, and not what it is about. */
    tableAmong: 0.1,
    /** A table after "by" that says nothing. */
    idleTable: 0.2,
    /** "What is the highest salary of …", and the salary is not shown. */
    askedValue: 0.4,
    /** "total amount" as a column's whole name, where nothing but it is asked for: more likely a sum. */
    totalColumn: 0.7,
    /** The first word of a table's name right before the name of another one. */
    tableModifier: 2.1,
    /** The same of a column's name. */
    columnModifier: 1.2,
    /** "single rooms", where rooms hold "single". */
    ofNext: 0.2,
    /** A value where a group is to be named: "per store". */
    valueGroup: 0.4,
    /** A Russian verb of the past for the rows that were made: more likely it says what was done. */
    pastVerb: 0.6,
    /** A table of which a verb before it tells, and nothing is made of it. */
    swallowed: 0.3,
    /** "names of parties and their regions": regions are shown. */
    tableListed: 0.1,
    /** The same, and they are not. */
    tableIgnored: 0.3,
    /** "color code and description": a column by the words before, too. */
    sharedPrefix: 1.15,
    /** "names of parties" as one name. */
    rowsInName: 0.6,
    /** "airlines" as a column of other rows, where a table is called so. */
    rowsNamed: 0.15,
    /** "customer 10": by the key of customers. */
    numberOfRow: 0.2,
    /** "the most tickets and the number of …", and the most waits for what follows. */
    leftRank: 0.5,
    /** "Who made the most …? Give the client", read as the most clients. */
    rankedByItself: 0.7,
    /** "a minimum age of 30": no least age is meant. */
    leastOf: 1,
    /** "at least 3 cancelled orders": what stands behind the number is what it counts. */
    countedSo: 0.6,
    /** "refunds", read as rows, where these say what was refunded. */
    moneyNoun: 0.15,
    /** "visited 3 times": the number is said of rows that are there. */
    times: 0.3,
    /** "which party has more than two": of rows for each value. */
    timesOfValue: 0.4,
    /** "the city Paris", where nothing but the city is asked for. */
    bareSubject: 0.8,
    /** A name that nobody has seen, by itself and before what it names: "the Sales department". */
    proper: 0.3,
    properNaming: 0.7,
    /** "above 100 with less than 20 hectares": a column behind the number that is compared. */
    ownColumn: 0.1,
    /** "m" behind both ends of a range, read as millions. */
    maybeMetres: 0.05,
    /** "longer than 400 pages": pages are no more to show. */
    shownBehindNumber: 0.5,
    /** "per month" of what is of a month anyway, before groups by month. */
    ownPeriod: 0.1,
    /** "how many people can": a capacity, and no count of people. */
    capacity: 0.5,
    /** "customer orders": orders, and no customers beside. */
    compound: 0.2,
    /** Two columns of rows are compared. */
    comparedColumns: 0.1,
    /** "who works …" is read as something else than people. */
    unsaidWho: 0.7,
    /** "who": how well it names a table of people, and what it costs to fill it in. */
    whoTable: 0.6,
    who: 0.3,
    /** A name that nobody has seen is that of a place: "in Oslo". */
    unseenPlace: 0.15,
    /** It is not, though the words beside it speak of one. */
    placeless: 0.5,
    /** Small words. */
    small: 0.02,
  },
  choose: {
    /** Candidates this far behind are not run. */
    window: 0.9,
    /** Readings with other rows that are this close are asked about. */
    tie: 0.02,
    /** The same, where nothing can be run. */
    tieUnseen: 0.005,
  },
  /** How many answers are right, by what is known about them: of 2,305 questions of Spider's development half. */
  confidence: {
    /** By the margin to the next reading. */
    byMargin: [
      [0.02, 0.3],
      [0.15, 0.42],
      [0.3, 0.58],
      [0.5, 0.68],
      [0.9, 0.77],
      [1.5, 0.85],
    ],
    /** The margin of an answer beside which there is no other reading. */
    alone: 0.5,
    /** Each word that nothing explains. */
    perUnread: 0.7,
    /** It found nothing. */
    empty: 0.6,
  },
  /** What a reading was left waiting for. */
  waiting: {
    aggregate: 1.1,
    superlative: 0.8,
    /** "top 10 customers": the first ten of them, whatever that means. */
    top: 0.2,
    compare: 0.8,
    number: 0.6,
    not: 0.7,
    like: 0.7,
    order: 0.5,
    /** "second", of no order. */
    ordinal: 0.8,
    /** "average number of", for nothing in particular. */
    nested: 0.8,
    /** "percentage of orders", and no part of them. */
    share: 1.2,
    /** "ratio of", without two that it is of. */
    pair: 0.8,
    /** "times", and nothing to reckon with. */
    arithmetic: 0.8,
    /** "how long do", and nothing that lasts. */
    lasting: 1.6,
    /** "how large", and nothing that says it. */
    degree: 1.6,
  },
  /** How long rows last. */
  stretch: {
    /** "stay" said of rows that nobody stays in. */
    otherKind: 0.8,
    /** "running" of what has a planned end; "on leave today"; "upcoming". */
    goingOn: 0.93,
    inRows: 1,
    ahead: 0.97,
    /** A verb behind what lasts: "arrive" of "how late do trains arrive". */
    again: 0.1,
    /** "took longer than a week". */
    sure: 1,
  },
  /** How surely a column holds the money that words speak of, 0 to 1. */
  money: {
    surest: 0.92,
    /** Each place down the lists of words in names of such columns. */
    perRank: 0.04,
    /** Each further word of the name. */
    perPart: 0.02,
    /** Of payments, where other rows say what they are for. */
    paid: 0.1,
    /** Of a list of prices, where nothing happens. */
    listed: 0.2,
    /** With or without tax, as the words ask for it. */
    side: 0.3,
    /** Of a quantity times a price, beside a column that says so. */
    reckoned: 0.1,
    /** Of rows of what is paid out, where money that came in is spoken of. */
    out: 0.3,
    /** "amount" for a part of it. */
    part: 0.06,
    /** "room revenue" of a column that is called by the word before. */
    called: 0.1,
  },
  /** How surely words say a state, 0 to 1. */
  state: {
    /** "with a coupon": something is in a column so named, at least that well. */
    filled: 0.95,
    leastFilled: 0.6,
    /** An adjective made of the name of a flag: fraudulent. */
    flagMade: 0.98,
    /** "a negative balance". */
    sign: 1,
    /** "out of stock". */
    stock: 1,
    /** A column's comment ties the word to emptiness. */
    described: 1,
    flag: 1.02,
    /** How much of a phrase of a comment has to be said, and with its verb; what each missing part of it takes off. */
    leastShare: 0.6,
    leastOfVerb: 0.5,
    perMissing: 0.1,
    /** "enabled" for a flag `is_active`. */
    likeFlag: 0.9,
    /** "delivered" where `delivered_at` may be empty. */
    participle: 0.96,
    /** "open" where `closed_at` may be empty. */
    opposite: 0.9,
    late: 0.95,
    /** Another column beside a moment that comes with the same state. */
    beside: 0.9,
    /** Only some words of a column's name were said. */
    partOfName: 0.85,
    akin: 0.9,
    /** Each place down a list of verbs. */
    perRank: 0.02,
    /** "one-star". */
    numbered: 0.98,
  },
  /** How surely a noun names rows of one state: by a value, a flag, a moment that has come. */
  kind: {
    value: 0.98,
    flag: 1.04,
    filled: 0.9,
    /** The value is said, and not the rows that hold it: "cancellation rate". */
    bare: 0.08,
  },
  /** How surely words say a time, 0 to 1. */
  time: {
    when: 1,
    /** "on sundays", where a column holds Sunday: before the days of moments. */
    heldDay: 1.1,
    series: 1,
    /** "By year" where a column is called year. */
    unitColumn: 0.6,
    event: {
      /** Each rank below the surest name of when a row came to be. */
      step: 0.04,
      /** Moments that are kept as texts. */
      text: 0.15,
      /** Moments that not every row has yet, or that were only hoped for. */
      later: 0.1,
    },
    verb: {
      sure: 0.97,
      /** Before the rows of which it is said. */
      adjective: 0.82,
      /** A column called by the verb; by another verb of its group. */
      named: 0.95,
      group: 0.85,
      /** This near to the best are alternatives. */
      close: 0.2,
    },
    duration: {
      sure: 1,
      /** Names that are less sure than this give way to verbs. */
      named: 0.8,
    },
    /** The moment that the noun for the rows tells of: deliveries of what was delivered. */
    noun: 0.6,
    /** The best of each day, where "in one day" was said. */
    single: 0.4,
    /** Rows that are put in the order of time, and not counted: "sorted by year". */
    orderedRows: 0.2,
    /** Another moment than the one that a verb names: "the date they joined". */
    anyOfVerb: 0.6,
    /** A verb that no time stood near. */
    loneVerb: 1.1,
    /** The moment of a state that is asked for: cancellations by when they were cancelled. */
    told: 0.4,
    /** The moment of what is counted or added up. */
    fact: 0.5,
    /** The moment of rows that belong to other rows asked about. */
    belonging: 0.3,
  },
  /** What words leave out. */
  implied: {
    /** "average invoice": of the amounts. */
    amount: 0.06,
    /** "sum of the unpaid invoices", though "total invoices" may ask how many. */
    sum: 0.15,
    /** "orders over 500": of what they came to. */
    compared: 0.3,
    /** "camps above 5000": of how high they are. */
    measured: 0.2,
    /** "longer than", of something else than lengths. */
    otherMeasure: 0.3,
    /** "how much do flats", read as how many flats. */
    muchOfRows: 0.7,
    /** A sum of prices of a list, not of what happened. */
    listed: 0.35,
    /** The column of "revenue". */
    measure: 0.02,
    /** "sorted by revenue": more likely a column of that name. */
    orderedMeasure: 0.3,
    /** "the employee earns most": the column said before is what ranks. */
    rankedBefore: 0.02,
    /** Each place down a list of columns that may be meant. */
    perRank: 0.06,
    /** "highest mountain": by a height, though any number may be highest. */
    looseAdjective: 0.15,
    /** "total number of seats" as the seats of each row. */
    listedTotal: 0.5,
    /** "the oldest and the youngest player": how old they are, though that was not asked. */
    unsaidExtremes: 0.5,
    /** "the highest salary" of who is highest. */
    adjectiveOfOther: 0.4,
    /** "largest guild": by how many there are. */
    countedSize: 0.5,
    /** "Sorted by year, oldest first": of a column that the adjective does not measure. */
    otherOrder: 0.2,
    /** "shortest" of a column that is no number. */
    oddAdjective: 1.5,
  },
  resolve: {
    /** A table mentioned beside the words: "of students". */
    beside: 0.65,
    /** Words before say in which role a row is meant: "from Berlin" of flights. */
    role: 0.4,
    /** "cities called Springfield": by what names them. */
    named: 0.3,
    /** "lakes in Michigan": none that is called so. */
    insideItself: 0.45,
    /** The column's table is what the question is about. */
    entity: 0.2,
    /** The key of its own table, where nothing else is named. */
    ownKey: 0.05,
    /** Its table is used anyway. */
    used: 0.2,
    /** Its table links those that are used, and no column of the rows asked for is called so. */
    ofLink: 0.18,
    /** Tables that words name this nearly as well as the best: whichever is near is meant. */
    tie: 0.03,
    /** Each key to be crossed to reach it. */
    step: 0.12,
    unreachable: 1,
    /** For each point that words name a column less than fully, wherever it stands. */
    link: 0.5,
    /** For each point that another column fits a mention better. */
    regret: 0.7,
    /** What is counted is one in any case: the rows for each of their own keys, the one value asked for. */
    idleGroup: 1,
    /** Sums of single rows, by their names. */
    sumByName: 0.15,
  },
} as const;
