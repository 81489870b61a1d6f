import { isDeepStrictEqual } from 'node:util';
import { type Checked, validateBusiness, validateContact } from 'hcpn-registration';
import { fixtures } from 'hcpn-registration/testing';
import { type Effort, inOrder, inTurns, repeat, worstOf } from '../measure.js';
import type { Findings, Table } from '../report.js';
import { businessByHand, contactByHand } from './answersByHand.js';
import type { Wrong } from './fields.js';
import { policy } from './script.js';

const { business, contact } = fixtures(policy);

interface Form {
  readonly name: string;
  readonly form: object;
  readonly byHand: (value: unknown, wrong: Wrong) => object;
  readonly ours: (value: unknown) => Checked<object>;
}

const measuredForms: readonly Form[] = [
  {
    name: 'Business information',
    form: business,
    byHand: (value, wrong) => businessByHand(value, policy, wrong),
    ours: validateBusiness(policy),
  },
  {
    name: 'Contact information',
    form: contact,
    byHand: (value, wrong) => contactByHand(value, policy, wrong),
    ours: validateContact(policy),
  },
];

/** What checking a filled-in form costs beside the same rules written out in plain code. */
export async function forms(effort?: Effort): Promise<Findings> {
  const tables = await inOrder(measuredForms, (form) => compared(form, effort));
  const slower = tables.flatMap(({ measured }) => measured.slice(1).map(({ ratio }) => ratio));
  return { tables, figures: { forms: worstOf(slower) } };
}

async function compared({ name, form, byHand, ours }: Form, effort: Effort | undefined): Promise<Table> {
  checkThatBothAgree({ name, form, byHand, ours });
  const measured = await inTurns(
    [
      {
        name: 'by hand',
        run: repeat(() => {
          const wrong: Wrong = [];
          byHand(form, wrong);
          if (wrong.length > 0) throw new Error(`${name}: ${wrong.join(', ')}`);
        }),
      },
      {
        name: 'hcpn-registration',
        run: repeat(() => {
          if (!ours(form).ok) throw new Error(name);
        }),
      },
    ],
    effort,
  );
  return { title: name, says: 'One valid form checked: shape, strict keys, normal form, policy.', measured };
}

/** Both take the form, answer the same copy of it, and refuse it with a field too many, too few, or of another type. */
function checkThatBothAgree({ name, form, byHand, ours }: Form): void {
  const one = byHand(form, []);
  const other = ours(form);
  const same = other.ok && one !== form && other.value !== form && isDeepStrictEqual(one, other.value);
  if (!same) throw new Error(`${name}: by hand and our validator do not answer the same`);
  const [first = ''] = Object.keys(form);
  for (const spoilt of [{ ...form, surplus: 1 }, { ...form, [first]: undefined }, { ...form, [first]: 1 }, null]) {
    const wrong: Wrong = [];
    byHand(spoilt, wrong);
    if (wrong.length === 0 || ours(spoilt).ok) throw new Error(`${name}: ${JSON.stringify(spoilt)} is taken`);
  }
}
