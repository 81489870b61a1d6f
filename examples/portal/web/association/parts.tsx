import { Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { type Fact, Facts } from '../frame/Facts.js';
import { PageTitle } from '../frame/PageTitle.js';
import { useFormats, useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { associationTexts } from '../words/association.js';

/** Whether the administrator of the partner looks, and not the person. */
export function useIsAdministrator(): boolean {
  return useOpen().user.role === 'administrator';
}

type State = keyof ReturnType<typeof useSideTexts>;

/** The title of a state as each side sees it. */
export function StateTitle({ state }: { readonly state: State }) {
  const { title, about } = useSideTexts()[state];
  return <PageTitle about={about}>{title}</PageTitle>;
}

function useSideTexts() {
  const words = useTexts(associationTexts);
  return useIsAdministrator() ? words.administrator : words.member;
}

/** A part of a screen with its heading. */
export function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Stack component="section" gap="sm">
      <Title order={2} size="h4">
        {title}
      </Title>
      {children}
    </Stack>
  );
}

/** The partner, the request and the invitation, as far as they are known. */
export function AssociationFacts() {
  const { association } = useOpen().snapshot.context;
  const words = useTexts(associationTexts);
  const { time } = useFormats();
  const isAdministrator = useIsAdministrator();
  const { company, request, invitation, statement } = association;
  const at = (instant: string | null | undefined) => (instant ? time(instant) : null);
  const isOut = invitation !== null && invitation.status !== 'accepted' && invitation.status !== 'cancelled';
  const isOver = invitation?.status === 'accepted' || invitation?.status === 'cancelled';
  const facts: Fact[] = [
    ...(isAdministrator
      ? []
      : ([
          [words.facts.partner, company?.companyName],
          [words.facts.partnerId, company?.partnerId],
        ] satisfies Fact[])),
    [words.facts.request, request && !isOver && `${words.by[request.by]}: ${request.value}`],
    [words.facts.account, invitation?.accountName],
    [words.facts.sentAt, isOut && at(invitation.sentAt)],
    [words.facts.validUntil, isOut && at(invitation.validUntil)],
    [words.facts.openedAt, isOut && at(invitation.openedAt)],
    [words.facts.associatedAt, at(association.associatedAt)],
    [words.facts.statement, statement && at(statement.agreedAt)],
    [words.facts.endedAt, at(association.endedAt)],
  ];
  return <Facts facts={facts.filter(([, value]) => value !== false)} />;
}
