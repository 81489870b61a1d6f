import { Button, Divider, Group, List, Stack, Text } from '@mantine/core';
import { type Account, sharedWithPartner } from 'hcpn-registration';
import { describeAct } from 'hcpn-registration/messages';
import { useMay } from '../form/acts.js';
import { ConfirmButton } from '../form/ConfirmButton.js';
import { Facts } from '../frame/Facts.js';
import { useCatalogue, useFormats, useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { associationTexts } from '../words/association.js';
import { DedicatedPersonnel } from './Dedicated.js';
import { AssociationFacts, Section, StateTitle, useIsAdministrator } from './parts.js';

/** The association is in place: what is shared, benefits, dedicated personnel, and the way to end it. */
export function AssociatedScreen() {
  const isAdministrator = useIsAdministrator();
  return (
    <Stack gap="lg">
      <StateTitle state="associated" />
      <AssociationFacts />
      {isAdministrator ? <SharedData /> : <SharedNames />}
      <Benefits />
      <DedicatedPersonnel />
      <Disassociate />
    </Stack>
  );
}

/** The person reads what the partner sees. */
function SharedNames() {
  const { context } = useOpen().snapshot;
  const words = useTexts(associationTexts);
  return (
    <Section title={words.sharedWithPartner}>
      <List spacing={4}>
        {sharedWithPartner(context).map((each) => (
          <List.Item key={each}>{words.shared[each]}</List.Item>
        ))}
      </List>
    </Section>
  );
}

/** The administrator reads what is shared; records are kept by Partner Center. */
function SharedData() {
  const { context } = useOpen().snapshot;
  const words = useTexts(associationTexts);
  const values: Readonly<Record<string, string | null>> = sharedValues(context.account);
  return (
    <Section title={words.sharedWithYou}>
      <Facts
        facts={sharedWithPartner(context).map((each) => [
          words.shared[each],
          each in values ? values[each] : words.inPartnerCenter,
        ])}
      />
    </Section>
  );
}

function sharedValues({ information, huaweiId, email }: Account) {
  return {
    name: information?.name ?? null,
    accountName: information?.accountName ?? null,
    accountId: huaweiId,
    mobileNumber: information?.mobileNumber ?? null,
    email,
  };
}

const benefits = ['examVoucher', 'cloudLab'] as const;

/** Exam vouchers and cloud labs for the person. */
function Benefits() {
  const { snapshot, say } = useOpen();
  const words = useTexts(associationTexts);
  const may = useMay();
  const { time } = useFormats();
  const requested = snapshot.context.association.benefits;
  return (
    <Section title={words.benefits}>
      {benefits.map((benefit) => {
        const at = requested.find((each) => each.benefit === benefit)?.at;
        return (
          <Group key={benefit} justify="space-between">
            <div>
              <Text fw={500}>{words.benefit[benefit]}</Text>
              <Text size="sm" c="dimmed">
                {at === undefined ? words.notRequested : words.requestedAt(time(at))}
              </Text>
            </div>
            {may('association.benefit.request') && (
              <Button variant="default" onClick={() => say({ type: 'association.benefit.request', benefit })}>
                {words.requestBenefit[benefit]}
              </Button>
            )}
          </Group>
        );
      })}
    </Section>
  );
}

function Disassociate() {
  const { say } = useOpen();
  const may = useMay();
  const catalogue = useCatalogue();
  const words = useTexts(associationTexts);
  if (!may('association.disassociate')) return null;
  return (
    <>
      <Divider />
      <Group justify="flex-end">
        <ConfirmButton
          act={describeAct(catalogue, 'association.disassociate')}
          title={words.disassociateTitle}
          text={words.disassociateText}
          keep={words.keep}
          onConfirm={() => say({ type: 'association.disassociate' })}
        />
      </Group>
    </>
  );
}
