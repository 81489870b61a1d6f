import { Alert, Group, Stack, Text, Title } from '@mantine/core';
import { eligibility, explain, partnerFacts } from 'hcpn-registration';
import { describeAct } from 'hcpn-registration/messages';
import { ActButtons } from '../form/ActButtons.js';
import { QuietActs } from '../form/acts.js';
import { ConfirmButton } from '../form/ConfirmButton.js';
import { useCatalogue, useFormats, useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { homeTexts } from '../words/home.js';
import { Reasons } from './ChoiceCard.js';
import type { Desk } from './places.js';

const place = 'account';

/** The account: looking it up, whether it may buy, and deregistering it with what stands against that. */
export function AccountSection({ desk }: { readonly desk: Desk }) {
  const { snapshot } = useOpen();
  const { account, deregistrationRequestedAt } = snapshot.context.enrollment;
  const words = useTexts(homeTexts);
  const { time } = useFormats();
  const held = desk.heldAt(place);
  return (
    <Stack component="section" gap="md" id={place}>
      <div>
        <Title order={2} size="h4">
          {words.account}
        </Title>
        <Text size="sm" c="dimmed">
          {words.aboutAccount}
        </Text>
      </div>
      {account === null && <Alert color="blue">{words.neverLookedUp}</Alert>}
      <Group>
        {account === null ? (
          <ActButtons acts={['enrollment.account.lookUp']} />
        ) : (
          <QuietActs acts={['enrollment.account.lookUp']} />
        )}
        {account !== null && (
          <Text size="sm" c="dimmed">
            {words.lookedUp(time(account.at))}
          </Text>
        )}
      </Group>
      <Purchase />
      {held.length > 0 && (
        <Alert color="red">
          <Reasons reasons={held} place={place} />
        </Alert>
      )}
      {deregistrationRequestedAt === null ? (
        <Deregistration desk={desk} />
      ) : (
        <Alert color="yellow">{words.deregisterRequested(time(deregistrationRequestedAt))}</Alert>
      )}
    </Stack>
  );
}

/** Whether the account may buy, as `explain` answers it: asking changes nothing. */
function Purchase() {
  const { snapshot, by } = useOpen();
  const words = useTexts(homeTexts);
  const type = 'enrollment.purchase.request';
  const explanation = explain(snapshot, { type, at: new Date().toISOString(), by: by(type) });
  return (
    <div>
      <Text size="sm" fw={500}>
        {words.purchase}
      </Text>
      {explanation.allowed ? (
        <Text size="sm">{words.purchaseAllowed}</Text>
      ) : (
        <Reasons reasons={explanation.issues} place={place} />
      )}
    </div>
  );
}

function Deregistration({ desk }: { readonly desk: Desk }) {
  const { snapshot, by } = useOpen();
  const { context } = snapshot;
  const catalogue = useCatalogue();
  const words = useTexts(homeTexts);
  const type = 'enrollment.deregister';
  const explanation = explain(snapshot, { type, at: new Date().toISOString(), by: by(type) });
  const known = eligibility(partnerFacts(context), { kind: 'deregistration' }, context.policy);
  const reasons = explanation.allowed ? known : explanation.issues;
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm" fw={500}>
        {describeAct(catalogue, type)}
      </Text>
      {reasons.length > 0 && (
        <>
          <Text size="sm">{explanation.allowed ? words.known : words.deregisterBlocked}</Text>
          <Reasons reasons={reasons} place={place} />
        </>
      )}
      {explanation.allowed && (
        <ConfirmButton
          act={describeAct(catalogue, type)}
          title={words.deregisterTitle}
          text={words.deregisterText}
          keep={words.keep}
          onConfirm={() => desk.act(place, { type })}
        />
      )}
      <Text size="xs" c="dimmed">
        {words.withdrawal}
      </Text>
    </Stack>
  );
}
