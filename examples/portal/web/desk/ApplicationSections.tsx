import { Alert, Card, List, Stack, Text, Title } from '@mantine/core';
import { describePath, describeProgram } from 'hcpn-registration/messages';
import type { ReactNode } from 'react';
import { type Fact, Facts } from '../frame/Facts.js';
import { useCatalogue, useFormats, useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { ApplicationData, DataSection, FileLink } from '../review/ApplicationData.js';
import { deskTexts } from '../words/desk.js';
import { fieldTexts } from '../words/fields.js';
import { homeTexts } from '../words/home.js';
import { registrationsTexts } from '../words/registrations.js';

/** Everything that is known: the application, the account, the real-name authentication, the association, the partner. */
export function ApplicationSections() {
  const { context } = useOpen().snapshot;
  const { application, account, association, enrollment } = context;
  const words = useTexts(deskTexts);
  const isBegun = application.business !== null || application.trail.length > 0;
  return (
    <Stack>
      {isBegun && (
        <Section title={words.application}>
          {application.differentFrom !== null && (
            <Alert color="yellow">{words.differentFrom(application.differentFrom.partnerId)}</Alert>
          )}
          <ApplicationData context={context} />
        </Section>
      )}
      {enrollment.partnerId !== null && (
        <Section title={words.partner}>
          <PartnerData />
        </Section>
      )}
      <Section title={words.account}>
        <AccountData />
      </Section>
      {account.realName !== null && (
        <Section title={words.realName}>
          <RealNameData
            realName={account.realName}
            {...(account.reauthentication === null ? {} : { title: words.inForce })}
          />
          {account.reauthentication !== null && (
            <RealNameData realName={account.reauthentication} title={words.again} />
          )}
        </Section>
      )}
      {(association.company !== null || association.invitation !== null) && (
        <Section title={words.association}>
          <AssociationData />
        </Section>
      )}
    </Stack>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Card withBorder padding="lg" component="section">
      <Stack>
        <Title order={2} size="h4">
          {title}
        </Title>
        {children}
      </Stack>
    </Card>
  );
}

function AccountData() {
  const { account, policy } = useOpen().snapshot.context;
  const words = useTexts(deskTexts);
  const fields = useTexts(fieldTexts);
  const { sites } = useTexts(registrationsTexts);
  const { time, country } = useFormats();
  const { information } = account;
  return (
    <Facts
      facts={[
        [words.site, sites[policy.site]],
        [words.owner, account.ownerId],
        [words.formerOwners, account.formerOwners.join(', ')],
        [fields.country.label, account.country && country(account.country)],
        [fields.email.label, account.email],
        [fields.huaweiId.label, account.huaweiId],
        [words.verifiedAt, account.emailVerifiedAt && time(account.emailVerifiedAt)],
        [words.registeredAt, account.registeredAt && time(account.registeredAt)],
        [words.securityPhone, account.securityPhone.number],
        [words.cloudEnabledAt, account.cloudEnabledAt && time(account.cloudEnabledAt)],
        [fields.accountType.label, information && words.accountTypes[information.accountType]],
        [fields.name.label, information?.name],
        [fields.accountName.label, information?.accountName],
        [fields.mobileNumber.label, information?.mobileNumber],
      ]}
    />
  );
}

type Context = ReturnType<typeof useOpen>['snapshot']['context'];

interface RealNameDataProps {
  readonly realName: NonNullable<Context['account']['realName' | 'reauthentication']>;
  /** Which of two it is. */
  readonly title?: string;
}

function RealNameData({ realName, title }: RealNameDataProps) {
  const words = useTexts(deskTexts);
  const fields = useTexts(fieldTexts);
  const { country, day, time } = useFormats();
  const { application, status, reason, decidedAt } = realName;
  const facts: Fact[] = [
    [words.state, words.realNameStates[status]],
    [fields['application.kind'].label, words.kinds[application.kind]],
    ...(application.kind === 'enterprise'
      ? ([
          [fields.certificateType.label, words.certificateTypes[application.certificateType]],
          [fields.companyName.label, application.companyName],
          [fields.country.label, country(application.country)],
          [fields.registrationNumber.label, application.registrationNumber],
          [fields.register.label, application.register],
        ] as const)
      : ([
          [fields.name.label, application.name],
          [fields.birthDate.label, day(application.birthDate)],
        ] as const)),
    [fields.reason.label, reason],
    [words.decision, decidedAt && time(decidedAt)],
  ];
  return (
    <>
      {title !== undefined && (
        <Title order={3} size="h5">
          {title}
        </Title>
      )}
      <Facts facts={facts} />
      <DataSection title={fields.files.label}>
        <List size="sm">
          {application.files.map((file) => (
            <List.Item key={file.fileId}>
              <FileLink file={file} />
            </List.Item>
          ))}
        </List>
      </DataSection>
    </>
  );
}

function AssociationData() {
  const { association } = useOpen().snapshot.context;
  const catalogue = useCatalogue();
  const words = useTexts(deskTexts);
  const fields = useTexts(fieldTexts);
  const { time } = useFormats();
  const { company, dedicated, invitation, associatedAt } = association;
  return (
    <Facts
      facts={[
        [words.partner, company && `${company.companyName} (${company.partnerId})`],
        [fields.huaweiId.label, invitation?.accountName],
        [words.association, associatedAt && time(associatedAt)],
        [fields.path.label, dedicated && describePath(catalogue, dedicated.application.path)],
        [fields.position.label, dedicated?.application.position],
        [fields.baseLocation.label, dedicated?.application.baseLocation],
        [fields.reason.label, dedicated?.cancellation?.reason ?? dedicated?.reason],
        [fields.file.label, dedicated?.cancellation && <FileLink file={dedicated.cancellation.file} />],
      ]}
    />
  );
}

function PartnerData() {
  const { enrollment } = useOpen().snapshot.context;
  const catalogue = useCatalogue();
  const words = useTexts(deskTexts);
  const home = useTexts(homeTexts);
  const { day } = useFormats();
  const { paths, programs } = enrollment;
  const lines = [
    ...paths.map(({ path, state }) => [`path ${path}`, describePath(catalogue, path), home.pathStates[state]] as const),
    ...programs.map(
      ({ program, state }) =>
        [`program ${program}`, describeProgram(catalogue, program), home.programStates[state]] as const,
    ),
  ];
  return (
    <>
      <Facts
        facts={[
          [words.partnerId, enrollment.partnerId],
          [words.enrolledAt, enrollment.enrolledAt && day(enrollment.enrolledAt)],
        ]}
      />
      {lines.length > 0 && (
        <DataSection title={`${home.paths}, ${home.programs}`}>
          <List size="sm">
            {lines.map(([id, name, state]) => (
              <List.Item key={id}>
                {name}{' '}
                <Text span size="sm" c="dimmed">
                  {state}
                </Text>
              </List.Item>
            ))}
          </List>
        </DataSection>
      )}
    </>
  );
}
