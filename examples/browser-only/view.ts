/// <reference lib="dom" />
import { countries, createPolicy, type Filing, type Issue, type Step, type StepStatus } from 'hcpn-registration';
import { type Described, describeIssue, describeQuestion, describeStep } from 'hcpn-registration/messages';
import type { Field, Typed } from './forms.js';
import type { Words } from './words.js';

export const policy = createPolicy({ site: 'intl' });

type Child = Node | string | null;
type Attributes = Readonly<Record<string, string | boolean | undefined>>;

/** Makes an element. An attribute that is `false` or missing is left out. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : value);
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** A button, and what it does. */
export function button(label: string, press: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = h('button', { type: 'button', ...attributes }, label);
  made.addEventListener('click', press);
  return made;
}

/** The id of a field's element, by which a label, a help and an error belong to it. */
const idOf = (name: string) => `field-${name}`;

/** The field an issue is about. A question and an agreement are named in it; others are where its path ends. */
export function fieldOf({ path, params }: Issue, fields: readonly Field[]): Field | undefined {
  const last = String(path.at(-1) ?? '');
  const named = 'question' in params ? params.question : 'agreement' in params ? params.agreement : last;
  return fields.find(({ name }) => name === `${named}.${last}`) ?? fields.find(({ name }) => name === named);
}

/** Puts the focus on a field; of several boxes, on the first. */
export function focusField({ name }: Field): void {
  document.querySelector<HTMLElement>(`form [name="${CSS.escape(name)}"]`)?.focus();
}

/** What a field is called. A question has its number, by which an issue can name it. */
export function labelOf(words: Words, field: Field): string {
  const { name, kind, question } = field;
  const agreement = words.agreements[name];
  if (agreement !== undefined) return words.accept(agreement);
  const asked = policy.sensitiveRelationship.items.find(({ id }) => id === question);
  if (asked !== undefined && kind === 'yesNo')
    return `${numberOf(asked.id)}. ${describeQuestion(words.catalogue, asked)}`;
  return words.fields[wordsKey(field)]?.label ?? name;
}

const wordsKey = ({ name, kind, question }: Field) => (question === undefined || kind === 'yesNo' ? name : 'details');
const numberOf = (question: string) => policy.sensitiveRelationship.items.findIndex(({ id }) => id === question) + 1;

/** The questions of a filing that are answered by yes, each with its explanation. */
export function declarations(words: Words, { answers }: Filing): string[] {
  const declared = answers.filter(({ value }) => value);
  return declared.map(({ question, details = words.yes }) => {
    const item = policy.sensitiveRelationship.items.find(({ id }) => id === question) ?? { id: question, text: null };
    return words.about(describeQuestion(words.catalogue, item), details);
  });
}

/** An issue in words. What it names by an id is named as on the page, and a time is the person's. */
export function issueText({ catalogue, agreements }: Words, issue: Described): string {
  return describeIssue(catalogue, issue, (value, name) => {
    const text = String(value);
    if (name === 'question') return numberOf(text);
    if (name === 'agreement') return agreements[text] ?? text;
    if (name === 'country') return countryIn(catalogue.language, text);
    return name === 'from' ? new Date(text).toLocaleTimeString(catalogue.language) : value;
  });
}

/** A field with its label, its help and what is wrong with it. */
export function fieldElement(words: Words, field: Field, typed: Typed, wrong: string | undefined): HTMLElement {
  const { name, kind, isOptional = false } = field;
  const label = labelOf(words, field);
  const help = words.fields[wordsKey(field)]?.help;
  const [id, helpId, errorId] = [idOf(name), `${idOf(name)}-help`, `${idOf(name)}-error`];
  const told = [help && helpId, wrong && errorId].filter(Boolean).join(' ');
  const attributes: Attributes = {
    id,
    name,
    autocomplete: field.autocomplete ?? 'off',
    'aria-describedby': told === '' ? undefined : told,
    'aria-invalid': wrong === undefined ? undefined : 'true',
    'aria-required': isOptional || kind === 'tick' ? undefined : 'true',
  };
  const value = typed[name] ?? '';
  const notes = [
    help === undefined ? null : h('p', { id: helpId, class: 'help' }, help),
    wrong === undefined ? null : h('p', { id: errorId, class: 'error' }, wrong),
  ];
  if (kind === 'yesNo') return choice(words, label, value, attributes, notes);
  const control = controlOf(words, field, value, attributes);
  if (kind === 'tick')
    return h('div', { class: 'field tick' }, h('label', {}, control, h('span', {}, label)), ...notes);
  const shown = isOptional ? words.optional(label) : label;
  return h('div', { class: 'field' }, h('label', { for: id }, shown), ...notes, control);
}

/** A question that is answered by yes or no. */
function choice(
  words: Words,
  label: string,
  value: string,
  { name, id, autocomplete, ...attributes }: Attributes,
  notes: Child[],
) {
  const radio = (answer: 'yes' | 'no') =>
    h('label', {}, h('input', { type: 'radio', name, value: answer, checked: value === answer }), words[answer]);
  const group = { ...attributes, id, role: 'radiogroup', class: 'tick' };
  return h('fieldset', group, h('legend', {}, label), ...notes, radio('yes'), radio('no'));
}

function controlOf(words: Words, { kind, options = [] }: Field, value: string, attributes: Attributes): HTMLElement {
  switch (kind) {
    case 'country':
      return select(words, countriesIn(words.catalogue.language), value, attributes);
    case 'choice':
      return select(
        words,
        options.map((option) => [option, words.options[option] ?? option]),
        value,
        attributes,
      );
    case 'long':
      return h('textarea', { ...attributes, rows: '3' }, value);
    case 'tick':
      return h('input', { ...attributes, type: 'checkbox', checked: value === 'on' });
    case 'code':
      return h('input', { ...attributes, type: 'text', inputmode: 'numeric', value });
    default:
      return h('input', { ...attributes, type: kind, value });
  }
}

type Option = readonly [value: string, label: string];

function select(words: Words, offered: readonly Option[], value: string, attributes: Attributes): HTMLSelectElement {
  const options = [['', words.choose] as const, ...offered];
  return h(
    'select',
    attributes,
    ...options.map(([one, label]) => h('option', { value: one, selected: one === value }, label)),
  );
}

/** The countries and regions the package takes, by the names the browser has for them. */
function countriesIn(language: string): readonly Option[] {
  const names = new Intl.DisplayNames(language, { type: 'region' });
  const named = [...countries].map((code): Option => [code, names.of(code) ?? code]);
  return named.sort(([, one], [, other]) => one.localeCompare(other, language));
}

/** The name of a country or region. */
export function countryIn(language: string, code: string): string {
  return new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code;
}

/** One step of the progress; a step that may be opened is a button. */
export function stepElement(words: Words, { id, status, current }: Step, open: (() => void) | null): HTMLElement {
  const label = describeStep(words.catalogue, id);
  return h(
    'li',
    { 'aria-current': current ? 'step' : undefined, 'data-step': id, 'data-status': status satisfies StepStatus },
    open === null ? label : button(label, open),
    h('small', {}, words.status[status]),
  );
}
