import { Card, Grid, Stack } from '@mantine/core';
import { pathOf } from 'hcpn-registration';
import type { ComponentType } from 'react';
import type { User } from '../../api.js';
import { associationScreens } from '../association/screens.js';
import { Failure, Loading } from '../frame/notices.js';
import { homeScreens } from '../home/screens.js';
import { useTexts } from '../language.js';
import { RevisionNotice } from '../review/RevisionNotice.js';
import { reviewScreens } from '../review/screens.js';
import { signupScreens } from '../signup/screens.js';
import { wizardScreens } from '../wizard/screens.js';
import { shellTexts } from '../words/shell.js';
import { HandOver } from './HandOver.js';
import { Notices } from './Notices.js';
import { OpenedRegistration, useOpen, useRegistration } from './openRegistration.js';
import { Steps } from './Steps.js';

/** The screen of each state a registration rests in. */
export const screens: Readonly<Record<string, ComponentType>> = {
  ...signupScreens,
  ...wizardScreens,
  ...reviewScreens,
  ...associationScreens,
  ...homeScreens,
};

/** A registration as the person it belongs to, or the partner's administrator, goes on with it. */
export function RegistrationPage({ id, user }: { readonly id: string; readonly user: User }) {
  const { open, error } = useRegistration(id, user, 'registrations');
  if (open === null) return error === null ? <Loading /> : <Failure error={error} />;
  return (
    <OpenedRegistration value={open}>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 4, lg: 3 }}>
          <Steps />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 8, lg: 9 }}>
          <Stack>
            <Notices />
            <RevisionNotice />
            <CurrentScreen />
            <HandOver />
          </Stack>
        </Grid.Col>
      </Grid>
    </OpenedRegistration>
  );
}

function CurrentScreen() {
  const { snapshot } = useOpen();
  const words = useTexts(shellTexts);
  const state = pathOf(snapshot.value);
  const Screen = screens[state];
  return (
    <Card withBorder padding="lg" data-state={state}>
      {Screen === undefined ? <Loading text={words.busy} /> : <Screen key={state} />}
    </Card>
  );
}
