import { Radio, Stack, Text, Textarea } from '@mantine/core';
import type { Question } from 'hcpn-registration';
import { describeAct, describeQuestion, describeStep } from 'hcpn-registration/messages';
import type { EventForm } from '../form/eventForm.js';
import { EventFormBox, Named } from '../form/fields.js';
import { PageTitle } from '../frame/PageTitle.js';
import { useIssueWords } from '../issueWords.js';
import { useCatalogue, useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { useIsNamed } from '../review/named.js';
import { fieldTexts } from '../words/fields.js';
import { wizardTexts } from '../words/wizard.js';
import { useWizardForm, WizardButtons } from './wizardForm.js';

type Values = Readonly<Record<string, string>>;

const detailsOf = (id: string) => `${id}.details`;

/** The sensitive-relationship filing: every question of the questionnaire, with details where one is affirmed. */
export function FilingScreen() {
  const { application, policy } = useOpen().snapshot.context;
  const { items, version } = policy.sensitiveRelationship;
  const catalogue = useCatalogue();
  const words = useTexts(wizardTexts);
  const saved: Record<string, string> = {};
  for (const { id } of items) {
    const answer = application.filing?.answers.find(({ question }) => question === id);
    saved[id] = answer === undefined ? '' : String(answer.value);
    saved[detailsOf(id)] = answer?.details ?? '';
  }
  const { form, keepDraft } = useWizardForm<Values>({
    step: 'sensitiveRelationship',
    saved,
    at: 'filing',
    act: (values) => ({
      type: 'wizard.sensitiveRelationship.file',
      filing: { questionnaireVersion: version, answers: items.flatMap(({ id }) => answerOf(values, id)) },
    }),
  });
  return (
    <Stack>
      <PageTitle about={words.aboutFiling}>{describeStep(catalogue, 'sensitiveRelationship')}</PageTitle>
      <EventFormBox
        form={form}
        submit={describeAct(catalogue, 'wizard.sensitiveRelationship.file')}
        besides={<WizardButtons keepDraft={keepDraft} />}
        onLeaveField={keepDraft}
      >
        {items.map((item) => (
          <QuestionField key={item.id} form={form} item={item} items={items} />
        ))}
      </EventFormBox>
    </Stack>
  );
}

function answerOf(values: Values, question: string) {
  const value = values[question];
  const details = values[detailsOf(question)] ?? '';
  if (value !== 'true' && value !== 'false') return [];
  return [{ question, value: value === 'true', ...(value === 'true' && details !== '' ? { details } : {}) }];
}

interface QuestionFieldProps {
  readonly form: EventForm<Values>;
  readonly item: Question;
  readonly items: readonly Question[];
}

function QuestionField({ form, item, items }: QuestionFieldProps) {
  const inWords = useIssueWords();
  const catalogue = useCatalogue();
  const words = useTexts(wizardTexts);
  const { details } = useTexts(fieldTexts);
  const { filing } = useOpen().snapshot.context.application;
  const isNamed = useIsNamed();
  const { id } = item;
  const saved = filing?.answers.findIndex(({ question }) => question === id) ?? -1;
  const answers = items.flatMap((other) => answerOf(form.values, other.id));
  const place = answers.findIndex(({ question }) => question === id);
  const found = form.issues.filter(
    ({ path, params }) => (place >= 0 && path[2] === place) || ('question' in params && params.question === id),
  );
  const errors = found.map((issue) => inWords(issue)).join(' ');
  const isAffirmed = form.values[id] === 'true';
  return (
    <Stack gap="xs">
      <Radio.Group
        id={form.idOf(id)}
        label={describeQuestion(catalogue, item)}
        description={isNamed(`filing.answers.${saved}`) ? <Named /> : undefined}
        value={form.values[id] ?? ''}
        onChange={(value) => form.set(id, value)}
        error={isAffirmed ? undefined : errors}
        withAsterisk={false}
      >
        <Stack gap={6} mt={6}>
          <Radio value="false" label={words.no} />
          <Radio value="true" label={words.yes} />
        </Stack>
      </Radio.Group>
      {isAffirmed && (
        <>
          <Text size="sm" c="dimmed">
            {words.affirmed}
          </Text>
          <Textarea
            id={form.idOf(detailsOf(id))}
            label={details.label}
            description={details.help}
            autosize
            minRows={2}
            value={form.values[detailsOf(id)] ?? ''}
            error={errors}
            onChange={({ currentTarget }) => form.set(detailsOf(id), currentTarget.value)}
          />
        </>
      )}
    </Stack>
  );
}
