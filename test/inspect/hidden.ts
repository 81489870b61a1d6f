/** Keys whose values may be shown, written down by hand: what the package thinks of its fields is on trial here. */
const shownKeys: ReadonlySet<string> = new Set([
  ...[
    'type',
    'at',
    'role',
    'site',
    'country',
    'version',
    'questionnaireVersion',
    'agreementId',
    'question',
    'mediaType',
  ],
  ...['status', 'kind', 'result', 'outcome', 'cause', 'causes', 'channel', 'scene', 'accountType', 'certificateType'],
  ...['path', 'paths', 'program', 'programs', 'position', 'benefit', 'step', 'trail', 'lookAgain', 'upgrade', 'level'],
  ...['state', 'stage', 'solution', 'individual', 'enterprise', 'enterpriseCenter', 'customerOf', 'records', 'day'],
  ...['policy', 'agreements', 'agreement', 'statement', 'accepting', 'code', 'businessArea', 'area'],
  ...['oldAccountCountry', 'huaweiIdCountry', 'startedAt', 'issuedAt', 'validUntil', 'validatedAt', 'about'],
]);

/** Text that must not be seen on any screen: every text longer than two characters, save under a key that may be shown. */
export function hiddenTexts(value: unknown): string[] {
  const found = new Set<string>();
  collect(value, found);
  return [...found];
}

function collect(value: unknown, found: Set<string>): void {
  if (typeof value === 'string' && value.length > 2 && !isTime(value)) found.add(value);
  if (typeof value !== 'object' || value === null || isMachinery(value)) return;
  for (const [key, inner] of Object.entries(value)) {
    if (!shownKeys.has(key) && !(key === 'by' && typeof inner === 'string' && isMeans(inner))) collect(inner, found);
    if (key === 'address' || key === 'request') collect(Reflect.get(Object(inner), 'value'), found);
  }
}

/** An actor that is no person: it is called by its role, or is a system. */
function isMachinery(value: object): boolean {
  const role: unknown = Reflect.get(value, 'role');
  return role === 'system' || (role !== undefined && role === Reflect.get(value, 'id'));
}

const isTime = (text: string) => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text);
/** How a member is addressed. */
const isMeans = (text: string) => ['phone', 'email', 'accountName'].includes(text);

/** Which of some texts are found in another, as they are or as JSON has them; a short one by itself, not within a word. */
export function seenIn(text: string, wanted: readonly string[]): string[] {
  return wanted.filter((each) =>
    [each, JSON.stringify(each).slice(1, -1)].some((form) =>
      form.length < 6 ? hasWord(text, form) : text.includes(form),
    ),
  );
}

function hasWord(text: string, word: string): boolean {
  for (let place = text.indexOf(word); place >= 0; place = text.indexOf(word, place + 1))
    if (!/\w/.test(`${text[place - 1]}${text[place + word.length]}`)) return true;
  return false;
}
