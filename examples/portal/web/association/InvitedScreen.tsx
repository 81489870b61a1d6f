import { Alert, Group, List, Stack, Text } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { explain, sharedOnAssociation } from 'hcpn-registration';
import { describeAct } from 'hcpn-registration/messages';
import { ActButtons } from '../form/ActButtons.js';
import { QuietActs } from '../form/acts.js';
import { useEventForm } from '../form/eventForm.js';
import { EventFormBox, TickField } from '../form/fields.js';
import { useIssueWords } from '../issueWords.js';
import { useCatalogue, useFormats, useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { associationTexts } from '../words/association.js';
import { AssociationFacts, Section, StateTitle, useIsAdministrator } from './parts.js';

/** The invitation is out: the person opens and accepts it, the administrator can send it again. */
export function InvitedScreen() {
  const isAdministrator = useIsAdministrator();
  return (
    <Stack>
      <StateTitle state="invited" />
      <AssociationFacts />
      {isAdministrator ? (
        <Group>
          <QuietActs acts={['association.resend']} />
        </Group>
      ) : (
        <Invitation />
      )}
    </Stack>
  );
}

function Invitation() {
  const { snapshot, by } = useOpen();
  const inWords = useIssueWords();
  const { invitation } = snapshot.context.association;
  const type = 'association.open';
  const judged = explain(snapshot, { type, at: new Date().toISOString(), by: by(type) });
  if (!judged.allowed)
    return (
      <>
        <Alert color="yellow" variant="light">
          {judged.issues.map((issue) => (
            <Text size="sm" key={issue.code}>
              {inWords(issue)}
            </Text>
          ))}
        </Alert>
        <Group>
          <QuietActs acts={['registration.leave']} />
        </Group>
      </>
    );
  return invitation?.openedAt ? <Acceptance /> : <Envelope />;
}

/** The invitation as it came, not opened yet. */
function Envelope() {
  const { association } = useOpen().snapshot.context;
  const words = useTexts(associationTexts);
  const { time } = useFormats();
  return (
    <>
      <Alert color="blue" variant="light" icon={<IconMail />}>
        {association.invitation && words.openWithin(time(association.invitation.validUntil))}
      </Alert>
      <Group>
        <ActButtons acts={['association.open', 'registration.leave']} />
      </Group>
    </>
  );
}

/** What is shared, the Statement, and the two things the person says in accepting. */
function Acceptance() {
  const { policy } = useOpen().snapshot.context;
  const { id, version } = policy.association.statement;
  const catalogue = useCatalogue();
  const words = useTexts(associationTexts);
  const form = useEventForm({
    initial: { agreed: false, employee: false },
    at: 'statement',
    act: ({ agreed, employee }) => ({ type: 'association.accept', statement: { id, version, agreed, employee } }),
  });
  return (
    <>
      <Section title={words.sharedOnAccepting}>
        <List spacing={4}>
          {sharedOnAssociation.map((each) => (
            <List.Item key={each}>{words.shared[each]}</List.Item>
          ))}
        </List>
      </Section>
      <Section title={words.statement(version)}>
        <Text>{words.statementText}</Text>
        <EventFormBox
          form={form}
          submit={describeAct(catalogue, 'association.accept')}
          besides={<QuietActs acts={['registration.leave']} />}
        >
          <TickField form={form} name="agreed" />
          <TickField form={form} name="employee" />
        </EventFormBox>
      </Section>
    </>
  );
}
