import { Stack, Text, Title } from '@mantine/core';
import { describeAct } from 'hcpn-registration/messages';
import { useState } from 'react';
import { useMay } from '../form/acts.js';
import { useEventForm } from '../form/eventForm.js';
import { EventFormBox } from '../form/fields.js';
import { Folded } from '../frame/Folded.js';
import { useCatalogue, useFormats, useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { FilingFacts } from '../review/ApplicationData.js';
import { type FilingValues, filingOf, filingValues, QuestionFields } from '../wizard/questions.js';
import { homeTexts } from '../words/home.js';

/** What was filed of sensitive relationships, the latest first, and filing again. */
export function FilingsSection() {
  const { snapshot } = useOpen();
  const { enrollment, policy } = snapshot.context;
  const catalogue = useCatalogue();
  const words = useTexts(homeTexts);
  const { time } = useFormats();
  const may = useMay();
  const latest = enrollment.filings.length;
  return (
    <Stack component="section" gap="sm" id="filings">
      <div>
        <Title order={2} size="h4">
          {words.filings}
        </Title>
        <Text size="sm" c="dimmed">
          {words.aboutFilings}
        </Text>
      </div>
      <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: 'none' }}>
        {enrollment.filings
          .map(({ filing, filedAt }, place) => ({ filing, filedAt, count: place + 1 }))
          .reverse()
          .map(({ filing, filedAt, count }) => (
            <li key={count} data-filing={count}>
              <Folded
                title={filedAt === null ? words.filedEarlier : words.filedAt(time(filedAt), count === latest)}
                order={3}
              >
                <FilingFacts filing={filing} policy={policy} />
              </Folded>
            </li>
          ))}
      </Stack>
      {may('enrollment.sensitiveRelationship.file') && (
        <Folded title={describeAct(catalogue, 'enrollment.sensitiveRelationship.file')} order={3}>
          <FilingForm key={latest} />
        </Folded>
      )}
    </Stack>
  );
}

/** The questionnaire of the day, empty: who files again answers every question anew. */
function FilingForm() {
  const { items, version } = useOpen().snapshot.context.policy.sensitiveRelationship;
  const [initial] = useState(() => filingValues(items, null));
  const catalogue = useCatalogue();
  const form = useEventForm<FilingValues>({
    initial,
    at: 'filing',
    act: (values) => ({
      type: 'enrollment.sensitiveRelationship.file',
      filing: filingOf(items, version, values),
    }),
  });
  return (
    <EventFormBox form={form} submit={describeAct(catalogue, 'enrollment.sensitiveRelationship.file')}>
      <QuestionFields form={form} items={items} />
    </EventFormBox>
  );
}
