import { Radio, Stack, Text, Textarea } from '@mantine/core';
import type { Filing, Question } from 'hcpn-registration';
import { describeQuestion } from 'hcpn-registration/messages';
import type { EventForm } from '../form/eventForm.js';
import { Named } from '../form/fields.js';
import { useIssueWords } from '../issueWords.js';
import { useCatalogue, useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { useIsNamed } from '../review/named.js';
import { fieldTexts } from '../words/fields.js';
import { wizardTexts } from '../words/wizard.js';

/** The answers to a questionnaire as a form holds them: each under the id of its question, its details beside it. */
export type FilingValues = Readonly<Record<string, string>>;

const detailsOf = (id: string) => `${id}.details`;

/** What was answered before, or nothing yet, for each question. */
export function filingValues(items: readonly Question[], filing: Filing | null): FilingValues {
  const values: Record<string, string> = {};
  for (const { id } of items) {
    const answer = filing?.answers.find(({ question }) => question === id);
    values[id] = answer === undefined ? '' : String(answer.value);
    values[detailsOf(id)] = answer?.details ?? '';
  }
  return values;
}

/** The filing a form makes; a question that is not answered yet is not in it. */
export function filingOf(items: readonly Question[], version: string, values: FilingValues): Filing {
  return { questionnaireVersion: version, answers: items.flatMap(({ id }) => answerOf(values, id)) };
}

interface QuestionFieldsProps {
  readonly form: EventForm<FilingValues>;
  readonly items: readonly Question[];
}

/** Every question of a questionnaire, with details where one is affirmed. */
export function QuestionFields({ form, items }: QuestionFieldsProps) {
  return items.map((item) => <QuestionField key={item.id} form={form} item={item} items={items} />);
}

function answerOf(values: FilingValues, question: string) {
  const value = values[question];
  const details = values[detailsOf(question)] ?? '';
  if (value !== 'true' && value !== 'false') return [];
  return [{ question, value: value === 'true', ...(value === 'true' && details !== '' ? { details } : {}) }];
}

interface QuestionFieldProps extends QuestionFieldsProps {
  readonly item: Question;
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
