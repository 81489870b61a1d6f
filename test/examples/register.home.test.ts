import { memoryStorage } from 'hcpn-registration/storage/memory';
import { describe, expect, it } from 'vitest';
import type { Applicant } from '../../examples/register/applicant.js';
import type { Ask } from '../../examples/register/interactive/ask.js';
import { leadPerson } from '../../examples/register/interactive/interactive.js';
import {
  describeAct,
  describeIssue,
  type LanguageName,
  languageNames,
  languages,
} from '../../examples/register/language.js';
import { contextOf, paper, played, reasonsFor } from './playing.js';

const name = 'my-registration';

/** What a person answers, one prompt after the other; a list is the choices that must be offered, the first one taken. */
type Answer = string | boolean | (() => string) | { readonly takes: string; readonly of: readonly string[] };

/** Someone at the prompts who has made up their mind; remembers everything that was asked. */
function decided(answers: readonly Answer[]) {
  const left = [...answers];
  const asked: string[] = [];
  const next = (message: string, labels: readonly string[] = []): Answer => {
    asked.push(message, ...labels);
    const answer = left.shift();
    if (answer === undefined) throw new Error(`Nobody answers "${message}": ${labels.join(' | ')}`);
    return answer;
  };
  const typed: Ask['text'] = async (message, check) => {
    for (;;) {
      const given = next(message);
      const answer = typeof given === 'function' ? given() : String(given);
      const problem = check(answer);
      if (problem === undefined) return answer;
      asked.push(problem);
    }
  };
  const ask: Ask = {
    text: typed,
    secret: typed,
    yesNo: async (message) => next(message) === true,
    async choice(message, choices) {
      const answer = next(
        message,
        choices.map(({ label }) => label),
      );
      const values = choices.map(({ value }) => value);
      expect(new Set(values).size).toBe(values.length);
      const wanted = typeof answer === 'object' ? answer.takes : String(answer);
      if (typeof answer === 'object') expect(values).toEqual(answer.of);
      const found = choices.find(({ value }) => value === wanted);
      if (found === undefined) throw new Error(`"${message}" does not offer ${wanted}: ${values.join(', ')}`);
      return found.value;
    },
    search: (message, choices) => ask.choice(message, choices),
  };
  return { ask, asked, left };
}

/** Makes a partner, and leads a person on from the partner's home. */
async function atHome(lang: LanguageName, enrollment: Applicant['enrollment'], answers: readonly Answer[]) {
  const storage = memoryStorage();
  await played('vietnam-closed-program.json', lang, {
    storage,
    name,
    change: ({ account: _account, ...applicant }) => ({ ...applicant, enrollment }),
  });
  const { screen, text } = paper(lang);
  const { ask, asked, left } = decided(answers);
  await leadPerson({ storage, store: 'memory', fresh: false, screen, ask });
  expect(left).toEqual([]);
  return { out: text(), asked: asked.join('\n'), context: await contextOf(storage, name) };
}

const { en } = languages;

describe('the forms, at the prompts', () => {
  it.each(languageNames)('lead from no account to partner in %s, in words of that language alone', async (lang) => {
    const { screen, text } = paper(lang);
    const code = () => /(\d{6})(?!.*\d{6})/s.exec(text())?.[1] ?? '';
    const contact = ['Ada', '', 'ada@lantern.example', '+353 20 910 0123'];
    const company = ['42', 'Lantern', 'IE', 'IE-603211', '', '', 'x', 'https://lantern.example', ''];
    const { ask, asked, left } = decided([
      ...['intl', 'IE', 'ada', 'ada@lantern.example', '000', code, 'short', 'Example-Road-1', ''],
      ...[false, true, true, true, true, 'enterprise', 'Ada', 'lantern-works', '+353 20 910 0123', false],
      ...['wizard.start', ...company, ...contact, true, '', 'Until 2019.', false, false, false],
      ...['wizard.agreement.accept', true, 'wizard.submit', 'review.reject', '', 'Name.', 'review.revise'],
      ...['Lantern Ltd', 'IE', 'IE-603211', '', '', '', '', true, ...contact, true, 'Until 2019.', false, false, false],
      ...['wizard.step.open', 'contact', ...contact, true, 'Until 2019.', false, false, false],
      ...['wizard.agreement.accept', true, 'wizard.submit', 'review.approve', 'done'],
    ]);
    await leadPerson({ storage: memoryStorage(), store: 'memory', fresh: false, screen, ask });
    expect(left).toEqual([]);
    const { words } = languages[lang];
    expect(text()).toContain(words.ending.partner('Lantern Ltd'));
    const shown = `${text()}\n${asked.join('\n')}`;
    expect(shown.match(/undefined|\bnull\b|\[object|NaN/g) ?? []).toEqual([]);
    if (lang !== 'en')
      expect(
        shown.match(/\b(?:[Tt]he|is|are|and|of|not|with|from|[Pp]lease|[Tt]his|saved|[Ww]hich|by|[Yy]ou)\b/g) ?? [],
      ).toEqual([]);
  });
});

describe("the partner's home, at the prompts", () => {
  it.each(languageNames)('leads along a development path and out of it again, in %s', async (lang) => {
    const { out, asked, context } = await atHome(lang, { path: 'software' }, [
      'path.exit',
      'path.select',
      { takes: 'service', of: ['software', 'service', 'systemIntegrator'] },
      'path.validation.submit',
      'path.validation.failed',
      '',
      'More projects are needed.',
      'path.validation.submit',
      'path.validation.passed',
      'path.differentiation.submit',
      'path.differentiation.passed',
      'path.invited',
      'learning',
      'enrollment.account.lookUp',
      'done',
    ]);
    const { words, catalogue } = languages[lang];
    expect(context.enrollment.paths.find(({ path }) => path === 'service')?.state).toBe('differentiated');
    expect(out).toContain(words.noted(catalogue.paths.service, words.pathStages.differentiated));
    expect(asked).toContain(words.home.whichPath);
    expect(asked).toContain(`${words.asks.asReviewer}${describeAct(catalogue, 'path.validation.failed')}`);
    expect(asked).toContain(`${words.asks.asHuawei}${describeAct(catalogue, 'path.invited')}`);
    expect(asked).toContain(describeIssue(catalogue, { code: 'review.reasonMissing', params: {} }));
    expect(out).toContain('More projects are needed');
  });

  it.each(languageNames)('leads through a program: refused, rejected, revised, approved, in %s', async (lang) => {
    const { out, asked, context } = await atHome(lang, {}, [
      'program.apply',
      'cloudSolutionProvider',
      'program.submit',
      false,
      'program.submit',
      true,
      'program.rejected',
      'The services are described too briefly.',
      'program.revise',
      'program.submit',
      true,
      'program.approved',
      '',
      'CSP-1',
      'program.invited',
      'distributor',
      'done',
    ]);
    const { words, catalogue } = languages[lang];
    const agreement = 'solution-partner-cooperation-agreement';
    const params = { program: 'cloudSolutionProvider', agreement } as const;
    expect(asked).toContain(words.asks.acceptAgreement(agreement, '1'));
    expect(out).toContain(describeIssue(catalogue, { code: 'program.agreementNotAccepted', params }));
    expect(out).toContain(
      words.noted(catalogue.programs.cloudSolutionProvider, words.details.certificate('CSP-1', null)),
    );
    const reasons = reasonsFor(context, { kind: 'program', program: 'distributor' }, lang);
    expect(reasons.length).toBeGreaterThan(0);
    const home = out.slice(out.lastIndexOf(words.home.title(context.application.business?.companyName ?? '')));
    expect(home).toContain(
      [
        words.home.closed(words.home.program(catalogue.programs.distributor)),
        ...reasons.map((reason) => `✗ ${reason}`),
      ].join('\n    '),
    );
  });

  it.each(languageNames)('shows every reason for each path and program that is closed, in %s', async (lang) => {
    const { out, context } = await atHome(lang, { path: 'software' }, ['done']);
    const { words, catalogue } = languages[lang];
    for (const path of ['learning', 'distributor'] as const) {
      expect(out).toContain(words.home.closed(words.home.path(catalogue.paths[path])));
      for (const reason of reasonsFor(context, { kind: 'path', path }, lang)) expect(out).toContain(`✗ ${reason}`);
    }
    for (const program of ['cloudSolutionProvider', 'distributor'] as const) {
      expect(out).toContain(words.home.closed(words.home.program(catalogue.programs[program])));
      for (const reason of reasonsFor(context, { kind: 'program', program }, lang))
        expect(out).toContain(`✗ ${reason}`);
    }
    expect(out).not.toContain(words.home.closed(words.home.path(catalogue.paths.service)));
  });

  it('asks for what a seller and an invited distributor hand in', async () => {
    const { asked, out, context } = await atHome('en', {}, [
      'program.apply',
      'koogallerySeller',
      'program.submit',
      'ftp://x',
      'https://senviet-software.example',
      'program.invited',
      'distributor',
      'program.apply',
      'distributor',
      'program.submit',
      true,
      false,
      'program.submit',
      true,
      true,
      'done',
    ]);
    expect(asked).toContain(en.words.home.seller);
    expect(asked).toContain('Please give the full address of the website');
    expect(asked).toContain('Do you agree to the Statement for HUAWEI ID association');
    expect(out).toContain('The Statement for HUAWEI ID association is not accepted.');
    expect(context.enrollment.programs.map(({ program, state }) => [program, state])).toEqual([
      ['koogallerySeller', 'reviewing'],
      ['distributor', 'reviewing'],
    ]);
  });

  it('takes a certified solution for the software path, and an application that is given up', async () => {
    const { context, out } = await atHome('en', { path: 'software' }, [
      'path.solution.certified',
      'certified',
      'path.validation.submit',
      'program.apply',
      'carrier',
      'program.cancel',
      'done',
    ]);
    expect(context.enrollment.paths[0]?.state).toBe('roleValidated');
    expect(context.enrollment.programs[0]?.state).toBe('notApplied');
    expect(out).toContain('Software (role validated)');
  });
});
