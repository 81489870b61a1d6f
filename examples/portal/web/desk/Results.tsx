import { Card, Fieldset, NativeSelect, Stack, Text, Title } from '@mantine/core';
import { allowedEvents, developmentPaths, explain, partnerPrograms } from 'hcpn-registration';
import { describeAct, describePath, describeProgram } from 'hcpn-registration/messages';
import { useState } from 'react';
import { type EventForm, useEventForm } from '../form/eventForm.js';
import { ChoiceField, CountryField, EventFormBox, LinesField, TextField } from '../form/fields.js';
import { useCatalogue, useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { deskTexts } from '../words/desk.js';
import { reviewTexts } from '../words/review.js';
import { LateNotice } from './LateNotice.js';
import {
  attemptOf,
  noResult,
  type ResultField,
  type ResultType,
  type ResultValues,
  resultAct,
  resultFields,
  resultTypes,
} from './resultForms.js';

/** What Huawei Cloud and its systems may report now, each with its small form. */
export function Results() {
  const { snapshot, by } = useOpen();
  const catalogue = useCatalogue();
  const words = useTexts(deskTexts);
  const [chosen, setChosen] = useState('');
  const now = new Date().toISOString();
  const possible = resultTypes.filter((type) => allowedEvents(snapshot, by(type), now).some((each) => each === type));
  const type = possible.find((each) => each === chosen);
  if (possible.length === 0) return null;
  return (
    <Card withBorder padding="lg" component="section">
      <Stack>
        <div>
          <Title order={2} size="h4">
            {words.results}
          </Title>
          <Text size="sm" c="dimmed">
            {words.aboutResults}
          </Text>
        </div>
        <NativeSelect
          label={words.result}
          value={type ?? ''}
          data={[
            { value: '', label: words.chooseResult },
            ...possible.map((value) => ({ value, label: describeAct(catalogue, value) })),
          ]}
          onChange={({ currentTarget }) => setChosen(currentTarget.value)}
        />
        {type !== undefined && <ResultForm key={type} type={type} onTaken={() => setChosen('')} />}
      </Stack>
    </Card>
  );
}

interface ResultFormProps {
  readonly type: ResultType;
  readonly onTaken: () => void;
}

function ResultForm({ type, onTaken }: ResultFormProps) {
  const { context } = useOpen().snapshot;
  // A result is about what was shown when one began to type it, whatever is submitted meanwhile.
  const [seen, setSeen] = useState(context);
  const words = useTexts(deskTexts);
  const choices = useChoices(type);
  const form = useEventForm<ResultValues>({
    initial: { ...noResult, path: choices.path[0]?.value ?? '', program: choices.program[0]?.value ?? '' },
    act: (values) => resultAct(type, values, attemptOf(type, values, seen)),
    onTaken,
  });
  const [attempt, current] = [seen, context].map((each) => attemptOf(type, form.values, each));
  return (
    <EventFormBox form={form} submit={words.report}>
      <LateNotice attempt={attempt ?? null} current={current ?? null} onSeen={() => setSeen(context)} />
      {resultFields[type].map((field) => (
        <Field key={field} type={type} field={field} form={form} choices={choices} />
      ))}
    </EventFormBox>
  );
}

/** The paths and programs a result can be about now, as `explain` judges it with everything else filled in. */
function useChoices(type: ResultType) {
  const { snapshot, by } = useOpen();
  const catalogue = useCatalogue();
  const country = snapshot.context.account.country ?? '';
  const full = { ...noResult, reason: '-', 'distributor.partnerId': '-', 'distributor.country': country };
  const isPossible = (values: ResultValues) => {
    const said = resultAct(type, values, attemptOf(type, values, snapshot.context));
    return explain(snapshot, { ...said, at: new Date().toISOString(), by: by(type) }).allowed;
  };
  return {
    path: developmentPaths
      .filter((path) => isPossible({ ...full, path }))
      .map((value) => ({ value, label: describePath(catalogue, value) })),
    program: partnerPrograms
      .filter((program) => isPossible({ ...full, program }))
      .map((value) => ({ value, label: describeProgram(catalogue, value) })),
  };
}

interface FieldProps {
  readonly type: ResultType;
  readonly field: ResultField;
  readonly form: EventForm<ResultValues>;
  readonly choices: ReturnType<typeof useChoices>;
}

function Field({ type, field, form, choices }: FieldProps) {
  const words = useTexts(deskTexts);
  const { causeNames } = useTexts(reviewTexts);
  switch (field) {
    case 'path':
    case 'program':
      return <ChoiceField form={form} name={field} required choices={choices[field]} />;
    case 'level':
      return <ChoiceField form={form} name="level" required choices={choicesOf(words.levels)} />;
    case 'resultCode':
      return <ChoiceField form={form} name="resultCode" required choices={choicesOf(words.resultCodes)} />;
    case 'reason':
      return (
        <LinesField
          form={form}
          name="reason"
          required={type !== 'signup.realName.decided' || form.values.resultCode === '1'}
        />
      );
    case 'finding':
      return (
        <>
          <ChoiceField form={form} name="cause" required choices={choicesOf(causeNames)} />
          <LinesField form={form} name="finding" />
        </>
      );
    case 'certificate':
      return (
        <Fieldset legend={words.certificate}>
          <Stack gap="sm">
            <TextField form={form} name="certificate.id" />
            <TextField form={form} name="certificate.validUntil" type="date" />
          </Stack>
        </Fieldset>
      );
    case 'distributor':
      return (
        <>
          <TextField form={form} name="distributor.partnerId" required />
          <CountryField form={form} name="distributor.country" required />
        </>
      );
  }
}

function choicesOf(labels: Readonly<Record<string, string>>) {
  return Object.entries(labels).map(([value, label]) => ({ value, label }));
}
