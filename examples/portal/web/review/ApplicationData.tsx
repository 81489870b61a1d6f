import { Anchor, Stack, Text, Title } from '@mantine/core';
import { describeQuestion, describeStep } from 'hcpn-registration/messages';
import type { ReactNode } from 'react';
import type { Registration } from '../client.js';
import { type Fact, Facts } from '../frame/Facts.js';
import { useCatalogue, useFormats, useTexts } from '../language.js';
import { fieldTexts } from '../words/fields.js';
import { reviewTexts } from '../words/review.js';

type Context = Registration['snapshot']['context'];

/** A file that was handed in, as a link to it. */
export function FileLink({ file }: { readonly file: { readonly fileId: string; readonly name: string } }) {
  return (
    <Anchor href={`/api/files/${encodeURIComponent(file.fileId)}`} size="sm">
      {file.name}
    </Anchor>
  );
}

/** A part of an application with its heading. */
export function DataSection({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Stack component="section" gap="xs">
      <Title order={3} size="h5">
        {title}
      </Title>
      {children}
    </Stack>
  );
}

/** The application: business, contact, the filing with its details, and the agreement. */
export function ApplicationData({ context }: { readonly context: Context }) {
  const catalogue = useCatalogue();
  return (
    <Stack gap="lg">
      <DataSection title={describeStep(catalogue, 'business')}>
        <BusinessFacts context={context} />
      </DataSection>
      <DataSection title={describeStep(catalogue, 'contact')}>
        <ContactFacts context={context} />
      </DataSection>
      <DataSection title={describeStep(catalogue, 'sensitiveRelationship')}>
        {context.application.filing === null ? (
          <NotGiven />
        ) : (
          <FilingFacts filing={context.application.filing} policy={context.policy} />
        )}
      </DataSection>
      <DataSection title={describeStep(catalogue, 'agreement')}>
        <AgreementFacts context={context} />
      </DataSection>
    </Stack>
  );
}

function NotGiven() {
  const { notGiven } = useTexts(reviewTexts);
  return (
    <Text size="sm" c="dimmed">
      {notGiven}
    </Text>
  );
}

function BusinessFacts({ context: { application } }: { readonly context: Context }) {
  const fields = useTexts(fieldTexts);
  const { country } = useFormats();
  const { business } = application;
  if (business === null) return <NotGiven />;
  const { credentialFile } = business;
  return (
    <Facts
      facts={[
        [fields.companyName.label, business.companyName],
        [fields.country.label, country(business.country)],
        [fields.registrationNumber.label, business.registrationNumber],
        ...given(fields.register.label, business.register),
        ...given(fields.credentialFile.label, credentialFile && <FileLink file={credentialFile} />),
        ...given(fields.address.label, business.address),
        ...given(fields.website.label, business.website),
        ...given(fields.industry.label, business.industry),
      ]}
    />
  );
}

function ContactFacts({ context: { application } }: { readonly context: Context }) {
  const fields = useTexts(fieldTexts);
  const { contact } = application;
  if (contact === null) return <NotGiven />;
  return (
    <Facts
      facts={[
        [fields.name.label, contact.name],
        ...given(fields.jobTitle.label, contact.jobTitle),
        [fields.email.label, contact.email],
        [fields.phone.label, contact.phone],
      ]}
    />
  );
}

interface FilingFactsProps extends Pick<Context, 'policy'> {
  readonly filing: NonNullable<Context['application']['filing']>;
}

/** Every answer of a filing, with its details. */
export function FilingFacts({ filing, policy }: FilingFactsProps) {
  const catalogue = useCatalogue();
  const words = useTexts(reviewTexts);
  return (
    <Stack component="dl" gap="sm" m={0}>
      {filing.answers.map(({ question, value, details }) => {
        const item = policy.sensitiveRelationship.items.find(({ id }) => id === question) ?? {
          id: question,
          text: null,
        };
        return (
          <div key={question}>
            <Text component="dt" size="sm" c="dimmed">
              {describeQuestion(catalogue, item)}
            </Text>
            <Text component="dd" size="sm" m={0} fw={value ? 600 : 400} style={{ overflowWrap: 'anywhere' }}>
              {value ? words.yes : words.no}
              {details !== undefined && (
                <Text span size="sm" display="block">
                  {words.detailsOf(details)}
                </Text>
              )}
            </Text>
          </div>
        );
      })}
    </Stack>
  );
}

function AgreementFacts({ context: { application } }: { readonly context: Context }) {
  const words = useTexts(reviewTexts);
  const { time } = useFormats();
  const { acceptance } = application;
  if (acceptance === null) return <NotGiven />;
  return (
    <Facts
      facts={[
        [words.agreement, words.version(acceptance.agreementId, acceptance.version)],
        [words.acceptedAt, time(acceptance.acceptedAt)],
      ]}
    />
  );
}

function given(name: string, value: ReactNode): Fact[] {
  return value === undefined || value === null || value === '' ? [] : [[name, value]];
}
