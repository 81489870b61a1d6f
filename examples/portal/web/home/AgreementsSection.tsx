import { Anchor, Stack, Text, Title } from '@mantine/core';
import { signedAgreements } from 'hcpn-registration';
import { describeProgram } from 'hcpn-registration/messages';
import { useCatalogue, useFormats, useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { homeTexts } from '../words/home.js';
import { signupTexts } from '../words/signup.js';

/** Every agreement that stands accepted: since when, and where its text is, as far as the policy said so. */
export function AgreementsSection() {
  const { context } = useOpen().snapshot;
  const catalogue = useCatalogue();
  const words = useTexts(homeTexts);
  const names: Readonly<Record<string, string>> = useTexts(signupTexts).agreements;
  const { day } = useFormats();
  const signed = signedAgreements(context);
  return (
    <Stack component="section" gap="sm" id="agreements">
      <div>
        <Title order={2} size="h4">
          {words.signed}
        </Title>
        <Text size="sm" c="dimmed">
          {words.aboutSigned}
        </Text>
      </div>
      <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
        {signed.map(({ kind, program, id, version, acceptedAt, text }) => (
          <li key={`${kind} ${program} ${id}`} data-agreement={id}>
            <Text fw={500}>
              {names[id] ?? (kind === 'certification' ? words.certification : id)}
              {program !== null && ` · ${describeProgram(catalogue, program)}`}
            </Text>
            <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {words.version(id, version)}
              {' · '}
              {acceptedAt === null ? words.acceptedEarlier : words.acceptedAt(day(acceptedAt))}
            </Text>
            {text?.url && (
              <Anchor href={text.url} size="sm" target="_blank" rel="noreferrer">
                {words.readText}
              </Anchor>
            )}
            {text?.sha256 && (
              <Text size="xs" c="dimmed" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
                {words.digest(text.sha256)}
              </Text>
            )}
          </li>
        ))}
      </Stack>
    </Stack>
  );
}
