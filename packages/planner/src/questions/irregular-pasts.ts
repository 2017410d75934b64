const pasts: ReadonlySet<string> = new Set(
  (
    'ate beat became began bit blew bought bound bred broke broken brought built burnt came caught chose chosen cost cut dealt ' +
    'did done drank drawn drew driven drove dug eaten fed fell fallen felt flew flown forbade forgot forgotten fought found froze frozen ' +
    'gave given gone got grew grown had heard held hid hidden hit hung hurt kept knew known laid lain lay led left lent let lit lost ' +
    'made meant met paid put quit ran rang read ridden rode risen rose said sang sat saw seen sent set shook shot shown shut ' +
    'slept sold sought spent split spoke spoken spread stole stolen stood struck stuck sung swam swept swore sworn swum ' +
    'taken taught threw thrown thought told took tore torn understood went were woke woken won wore worn wound written wrote'
  ).split(' '),
);

/** Whether a word is a form of an English verb that no ending tells: wrote, sung. Lower case. */
export function isIrregularPast(lower: string): boolean {
  return pasts.has(lower);
}
