import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { memoryStorage } from 'hcpn-registration/storage/memory';
import { describe, expect, it } from 'vitest';
import { readApplicant } from '../../examples/register/applicant.file.js';
import { languages } from '../../examples/register/language.js';
import { readOptions } from '../../examples/register/options.js';
import { playApplicant } from '../../examples/register/played.js';
import { Problem } from '../../examples/register/problem.js';
import { noScreen, screenOn } from '../../examples/register/screen.js';
import { emptyFolder, root, runDemo } from './demo.js';

type Json = { [key: string]: Json } & Json[] & string;

const good = readFileSync(`${root}examples/data/thailand-manual-review.json`, 'utf8');

/** Plays a text as `my.json`. Answers what is wrong with it, and whether something was kept. */
async function runWith(text: string, screen = noScreen(languages.en)): Promise<{ message: string; kept: number }> {
  const cwd = emptyFolder();
  writeFileSync(join(cwd, 'my.json'), text);
  const storage = memoryStorage();
  let message = '';
  try {
    const file = await readApplicant('my.json', cwd);
    await playApplicant({ file, storage, store: cwd, fresh: false, screen, pause: async () => {} });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    ({ message } = error);
  }
  return { message, kept: (await storage.find({ limit: 10 })).rows.length };
}

/** Runs the demo with a good file that was changed. */
function runChanged(change: (applicant: Json) => void, screen = noScreen(languages.en)) {
  const applicant = JSON.parse(good) as Json;
  change(applicant);
  return runWith(JSON.stringify(applicant), screen);
}

/** Takes a field out, or puts something else in its place. */
function put(applicant: Json, path: string, value: unknown): void {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const place = keys.reduce<Json>((inner, key) => inner[key] as Json, applicant);
  if (value === undefined) Reflect.deleteProperty(place, last);
  else Reflect.set(place, last, value);
}

describe('a broken file', () => {
  it.each<[string, unknown, string]>([
    [
      'signup.email',
      7,
      'signup.email: text, or a list of them in the order they are tried is expected, but this is a number.',
    ],
    [
      'signup.email',
      [],
      'signup.email: text, or a list of them in the order they are tried is expected, but this is an empty list.',
    ],
    ['signup.country', undefined, 'signup.country: missing; text'],
    ['signup', undefined, 'signup: missing; an object with "country", "email"'],
    ['signup.emial', 'x', 'signup: "emial" is not known here; did you mean "email"?'],
    ['site', 'mars', 'site: one of "cn", "intl", "eu" is expected, but this is text.'],
    ['business.credentialFile', { name: 'x' }, 'business.credentialFile.fileId: missing; text is expected.'],
    ['review.0.decision', 'maybe', 'review[0].decision: one of "approved", "rejected" is expected, but this is text.'],
    ['enrollment.path', 'baker', 'enrollment.path: one of "software", "service"'],
    ['about', { en: 'x' }, 'about: text, or an object with "en", "fr" and "zh-CN" is expected'],
    ['account', { frosen: true }, 'account: "frosen" is not known here; did you mean "frozen"?'],
    ['account', { resources: 'yes' }, 'account.resources: true or false is expected, but this is text.'],
    ['account', { realName: { individual: 1 } }, 'account.realName.individual: one of "none", "inProgress", "passed"'],
    ['account', { records: ['luck'] }, 'account.records[0]: one of "softwareSolution", "advancedSolution"'],
    ['account', { siblings: [{ paths: [] }] }, 'account.siblings[0].partnerId: missing; text is expected.'],
    ['enrollment.programs', 'carrier', 'enrollment.programs: a list of programs to apply for is expected'],
    ['enrollment.programs', [{}], 'enrollment.programs[0].program: missing; one of "cloudSolutionProvider"'],
    ['enrollment.programs', [{ program: 'carrier', review: [] }], 'enrollment.programs[0].review: a list of decisions'],
  ])('names the file, the field and what is expected: %s is %j', async (path, value, expected) => {
    const { message, kept } = await runChanged((applicant) => put(applicant, path, value));
    expect(message).toContain('my.json does not describe an applicant:');
    expect(message).toContain(expected);
    expect(kept).toBe(0);
  });

  it.each<[string, unknown, string]>([
    ['signup.country', 'Thailand', 'signup.country: Country or region: This country or region is not known.'],
    ['signup.email', 'napatsorn', 'signup.email: E-mail address: This is not a valid e-mail address.'],
    ['signup.password', 'short', 'signup.password: Password: The password is too short.'],
    ['signup.securityPhone', '081', 'signup.securityPhone: Phone number: This is not a valid phone number.'],
    ['business.companyName', '2024', 'business.companyName: Company name: A company name cannot consist of digits'],
    ['business.website', 'x', 'business.website: Website: Please give the full address'],
    ['contact.phone', '02', 'contact.phone: Phone number: This is not a valid phone number.'],
    ['contact', undefined, 'contact is missing: whom Huawei Cloud can reach'],
    ['sensitiveRelationship.relatives', { answer: true }, 'sensitiveRelationship.relatives: Explanation: Your answer'],
    [
      'sensitiveRelationship.officials',
      undefined,
      'sensitiveRelationship.officials: The question "officials" is open.',
    ],
    ['agreement.ticked', false, 'agreement.ticked: The HCPN Certification Agreement is not accepted yet.'],
    ['agreement.authorityConfirmed', false, 'agreement.authorityConfirmed: Authority: Whoever accepts'],
    ['review', [], 'review[0] is missing: what the reviewer decides'],
    ['review.0.reason', '', 'review[0].reason: Reason: A rejection carries a reason.'],
    ['enrollment.path', 'learning', 'enrollment.path: The development path "Learning" is open by invitation only.'],
    [
      'enrollment.programs',
      [{ program: 'carrier', refused: true }],
      'enrollment.programs[0] is expected to be refused, but it is taken.',
    ],
    [
      'enrollment.programs',
      [{ program: 'distributor' }],
      'enrollment.programs[0].program: The program "Distributor" is open by invitation only.',
    ],
    [
      'enrollment.programs',
      [{ program: 'cloudSolutionProvider' }],
      'enrollment.programs[0].program: An account that has selected a development path cannot join',
    ],
    [
      'enrollment',
      { programs: [{ program: 'cloudSolutionProvider', agreements: false }] },
      'enrollment.programs[0].agreements: Agreements: The agreement "solution-partner-cooperation-agreement"',
    ],
    [
      'enrollment.programs',
      [{ program: 'koogallerySeller', website: 'ftp://x' }],
      'enrollment.programs[0].website: Website: Please give the full address',
    ],
    [
      'enrollment.programs',
      [{ program: 'carrier', review: [{ decision: 'rejected', reason: 'Not yet.' }] }],
      'enrollment.programs[0].review[1] is missing: what the reviewer decides on submission 2',
    ],
    [
      'enrollment.programs',
      [{ program: 'carrier', review: [{ decision: 'rejected' }] }],
      'enrollment.programs[0].review[0].reason: Reason: A rejection carries a reason.',
    ],
  ])('is refused before anything is saved when its answers lead nowhere: %s is %j', async (path, value, expected) => {
    const { message, kept } = await runChanged((applicant) => put(applicant, path, value));
    expect(message).toContain('my.json does not lead to an end:');
    expect(message).toContain(expected);
    expect(kept).toBe(0);
  });

  it.each([
    ['{\n  "about": "x",\n}', 'line 3, column 1: a name in double quotes is expected'],
    ['{\n  "about": x\n}', 'line 2, column 12: a value is expected'],
    ['{ "about" "x" }', 'line 1, column 11: a colon is expected'],
    ['{ "about": "x" "site": "cn" }', 'line 1, column 16: a comma or } is expected'],
    ['[1, 2', 'line 1, column 6: a comma or ] is expected'],
    ['{} {}', 'line 1, column 4: nothing more is expected'],
    ['', 'line 1, column 1: a value is expected'],
    ['{ "about": "a\nb" }', 'line 1, column 12: a value is expected'],
  ])('says where it stops being JSON: %j', async (text, expected) => {
    expect((await runWith(text)).message).toBe(`my.json is not valid JSON: ${expected}.`);
  });

  it('never repeats what was typed as a password', async () => {
    const wrongType = await runChanged((applicant) => put(applicant, 'signup.password', { secret: 'Geheim-123' }));
    const notJson = await runWith('{ "signup": { "password": Geheim-123 } }');
    const unacceptable = await runChanged((applicant) => put(applicant, 'signup.password', 'Geheim'));
    for (const { message } of [wrongType, notJson, unacceptable]) {
      expect(message).not.toBe('');
      expect(message).not.toContain('Geheim');
    }
  });

  it('shows hostile text without obeying it', async () => {
    let out = '';
    const screen = screenOn(
      {
        write(text) {
          out += text;
        },
      },
      languages.en,
    );
    const { message } = await runChanged((applicant) => {
      put(applicant, 'applicant', '\u001b[2J');
      put(applicant, 'business.industry', ['\u001b[2J\u0007', '\ud800', 'x'.repeat(1_000_000), 'Data']);
    }, screen);
    expect(message).toBe('');
    expect(out).toContain('★');
    expect(out.length).toBeLessThan(20_000);
    expect(out).not.toMatch(/[\u001b\u0007\ud800]/);
  });

  it('may begin with a byte order mark', async () => expect((await runWith(`\ufeff${good}`)).message).toBe(''));

  it('ends the process with code 1 and words on standard error', async () => {
    const cwd = emptyFolder();
    writeFileSync(join(cwd, 'my.json'), good.replace('"intl"', '"mars"'));
    const { out, err, code } = await runDemo(['--file', 'my.json'], { cwd });
    expect({ out, code }).toEqual({ out: '', code: 1 });
    expect(err).toContain('my.json does not describe an applicant:\n  site: one of "cn", "intl", "eu" is expected');
  });
});

describe('the options', () => {
  it.each([
    [['--fiel', 'my.json'], 'There is no option --fiel; did you mean --file?'],
    [['--bogus'], 'There is no option --bogus.'],
    [['-x'], 'There is no option -x.'],
    [['my.json'], 'To play my.json, say --file my.json.'],
    [['--file'], '--file needs a value.'],
    [['--fresh=yes'], '--fresh takes no value.'],
    [['--interactive', '--file', 'my.json'], '--interactive asks you instead of a file'],
    [['--lang'], '--lang needs a value.'],
    [['--lang', 'klingon'], 'There is no language "klingon" here; there are en, fr, zh-CN.'],
    [['--langu', 'fr'], 'There is no option --langu; did you mean --lang?'],
  ])('are refused with a hint: %j', (args, expected) => {
    expect(() => readOptions(args)).toThrow(expected);
  });

  it.each([
    ['nowhere.json', 'There is no file nowhere.json'],
    ['.', '. is a folder; the name of a JSON file is expected.'],
  ])('name a file that can be read: %s', async (file, expected) => {
    await expect(readApplicant(file, emptyFolder())).rejects.toThrow(expected);
  });

  it('are explained by --help', async () => {
    const { out, code } = await runDemo(['--help']);
    expect(code).toBe(0);
    for (const option of ['--file', '--interactive', '--lang', '--store', '--fresh']) expect(out).toContain(option);
  });

  it('say in words what is wrong with the place of the store', async () => {
    const cwd = emptyFolder();
    writeFileSync(join(cwd, 'taken'), 'a file, not a folder');
    const { err, code } = await runDemo(['--store', 'taken'], { cwd });
    expect(code).toBe(1);
    expect(err).toContain('(storage.unavailable)');
    expect(err).not.toContain('    at ');
  });
});
