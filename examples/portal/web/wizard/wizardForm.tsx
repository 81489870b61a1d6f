import { Button } from '@mantine/core';
import { type Application, allowedEvents, type WizardStep } from 'hcpn-registration';
import { useRef } from 'react';
import { useLocation } from 'wouter';
import type { Act } from '../client.js';
import { useEventForm } from '../form/eventForm.js';
import { useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { shellTexts } from '../words/shell.js';

type Draft = NonNullable<Application['drafts'][WizardStep]>;
type Values = Readonly<Record<string, unknown>>;

interface Options<V extends Values> {
  readonly step: WizardStep;
  /** The answers as they were saved last, empty texts where there are none. */
  readonly saved: V;
  readonly at?: string;
  readonly act: (values: V) => Act;
}

/** A form of the wizard: what is typed is kept as a draft when a field is left, and is there again later. */
export function useWizardForm<V extends Values>({ step, saved, at, act }: Options<V>) {
  const { snapshot, say } = useOpen();
  const draft = snapshot.context.application.drafts[step];
  const initial: V = draft === undefined ? saved : { ...saved, ...draft };
  const form = useEventForm<V>({ initial, act, ...(at === undefined ? {} : { at }) });
  const kept = useRef(JSON.stringify(initial));

  async function keepDraft() {
    const text = JSON.stringify(form.values);
    if (text === kept.current) return;
    kept.current = text;
    await say({ type: 'wizard.draft.keep', step, draft: draftOf(form.values) });
  }
  return { form, keepDraft };
}

/** A draft holds texts and ticks; a file is with the server already, and is chosen again. */
function draftOf(values: Values): Draft {
  const plain = Object.entries(values).filter(
    (entry): entry is [string, string | boolean] => typeof entry[1] === 'string' || typeof entry[1] === 'boolean',
  );
  return Object.fromEntries(plain);
}

/** The way back to the step before, and the way out with everything kept. */
export function WizardButtons({ keepDraft }: { readonly keepDraft: () => Promise<void> }) {
  const { snapshot, user, say } = useOpen();
  const words = useTexts(shellTexts);
  const [, go] = useLocation();
  return (
    <>
      {allowedEvents(snapshot, user.role).includes('wizard.back') && (
        <Button variant="default" onClick={() => say({ type: 'wizard.back' })}>
          {words.back}
        </Button>
      )}
      <Button variant="subtle" onClick={() => keepDraft().then(() => go('/'))}>
        {words.saveAndLeave}
      </Button>
    </>
  );
}
