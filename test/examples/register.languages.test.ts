import type { StorageAdapter } from 'hcpn-registration';
import { memoryStorage } from 'hcpn-registration/storage/memory';
import { describe, expect, it } from 'vitest';
import { type Language, type LanguageName, languageNames, languages } from '../../examples/register/language.js';
import { screenOn } from '../../examples/register/screen.js';
import { applicants, emptyFolder, root, runDemo } from './demo.js';
import { dataOf, played, reasonsFor } from './playing.js';

const everyWay = applicants.flatMap((file) => languageNames.map((lang) => [file, lang] as const));

const plays = new Map<string, ReturnType<typeof played>>();

/** Plays an applicant in a language, once for all tests. */
function playedOnce(file: string, lang: LanguageName): ReturnType<typeof played> {
  const play = plays.get(file + lang) ?? played(file, lang);
  plays.set(file + lang, play);
  return play;
}

/** Every text of a language that takes no parameters. */
function textsOf(part: unknown): string[] {
  if (typeof part === 'string') return [part];
  return typeof part === 'object' && part !== null ? Object.values(part).flatMap(textsOf) : [];
}

const plainTexts = ({ catalogue: { steps, acts, questions }, words }: Language) =>
  textsOf({ steps, acts, questions, words });

/** What is shown without what the applicant's file says, without what stands in the policy, and without proper names. */
function ownWords(out: string, file: string): string {
  const names =
    /HUAWEI ID|Huawei Cloud|HUAWEI|KooGallery \w+|Cloud Solution Provider|customer-agreement|privacy-statement/g;
  const ids = /[a-z]+(?:-[a-z]+){2,}|hid-\w+|P-\w+/g;
  return dataOf(file)
    .reduce((rest, text) => rest.replaceAll(text, ' '), out)
    .replace(names, ' ')
    .replace(ids, ' ');
}

describe('npm start -- --lang', () => {
  it.each(everyWay)('plays %s to the end in %s', async (file, lang) => {
    const { out, context } = await playedOnce(file, lang);
    const { ending } = languages[lang].words;
    const company = context.application.business?.companyName ?? '';
    const name = context.association.invitation?.accountName ?? '';
    expect(out).toContain(
      `★ ${context.enrollment.partnerId === null ? ending.associated(name, company) : ending.partner(company)}`,
    );
    expect(out).toContain(languages[lang].words.title);
  });

  it.each(everyWay)('shows no code, event or key of %s in %s', async (file, lang) => {
    const { out } = await playedOnce(file, lang);
    const { issues, acts } = languages.en.catalogue;
    const codes = out.match(/\b[a-z]+[A-Za-z]*\.[a-z][A-Za-z]+(?:\.[a-z][A-Za-z]+)*\b/g) ?? [];
    expect(codes.filter((code) => Object.hasOwn(issues, code) || Object.hasOwn(acts, code))).toEqual([]);
    expect(ownWords(out, file).match(/\b[a-z]+[A-Z]\w*/g) ?? []).toEqual([]);
    expect(out).not.toMatch(/undefined|null|\[object|NaN/);
  });

  it.each(everyWay.filter(([, lang]) => lang !== 'en'))('leaves no English behind in %s in %s', async (file, lang) => {
    const { out } = await playedOnce(file, lang);
    const own = ownWords(out, file);
    const shared = new Set(plainTexts(languages[lang]));
    const english = plainTexts(languages.en).filter((text) => /[a-z]{2}/.test(text) && !shared.has(text));
    const sentences = english.filter((text) => text.includes(' '));
    expect(sentences.filter((text) => own.includes(text))).toEqual([]);
    expect(own.match(/\b(?:the|is|are|and|of|not|with|from|please|this|saved|Reviewer|reason)\b/gi) ?? []).toEqual([]);
    if (lang === 'zh-CN') expect(own.match(/[A-Za-z]{2,}[ ,;]+[A-Za-z]{2,}/g) ?? []).toEqual([]);
  });

  it('has every text of the demo in French, proper names apart', () => {
    const french = textsOf(languages.fr.words);
    const names =
      /^(?:Service|Cloud Solution Provider|Reseller|KooGallery \w+|Carrier|Partner [\w ]+|HUAWEI ID|Huawei Cloud|e-mail|, )$/;
    expect(textsOf(languages.en.words).filter((text) => french.includes(text) && !names.test(text))).toEqual([]);
    for (const text of french) expect(text).not.toMatch(/\p{Script=Han}|[“”"]|[^\u00a0][?!;»]/u);
  });

  it('has every text of the demo in Chinese, without the punctuation of another script', () => {
    for (const text of textsOf(languages['zh-CN'].words)) {
      expect(text).toMatch(/\p{Script=Han}|^[：、]$/u);
      expect(text).not.toMatch(/[.,;:!?()«»"] ?\p{Script=Han}|\p{Script=Han}[.,;:!?("]/u);
    }
  });

  it('breaks Chinese lines where the terminal ends, no line beginning with a full stop', () => {
    let out = '';
    const write = (text: string) => {
      out += text;
    };
    screenOn({ columns: 30, write }, languages['zh-CN']).note(
      '只有企业账号可以加入该计划。请使用企业账号，或联系您的生态经理。',
    );
    expect(out).toBe(
      ['    只有企业账号可以加入该计', '    划。请使用企业账号，或联系', '    您的生态经理。', ''].join('\n'),
    );
  });

  it.each(['fr', 'zh-CN', 'ZH-cn'])('is an option: %s', async (lang) => {
    const file = `${root}examples/data/brazil-two-programs.json`;
    const { out, err, code } = await runDemo(['--lang', lang, '--store', emptyFolder(), '--file', file]);
    expect({ err, code }).toEqual({ err: '', code: 0 });
    const name = lang === 'fr' ? 'fr' : 'zh-CN';
    expect(out).toContain(languages[name].words.ending.partner('Ipê Nuvem Serviços Digitais Ltda.'));
  });

  it('refuses a language that is not there, as any other bad option', async () => {
    const { out, err, code } = await runDemo(['--lang', 'klingon']);
    expect({ out, code }).toEqual({ out: '', code: 1 });
    expect(err).toContain('There is no language "klingon" here; there are en, fr, zh-CN.');
  });
});

describe('a program that is closed to the account', () => {
  const refusals = [
    ['vietnam-closed-program.json', 'cloudSolutionProvider', 5],
    ['brazil-two-programs.json', 'distributor', 2],
    ['china-real-name.json', 'distributor', 1],
  ] as const;

  it.each(refusals.flatMap((refusal) => languageNames.map((lang) => [...refusal, lang] as const)))(
    'is refused to %s with every reason there is: %s, %i reasons, in %s',
    async (file, program, count, lang) => {
      // Nothing comes after the refusal that would close the program for another reason.
      const { out, context } = await played(file, lang, {
        change: (applicant) => {
          const programs = applicant.enrollment?.programs ?? [];
          const last = programs.findIndex((wish) => wish.refused === true);
          return { ...applicant, enrollment: { ...applicant.enrollment, programs: programs.slice(0, last + 1) } };
        },
      });
      const { words, catalogue } = languages[lang];
      const lines = out.split('\n');
      const asked = lines.findLastIndex((line) => line.endsWith(words.colon + catalogue.programs[program]));
      const shown = lines.slice(asked + 1).filter((line) => line.startsWith('    ✗ '));
      const reasons = reasonsFor(context, { kind: 'program', program }, lang);
      expect(reasons).toHaveLength(count);
      expect(shown).toEqual(reasons.map((reason) => `    ✗ ${reason}`));
    },
  );
});

describe("the partner's programs", () => {
  it.each(languageNames)('stand in two lists, requested and enrolled, in %s', async (lang) => {
    const { facts, none, details, noted } = languages[lang].words;
    const { programs } = languages[lang].catalogue;
    const factIn = (out: string, name: string) =>
      out
        .split('\n')
        .find((line) => line.startsWith(`  ${name} `))
        ?.slice(name.length + 2)
        .trim();

    const brazil = (await playedOnce('brazil-two-programs.json', lang)).out;
    const certificate = details.certificate('CSP-2026-0042', '2027-12-31T00:00:00.000Z');
    expect(factIn(brazil, facts.requested)).toBe(none);
    expect(factIn(brazil, facts.enrolled)).toBe(noted(programs.cloudSolutionProvider, certificate));

    const china = (await playedOnce('china-real-name.json', lang)).out;
    expect(factIn(china, facts.requested)).toBe(noted(programs.cloudSolutionProvider, details.inReview));
    expect(factIn(china, facts.enrolled)).toBe(none);
  });

  it('are carried on with from any act', async () => {
    const file = 'brazil-two-programs.json';
    const ending = (out: string) =>
      out.slice(out.indexOf('★')).replace(/\d{4}-\d\d-\d\dT[\d:.]+Z|revision \d+/g, 'VARIES');
    const undisturbed = await played(file, 'en');
    for (let acts = 14; ; acts += 1) {
      const storage = await stoppedAfter(acts, file);
      if (storage === null) break;
      expect(ending((await played(file, 'en', { storage })).out)).toBe(ending(undisturbed.out));
    }
  });
});

class Halt extends Error {}

/** Plays an applicant for a number of acts and stops; null if there are not as many. */
async function stoppedAfter(acts: number, file: string): Promise<StorageAdapter | null> {
  const storage = memoryStorage();
  let done = 0;
  const pause = async () => {
    done += 1;
    if (done === acts) throw new Halt();
  };
  try {
    await played(file, 'en', { storage, pause });
    return null;
  } catch (error) {
    if (error instanceof Halt) return storage;
    throw error;
  }
}
