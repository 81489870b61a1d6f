/// <reference lib="dom" />
import {
  type Actor,
  allowedEvents,
  explain,
  type Issue,
  isRegistrationError,
  openSession,
  pathOf,
  type RegistrationEvent,
  registrationMachine,
  requirements,
  steps,
  wizardSteps,
} from 'hcpn-registration';
import { describeAct, describeStep } from 'hcpn-registration/messages';
import { indexedDbStorage, watchIndexedDb } from 'hcpn-registration/storage/indexed-db';
import { embeddedPorts, verificationCodeOf } from 'hcpn-registration/testing';
import { changes, titleOf } from './changes.js';
import {
  applicant,
  type Form,
  formOf,
  rejection,
  reviewer,
  type Shown,
  type Typed,
  type TypedEvent,
  typedIn,
} from './forms.js';
import {
  button,
  countryIn,
  declarations,
  fieldElement,
  fieldOf,
  focusField,
  h,
  issueText,
  labelOf,
  policy,
  stepElement,
} from './view.js';
import { languageOf, languages, wordsOf } from './words.js';

const database = 'hcpn-registration-example';
const storage = indexedDbStorage(database);
void navigator.storage.persist();

/** The registration of the link; without one, the latest of this browser, or a new one. */
const key = location.hash.slice(1) || localStorage.getItem('registration') || crypto.randomUUID();
localStorage.setItem('registration', key);
history.replaceState(null, '', `#${key}`);
addEventListener('hashchange', () => location.reload());

/** Huawei's side, simulated in the page. The seed lets the outbox show a code again after a reload, and in every tab. */
const ports = embeddedPorts({ seed: key, deliver() {} });
const open = () => openSession({ machine: registrationMachine, key, storage, ports, input: { policy }, by: applicant });

/** Acts that need no form, in the order of their buttons. */
const plain = [
  'wizard.start',
  'wizard.submit',
  'wizard.company.checkAgain',
  'wizard.company.applyAnyway',
  'wizard.company.isAnother',
  'review.revise',
  'enrollment.registration.retry',
  'signup.code.resend',
  'signup.securityPhone.skip',
  'signup.information.postpone',
  'signup.back',
  'wizard.back',
  'registration.leave',
  'review.withdraw',
] as const;

const part = (id: string) => document.getElementById(id) ?? document.body;

/** What the person sees, and under which revision: an act is carried out on that one only. */
let seen: { readonly shown: Shown; readonly revision: number; readonly letter: string };

/** What is typed and not saved yet, form by form. A reload does not lose it, save for secrets. */
const unsaved = new Map<string, Typed>(JSON.parse(sessionStorage.getItem(key) ?? '[]'));

let language = languageOf(localStorage.getItem('language'));
let words = wordsOf(language);

/** What is wrong, and with which form. */
let problem: { readonly form: string | null; readonly issues: readonly Issue[] } = { form: null, issues: [] };
/** What the person saw before another tab saved, until the next act. */
let overtaken: { readonly before: Shown; readonly isRefused: boolean } | null = null;
/** Whether another tab has saved while something is typed here. */
let isBehind = false;
let notice: () => string = () => '';
let failure = '';

let isBusy = false;
let queue: Promise<unknown> = Promise.resolve();

/** One thing after the other: a draft is kept before the step is saved that comes with the same click. */
function inTurn(work: () => Promise<void>): Promise<void> {
  const turn = queue.then(work).catch(fail);
  queue = turn;
  return turn;
}

async function see(session: Awaited<ReturnType<typeof open>>): Promise<void> {
  const { snapshot: shown, revision } = session;
  const sent = shown.context.account.challenge?.sent ?? null;
  seen = { shown, revision, letter: sent === null ? '' : await verificationCodeOf(key, sent.challengeId) };
}

const place = () => pathOf(seen.shown.value);
const describe = (issue: Pick<Issue, 'code' | 'params'>) => issueText(words, issue);

function remember(form: string, typed: Typed | null): void {
  if (typed === null) unsaved.delete(form);
  else unsaved.set(form, typed);
  const kept = [...unsaved].map(([name, { password: _, verificationCode: __, ...open }]) => [name, open]);
  sessionStorage.setItem(key, JSON.stringify(kept));
}

/** Says what is wrong before anything is sent; what is right is sent once, however often the button is pressed. */
function submit(name: string, form: Form, { all, filled }: ReturnType<typeof typedIn>, by: Actor): void {
  if (isBusy) return;
  remember(name, all);
  const event = form.event(filled);
  // What is typed may be anything: `explain` checks it.
  const verdict = explain(seen.shown, { ...event, at: new Date().toISOString(), by } as RegistrationEvent);
  if (verdict.allowed) {
    void act(event, by, name, () => verdict.consequences.map(describe).join(' '));
    return;
  }
  [problem, overtaken, failure] = [{ form: name, issues: verdict.issues }, null, ''];
  show('alert');
}

/** Carries out an act on the revision the person sees, or shows what has changed since. */
async function act(event: TypedEvent, by = applicant, form: string | null = null, told = () => ''): Promise<void> {
  if (isBusy) return;
  setBusy(true);
  failure = '';
  const slow = setTimeout(showBusy, 500);
  await inTurn(async () => {
    const before = seen;
    const session = await open();
    const outcome = await session.receive(event, { by, expectedRevision: before.revision }).catch((error) => {
      if (isRegistrationError(error, 'storage.conflict')) return null;
      throw error;
    });
    await see(outcome === null ? await open() : session);
    const isStale = outcome === null || outcome.issues.some(({ code }) => code === 'revision.stale');
    overtaken = isStale ? { before: before.shown, isRefused: true } : null;
    problem = { form, issues: isStale ? [] : outcome.issues };
    [isBehind, notice] = [false, told];
    if (form !== null && outcome?.status === 'saved') remember(form, null);
  });
  clearTimeout(slow);
  setBusy(false);
  show(overtaken !== null || problem.issues.length > 0 || failure !== '' ? 'alert' : 'heading');
}

function setBusy(busy: boolean): void {
  isBusy = busy;
  part('main').setAttribute('aria-busy', String(busy));
}

/** Keeps what is typed in a step with the registration, so that it is there in any tab. The form is not touched. */
function keepDraft(name: string, { step }: Form, draft: Typed): void {
  if (step === undefined) return;
  void inTurn(async () => {
    const session = await open();
    const { status } = await session.send(
      { type: 'wizard.draft.keep', step, draft },
      { expectedRevision: seen.revision },
    );
    if (status === 'refused') return follow();
    await see(session);
    showSaved();
    if (JSON.stringify(unsaved.get(name)) === JSON.stringify(draft)) remember(name, null);
  });
}

/** Another tab may have saved. What is typed here stays; where nothing is typed, the page follows. */
async function follow(): Promise<void> {
  const session = await open();
  if (session.revision === seen.revision) return;
  isBehind = unsaved.has(place());
  notice = () => (isBehind ? words.behind : words.moved);
  if (isBehind) return showStatus();
  await see(session);
  [problem, overtaken] = [{ form: null, issues: [] }, null];
  show();
}

async function catchUp(): Promise<void> {
  overtaken = { before: seen.shown, isRefused: false };
  await see(await open());
  [isBehind, notice] = [false, () => ''];
  show('alert');
}

/** Shows the registration as it is seen, and puts the focus where it is wanted, or back where it was. */
function show(focus?: 'alert' | 'heading'): void {
  const focused = document.activeElement?.id ?? '';
  document.documentElement.lang = language;
  document.title = `${titleOf(words, seen.shown)} - ${words.title}`;
  part('title').textContent = words.title;
  part('language-label').textContent = words.language;
  showProgress();
  showStatus();
  showAlert();
  showStep();
  showOutside();
  showAbout();
  document.getElementById(focus ?? focused)?.focus();
}

function showProgress(): void {
  const { done, total, steps: list } = steps(seen.shown);
  const canOpen = allowedEvents(seen.shown, applicant).includes('wizard.step.open');
  part('progress').textContent = words.progress(done, total);
  part('steps').replaceChildren(
    ...list.map((step) => {
      const id = wizardSteps.find((one) => one === step.id);
      const opens = canOpen && step.reachable && !step.current && id !== undefined;
      return stepElement(words, step, opens ? () => void act({ type: 'wizard.step.open', step: id }) : null);
    }),
  );
}

let shownStatus = '';

function showBusy(): void {
  shownStatus = '';
  part('status').replaceChildren(words.busy);
}

function showStatus(): void {
  const text = notice();
  // Leaving a field by pressing the button asks again what has changed: the button stays the one that is being pressed.
  const status = isBehind ? `${language} ${text}` : '';
  if (status !== '' && status === shownStatus) return;
  shownStatus = status;
  const catchUpButton = isBehind ? [button(words.show, () => void inTurn(catchUp))] : [];
  part('status').replaceChildren(...(text === '' ? [] : [h('p', {}, text)]), ...catchUpButton);
}

function showAlert(): void {
  const lines = overtaken === null ? issueLines(problem) : overtakenLines(overtaken);
  const failed = failure === '' ? [] : [h('p', {}, words.failed(failure))];
  part('alert').replaceChildren(...failed, ...lines);
}

function issueLines({ form, issues }: typeof problem): HTMLElement[] {
  if (issues.length === 0) return [];
  const fields = fieldsOf(form);
  const lines = issues.map((issue) => {
    const field = fieldOf(issue, fields);
    if (field === undefined) return h('li', {}, describe(issue));
    // These are named in the sentence itself.
    const isNamed = field.kind === 'yesNo' || field.kind === 'tick';
    const text = isNamed ? describe(issue) : words.about(labelOf(words, field), describe(issue));
    return h(
      'li',
      {},
      button(text, () => focusField(field)),
    );
  });
  return [h('p', {}, h('strong', {}, words.wrong)), h('ul', {}, ...lines)];
}

function overtakenLines({ before, isRefused }: NonNullable<typeof overtaken>): HTMLElement[] {
  const lines = changes(words, before, seen.shown).map((line) => h('li', {}, line));
  const was = pathOf(before.value);
  const kept = was === place() ? words.kept : words.keptAt(titleOf(words, before));
  return [
    ...(isRefused ? [h('p', {}, h('strong', {}, words.stale))] : []),
    ...(lines.length === 0 ? [] : [h('p', {}, words.changes), h('ul', {}, ...lines)]),
    ...(unsaved.has(was) ? [h('p', {}, kept)] : []),
  ];
}

function fieldsOf(form: string | null): Form['fields'] {
  if (form === rejectionName) return rejection.fields;
  return form === place() ? (formOf(seen.shown)?.fields ?? []) : [];
}

function showStep(): void {
  const { shown } = seen;
  const form = formOf(shown);
  const { partnerId } = shown.context.enrollment;
  part('step').dataset['place'] = place();
  part('step').replaceChildren(
    h('h2', { id: 'heading', tabindex: '-1' }, titleOf(words, shown)),
    ...asked().map((text) => h('p', {}, text)),
    ...(partnerId === null ? [] : [h('p', {}, words.partner(partnerId))]),
    ...(place() === 'wizard.acceptingAgreement' && form === undefined ? answers() : []),
    ...(partnerId === null ? [] : filings()),
    ...(form === undefined ? [] : [partnerId === null ? formOfStep(form) : folded(form)]),
    h('div', { class: 'buttons' }, ...plainButtons(form !== undefined)),
  );
}

const formOfStep = (form: Form) => formElement(place(), form, applicant);

/** What a partner may do, and need not: it is folded away until it is wanted, or something was typed in it. */
function folded(form: Form): HTMLElement {
  const name = place();
  const isWanted = unsaved.has(name) || (problem.form === name && problem.issues.length > 0);
  const label = describeAct(words.catalogue, form.event({}).type);
  return h('details', { open: isWanted }, h('summary', {}, label), formOfStep(form));
}

/** What was filed of sensitive relationships, the latest first: when, and what was declared. */
function filings(): HTMLElement[] {
  const { enrollment } = seen.shown.context;
  const lines = enrollment.filings.map(({ filing, filedAt }, position) => {
    const when = filedAt === null ? words.filedEarlier : words.filed(new Date(filedAt).toLocaleString(language));
    const declared = declarations(words, filing).map((line) => h('li', {}, line));
    return h(
      'li',
      { 'data-filing': String(position + 1) },
      when,
      declared.length === 0 ? null : h('ul', {}, ...declared),
    );
  });
  return [h('h3', {}, describeStep(words.catalogue, 'sensitiveRelationship')), h('ul', {}, ...lines.reverse())];
}

/** What the step asks for, in the words of the package, and why the application was rejected. */
function asked(): string[] {
  const { shown } = seen;
  const { currentlyDue, pendingVerification } = requirements(shown);
  const current = steps(shown).steps.find((step) => step.current)?.id ?? 'road';
  const { decision } = shown.context.review;
  const isRevising = decision?.outcome === 'rejected' && shown.matches('wizard');
  const rejected = { code: 'review.rejected', params: { reason: decision?.reason ?? '' } } as const;
  const due = [...currentlyDue, ...pendingVerification].filter(({ step }) => step === current);
  return [...(isRevising ? [rejected] : []), ...due].map(describe);
}

/** What is submitted, to be read once more. */
function answers(): HTMLElement[] {
  const { business, contact } = seen.shown.context.application;
  const rows = Object.entries({ ...business, ...contact }).flatMap(([name, value]) =>
    typeof value === 'string'
      ? [
          h('dt', {}, words.fields[name]?.label ?? name),
          h('dd', {}, name === 'country' ? countryIn(language, value) : value),
        ]
      : [],
  );
  return [h('h3', {}, words.answers), h('dl', {}, ...rows)];
}

function plainButtons(hasForm: boolean): HTMLElement[] {
  const allowed = allowedEvents(seen.shown, applicant);
  // Beside a form, a submission would leave out what is typed in it.
  const types = plain.filter((type) => allowed.includes(type) && !(hasForm && type === 'wizard.submit'));
  return types.map((type, position) =>
    button(describeAct(words.catalogue, type), () => void act({ type }), {
      class: !hasForm && position === 0 ? 'main' : undefined,
      'data-act': type,
    }),
  );
}

function formElement(name: string, form: Form, by: Actor): HTMLFormElement {
  const { type } = form.event({});
  const typed = { ...form.known, ...unsaved.get(name) };
  const wrong = (field: Form['fields'][number]) =>
    problem.form === name ? problem.issues.find((issue) => fieldOf(issue, form.fields) === field) : undefined;
  const fields = form.fields.map((field) => {
    const issue = wrong(field);
    return { field, element: fieldElement(words, field, typed, issue === undefined ? undefined : describe(issue)) };
  });
  const send = h('button', { type: 'submit', 'data-act': type }, describeAct(words.catalogue, type));
  // The package says what is wrong, so the browser does not say it in other words.
  const made = h('form', { novalidate: true }, ...fields.map(({ element }) => element), send);
  const hide = () => {
    const { all } = typedIn(made);
    for (const { field, element } of fields)
      if (field.when !== undefined) element.hidden = all[field.when.name] !== field.when.value;
  };
  hide();
  made.addEventListener('input', () => {
    remember(name, typedIn(made).all);
    hide();
  });
  made.addEventListener('change', () => keepDraft(name, form, typedIn(made).all));
  made.addEventListener('submit', (event) => {
    event.preventDefault();
    submit(name, form, typedIn(made), by);
  });
  return made;
}

const rejectionName = 'review.reject';

function showOutside(): void {
  const { shown, letter } = seen;
  const to = shown.context.account.challenge?.to;
  const isWaiting = place().endsWith('enteringCode') && to !== undefined && letter !== '';
  const allowed = allowedEvents(shown, reviewer);
  part('outside').replaceChildren(
    h('h2', {}, words.outside),
    h('h3', {}, words.outbox),
    isWaiting ? h('p', {}, words.letter(to), ' ', h('output', {}, letter)) : h('p', { class: 'empty' }, words.noLetter),
  );
  if (!allowed.includes('review.approve')) return;
  const type = 'review.approve';
  part('outside').append(
    h('h3', {}, words.reviewer),
    button(describeAct(words.catalogue, type), () => void act({ type }, reviewer), { 'data-act': type }),
    formElement(rejectionName, rejection, reviewer),
  );
}

function showAbout(): void {
  const another = button(words.another, () => {
    location.hash = crypto.randomUUID();
  });
  part('about').replaceChildren(h('p', { id: 'saved' }), h('p', {}, h('a', { href: `#${key}` }, words.link)), another);
  showSaved();
}

function showSaved(): void {
  part('saved').textContent = words.saved(seen.revision);
  part('saved').dataset['revision'] = String(seen.revision);
}

function fail(error: unknown): void {
  failure = isRegistrationError(error) ? error.code : String(error);
  showAlert();
}

function chooseLanguage(select: HTMLElement): void {
  select.append(
    ...Object.entries(languages).map(([tag, { name }]) =>
      h('option', { value: tag, lang: tag, selected: tag === language }, name),
    ),
  );
  select.addEventListener('change', () => {
    language = languageOf(select instanceof HTMLSelectElement ? select.value : null);
    words = wordsOf(language);
    localStorage.setItem('language', language);
    show();
  });
}

chooseLanguage(part('language'));
document.querySelector('details')?.toggleAttribute('open', matchMedia('(min-width: 60rem)').matches);
await inTurn(async () => {
  await see(await open());
  problem = { form: place(), issues: seen.shown.context.trouble };
  show();
  watchIndexedDb(database, (saved) => {
    if (saved.key === key) void inTurn(follow);
  });
});
