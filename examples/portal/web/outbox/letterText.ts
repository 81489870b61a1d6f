import { describePath, describeProgram } from 'hcpn-registration/messages';
import type { Letter } from '../../api.js';
import { useCatalogue, useFormats, useTexts } from '../language.js';
import { type LetterAbout, type LetterText, type LetterValues, outboxTexts } from '../words/outbox.js';

/** A letter in the chosen language, made of what it is about and its values. One of an unknown kind names its kind. */
export function useLetterText({ about, values }: Pick<Letter, 'about' | 'values'>): LetterText {
  const words = useTexts(outboxTexts);
  const readable = useReadable(values);
  const { letters } = words;
  const isKnown = (kind: string): kind is LetterAbout => Object.hasOwn(letters, kind);
  return isKnown(about) ? letters[about](readable) : { subject: about, text: '' };
}

function useReadable(values: Letter['values']): LetterValues {
  const catalogue = useCatalogue();
  const { news, benefits, statuses } = useTexts(outboxTexts);
  const { time, day } = useFormats();
  const text = (name: string) => {
    const value = values[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  const dated = (name: string, format: (at: string) => string) => (text(name) === '' ? '' : format(text(name)));
  return {
    company: text('companyName'),
    reason: text('reason'),
    partnerId: text('partnerId'),
    path: describePath(catalogue, text('path')),
    program: describeProgram(catalogue, text('program')),
    news: named(news, text('by')),
    huaweiId: text('huaweiId'),
    validUntil: dated('validUntil', time),
    enrolledAt: dated('enrolledAt', day),
    validityMinutes: text('validityMinutes'),
    benefit: named(benefits, text('benefit')),
    status: named(statuses, text('status')),
    from: text('from'),
    to: text('to'),
  };
}

const named = (names: Readonly<Record<string, string>>, key: string) => names[key] ?? key;
