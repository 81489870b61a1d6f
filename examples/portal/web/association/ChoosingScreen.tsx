import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { explain, type RegistrationContext } from 'hcpn-registration';
import { describeAct } from 'hcpn-registration/messages';
import { QuietActs, useMay } from '../form/acts.js';
import { Folded } from '../frame/Folded.js';
import { useIssueWords } from '../issueWords.js';
import { useCatalogue, useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { associationTexts } from '../words/association.js';
import { InviteForm } from './InviteForm.js';
import { AssociationFacts, StateTitle } from './parts.js';

type Match = RegistrationContext['association']['matches'][number];

/** Several HUAWEI IDs match: the administrator chooses one, and the person waits. */
export function ChoosingScreen() {
  const { association } = useOpen().snapshot.context;
  const words = useTexts(associationTexts);
  const may = useMay();
  return (
    <Stack>
      <StateTitle state="choosingAccount" />
      <AssociationFacts />
      {may('association.account.choose') && (
        <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
          {association.matches.map((match) => (
            <li key={match.huaweiId}>
              <MatchCard match={match} />
            </li>
          ))}
        </Stack>
      )}
      <Group>
        <QuietActs acts={['association.resend', 'registration.leave']} />
      </Group>
      {may('association.invite') && (
        <Folded title={words.inviteAnother}>
          <InviteForm address={null} />
        </Folded>
      )}
    </Stack>
  );
}

/** One of the HUAWEI IDs, with what keeps it from being invited. */
function MatchCard({ match }: { readonly match: Match }) {
  const { snapshot, by, say } = useOpen();
  const inWords = useIssueWords();
  const catalogue = useCatalogue();
  const words = useTexts(associationTexts);
  const { huaweiId, accountName } = match;
  const choice = { type: 'association.account.choose', huaweiId } as const;
  const judged = explain(snapshot, { ...choice, at: new Date().toISOString(), by: by(choice.type) });
  const known = (['individualRealName', 'enterpriseAuthenticated', 'partnerAccount'] as const).filter(
    (each) => match[each],
  );
  return (
    <Paper withBorder p="md">
      <Group justify="space-between">
        <div style={{ minWidth: 0 }}>
          <Text fw={500}>{accountName}</Text>
          <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {huaweiId}
          </Text>
          <Group gap="xs" mt={6}>
            {known.map((each) => (
              <Badge key={each} variant="dot" color="gray" tt="none">
                {words.match[each]}
              </Badge>
            ))}
          </Group>
        </div>
        <Button
          variant="default"
          disabled={!judged.allowed}
          aria-label={`${describeAct(catalogue, choice.type)}: ${accountName}`}
          onClick={() => say(choice)}
        >
          {describeAct(catalogue, choice.type)}
        </Button>
      </Group>
      {!judged.allowed &&
        judged.issues.map((issue) => (
          <Text key={issue.code} size="sm" c="dimmed" mt="xs">
            {inWords(issue)}
          </Text>
        ))}
    </Paper>
  );
}
