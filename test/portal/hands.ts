import type { RegistrationEvent } from 'hcpn-registration';
import { describeAct, en } from 'hcpn-registration/messages/en';
import type { Locator, Page } from 'playwright-core';

/** An event as a person carries it out on the page: what it carries is typed, chosen and ticked, then its button is pressed. */
export async function carryOut(page: Page, event: RegistrationEvent): Promise<void> {
  const { type, at: _at, by: _by, ...payload } = event;
  for (const before of opened[type] ?? []) await press(page, describeAct(en, before));
  for (const leaf of leavesOf(payload)) await fill(page, leaf);
  await press(page, describeAct(en, type));
}

/** What the page asks for before it shows a form. */
const opened: Readonly<Record<string, readonly string[]>> = { 'association.accept': ['association.open'] };

/** Presses a button, and the same one again in the dialog that asks whether it is meant. */
export async function press(page: Page, name: string): Promise<void> {
  const buttons = page.getByRole('main').getByRole('button', { name, exact: true });
  // What folds a part of the page out may be called like the act within.
  const button = buttons.and(page.locator(':not([data-accordion-control])'));
  const isAsked = (await button.getAttribute('aria-haspopup')) === 'dialog';
  await button.click();
  if (isAsked) await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
}

/** One value of an event, and where it stands. */
interface Leaf {
  readonly path: readonly string[];
  readonly value: string | boolean | readonly Handed[] | Handed;
}

interface Handed {
  readonly fileId: string;
  readonly name: string;
  readonly mediaType: string;
}

const isFile = (value: unknown): value is Handed => typeof value === 'object' && value !== null && 'fileId' in value;

/** What people answer on the page; what the page adds by itself, such as a version, is left out. */
function leavesOf(value: unknown, path: readonly string[] = []): readonly Leaf[] {
  if (typeof value === 'string' || typeof value === 'boolean') return [{ path, value }];
  if (isFile(value)) return [{ path, value }];
  if (Array.isArray(value))
    return value.every(isFile) ? [{ path, value }] : value.flatMap((each) => answersOf(each, path));
  return Object.entries(Object(value)).flatMap(([key, each]) => leavesOf(each, [...path, key]));
}

/** The answers of a questionnaire and the agreements of a list stand under their own ids. */
function answersOf(each: unknown, path: readonly string[]): readonly Leaf[] {
  if (typeof each !== 'object' || each === null) return [];
  if ('question' in each && 'value' in each) {
    const question = String(each.question);
    const details = 'details' in each ? [{ path: [`${question}.details`], value: String(each.details) }] : [];
    return [{ path: [question], value: String(each.value) }, ...details];
  }
  if ('id' in each) return [{ path: [...path, String(each.id)], value: true }];
  return [];
}

/** What the page knows itself: the version of a text, the kind that is chosen beforehand. */
const unasked = new Set(['agreementId', 'version', 'questionnaireVersion', 'id']);

async function fill(page: Page, { path, value }: Leaf): Promise<void> {
  if (unasked.has(path.at(-1) ?? '')) return;
  const field = await fieldFor(page, path);
  if (Array.isArray(value)) return handIn(page, field, value);
  if (isFile(value)) return handIn(page, field, [value]);
  if (typeof value === 'boolean') return field.setChecked(value);
  if (typeof value === 'string') return type(page, field, value);
}

/** The field for a value: under its whole path, or the end of it. */
async function fieldFor(page: Page, path: readonly string[]): Promise<Locator> {
  const names = path.map((_, place) => path.slice(place).join('.'));
  const fields = page.locator(names.map((name) => `[id="field-${name}"]`).join(', '));
  const field = fields.first();
  await field.waitFor({ state: 'attached' });
  await unfold(page, field);
  return field;
}

/** Opens the part of the page a field is folded away in. */
async function unfold(page: Page, field: Locator): Promise<void> {
  const folded = field.locator('xpath=ancestor::*[@role="region" and @aria-labelledby][1]');
  if ((await folded.count()) === 0) return;
  const control = page.locator(`[id="${await folded.getAttribute('aria-labelledby')}"]`);
  if ((await control.getAttribute('aria-expanded')) === 'false') await control.click();
}

async function type(page: Page, field: Locator, value: string): Promise<void> {
  const box = field.locator('xpath=self::*[self::input or self::textarea]');
  if ((await box.count()) === 0) return choose(field, value);
  if ((await box.getAttribute('aria-haspopup')) === 'listbox') return select(page, box, value);
  return box.fill(value);
}

/** A group: of radio buttons, or of boxes for the digits of a code. */
async function choose(field: Locator, value: string): Promise<void> {
  const radio = field.locator(`input[type="radio"][value="${value}"]`);
  if ((await radio.count()) > 0) return radio.check();
  await field.locator('input').first().focus();
  await field.page().keyboard.type(value);
}

async function select(page: Page, box: Locator, value: string): Promise<void> {
  await box.click();
  const options = page.getByRole('option');
  const option = options.and(page.locator(`[value="${value}"]`));
  await option.click();
}

async function handIn(page: Page, field: Locator, files: readonly Handed[]): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), field.click()]);
  await chooser.setFiles(
    files.map(({ name, mediaType }) => ({ name, mimeType: mediaType, buffer: Buffer.alloc(20_000, 1) })),
  );
  await page
    .getByText(files.at(-1)?.name ?? '')
    .last()
    .waitFor();
}
