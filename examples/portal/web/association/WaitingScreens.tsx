import { Alert, Group, Stack, Text } from '@mantine/core';
import { explain } from 'hcpn-registration';
import { ActButtons } from '../form/ActButtons.js';
import { QuietActs, useMay } from '../form/acts.js';
import { Folded } from '../frame/Folded.js';
import { useIssueWords } from '../issueWords.js';
import { useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { associationTexts } from '../words/association.js';
import { addressOf } from './address.js';
import { InviteForm } from './InviteForm.js';
import { AssociationFacts, StateTitle } from './parts.js';
import { RequestForm } from './RequestForm.js';

/** Nobody is invited yet: the person asks to be, or the administrator invites. */
export function DraftingScreen() {
  const may = useMay();
  return (
    <Stack>
      <StateTitle state="drafting" />
      {may('association.request') && <RequestForm />}
      {may('association.invite') && <InviteForm address={null} />}
      {!may('association.request') && !may('association.invite') && <NoRequest />}
    </Stack>
  );
}

/** The person cannot ask to be associated, and why. */
function NoRequest() {
  const { snapshot, by } = useOpen();
  const inWords = useIssueWords();
  const type = 'association.request';
  const company = { partnerId: '-', companyName: '-' };
  const address = addressOf({ 'address.by': 'accountName', 'address.value': '-' });
  const judged = explain(snapshot, { type, address, company, at: new Date().toISOString(), by: by(type) });
  return (
    <>
      {!judged.allowed && (
        <Alert color="gray" variant="light">
          {judged.issues.map((issue) => (
            <Text size="sm" key={issue.code}>
              {inWords(issue)}
            </Text>
          ))}
        </Alert>
      )}
      <Group>
        <QuietActs acts={['registration.leave']} />
      </Group>
    </>
  );
}

/** The person has asked, and the administrator decides. */
export function AwaitingScreen() {
  const { association } = useOpen().snapshot.context;
  const words = useTexts(associationTexts);
  const may = useMay();
  return (
    <Stack>
      <StateTitle state="awaitingInvitation" />
      <AssociationFacts />
      {may('association.invite') && <InviteForm address={association.request} />}
      {may('association.request') && (
        <>
          <Group>
            <QuietActs acts={['registration.leave']} />
          </Group>
          <Folded title={words.changeRequest}>
            <RequestForm />
          </Folded>
        </>
      )}
    </Stack>
  );
}

interface InvitingAgainProps {
  readonly state: 'inviteeNotLookedUp' | 'verificationFailed' | 'expired' | 'superseded' | 'disassociated';
}

/** The administrator can invite again; the person waits for it, or applies instead. */
export function InvitingAgainScreen({ state }: InvitingAgainProps) {
  const { association } = useOpen().snapshot.context;
  const words = useTexts(associationTexts);
  const may = useMay();
  return (
    <Stack>
      <StateTitle state={state} />
      <AssociationFacts />
      <Group>
        <ActButtons acts={['association.resend']} />
        <QuietActs acts={['registration.leave']} />
      </Group>
      {may('association.invite') && (
        <Folded title={words.inviteAnother} isOpen={!may('association.resend')}>
          <InviteForm address={association.request ?? association.address} />
        </Folded>
      )}
    </Stack>
  );
}
