import { Anchor, Card, Grid, Group, Stack, Text } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import { pathOf } from 'hcpn-registration';
import { Link } from 'wouter';
import type { User } from '../../api.js';
import { Failure, Loading } from '../frame/notices.js';
import { PageTitle } from '../frame/PageTitle.js';
import { useFormats, useTexts } from '../language.js';
import { Notices } from '../registration/Notices.js';
import { OpenedRegistration, useOpen, useRegistration } from '../registration/openRegistration.js';
import { deskTexts } from '../words/desk.js';
import { ApplicationSections } from './ApplicationSections.js';
import { Decision } from './Decision.js';
import { Journal } from './Journal.js';
import { Results } from './Results.js';
import { StateBadge } from './rows.js';

/** One registration at the review desk: everything that is known of it, the decision, the results and the journal. */
export function ApplicationPage({ id, user }: { readonly id: string; readonly user: User }) {
  const { open, error } = useRegistration(id, user, 'desk');
  if (open === null) return error === null ? <Loading /> : <Failure error={error} />;
  return (
    <OpenedRegistration value={open}>
      <Stack>
        <Heading />
        <Notices />
        <Grid gap="lg">
          <Grid.Col span={{ base: 12, md: 7 }} order={{ base: 2, md: 1 }}>
            <ApplicationSections />
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 5 }} order={{ base: 1, md: 2 }}>
            <Stack>
              <Decision />
              <Results />
            </Stack>
          </Grid.Col>
        </Grid>
        <Card withBorder padding="lg">
          <Journal />
        </Card>
      </Stack>
    </OpenedRegistration>
  );
}

function Heading() {
  const { snapshot, at } = useOpen();
  const { application, association, account } = snapshot.context;
  const words = useTexts(deskTexts);
  const { time } = useFormats();
  const company = application.business?.companyName ?? association.company?.companyName ?? words.withoutCompany;
  return (
    <Stack gap={6}>
      <Anchor component={Link} href="/" size="sm">
        <Group gap={4}>
          <IconChevronLeft size={14} aria-hidden />
          {words.backToDesk}
        </Group>
      </Anchor>
      <PageTitle>{company}</PageTitle>
      <Group gap="sm">
        <StateBadge state={pathOf(snapshot.value)} />
        {account.huaweiId && <Text size="sm">{words.whoApplies(account.huaweiId)}</Text>}
        <Text size="sm" c="dimmed">
          {words.changed}: {time(at)}
        </Text>
      </Group>
    </Stack>
  );
}
