import { Button, Select, Text } from '@mantine/core';
import {
  countries,
  explain,
  type KeptProgram,
  type PartnerProgram,
  type PartnerProgramState,
  programPublications,
  rowsFor,
} from 'hcpn-registration';
import { describeAct, describeProgram } from 'hcpn-registration/messages';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'wouter';
import type { Act } from '../client.js';
import { ConfirmButton } from '../form/ConfirmButton.js';
import type { Fact } from '../frame/Facts.js';
import { useCatalogue, useFormats, useLanguage, useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { homeTexts } from '../words/home.js';
import { useAskedOf } from './askedOf.js';
import { ChoiceCard, Why, WhyNot } from './ChoiceCard.js';
import { useCertificateWords } from './certificates.js';
import { useDoors } from './doors.js';
import { type Desk, programPlace } from './places.js';

const colours: Readonly<Record<PartnerProgramState, string>> = {
  notApplied: 'gray',
  invited: 'blue',
  filling: 'blue',
  reviewing: 'yellow',
  rejected: 'red',
  enrolled: 'green',
  renewing: 'yellow',
  expired: 'orange',
  left: 'gray',
};

interface ProgramCardProps {
  readonly program: PartnerProgram;
  readonly desk: Desk;
}

/** One partner program: how far it is, its certificate, what can be done; or why it is closed. */
export function ProgramCard({ program, desk }: ProgramCardProps) {
  const { snapshot } = useOpen();
  const catalogue = useCatalogue();
  const words = useTexts(homeTexts);
  const asked = useAskedOf('program', program);
  const { isClosed, reasons } = useDoors().forProgram(program);
  const kept = snapshot.context.enrollment.programs.find((each) => each.program === program);
  const facts = useProgramFacts(kept);
  const state = kept?.state ?? 'notApplied';
  const isBegun = kept !== undefined && kept.appliedAt !== null;
  const place = programPlace(program);
  const { conditions } = programPublications[program];
  const renewal = useExplained({ type: 'program.renew', program });
  const leaving = useExplained({ type: 'program.leave', program });
  return (
    <ChoiceCard
      place={place}
      name={describeProgram(catalogue, program)}
      state={state === 'notApplied' ? null : words.programStates[state]}
      colour={colours[state]}
      asked={asked}
      facts={facts}
      held={desk.heldAt(place)}
      acts={<ProgramActs program={program} kept={kept} desk={desk} />}
    >
      {kept?.invitedBy && kept.distributor === null && (
        <Text size="sm">{words.invitedBy(kept.invitedBy.partnerId)}</Text>
      )}
      {isBegun ? (
        state === 'enrolled' && (
          <>
            {kept.certificate?.validUntil && <WhyNot title={words.notNow} reasons={renewal} place={place} />}
            <WhyNot title={words.whyNotLeft} reasons={leaving} place={place} />
          </>
        )
      ) : (
        <>
          {conditions !== 'public' && (
            <Text size="xs" c="dimmed">
              {words[conditions]}
            </Text>
          )}
          <Why title={isClosed ? words.whyClosed : words.known} reasons={reasons} place={place} />
        </>
      )}
    </ChoiceCard>
  );
}

/** What stands against an act; nothing where it would be taken. */
function useExplained(said: Act) {
  const { snapshot, by } = useOpen();
  const explanation = explain(snapshot, { ...said, at: new Date().toISOString(), by: by(said.type) });
  return explanation.allowed ? [] : explanation.issues;
}

interface ProgramActsProps extends ProgramCardProps {
  readonly kept: KeptProgram | undefined;
}

function ProgramActs({ program, kept, desk }: ProgramActsProps) {
  const { snapshot, by, isSaying } = useOpen();
  const catalogue = useCatalogue();
  const words = useTexts(homeTexts);
  const [, setQuery] = useSearchParams();
  const [area, setArea] = useState(snapshot.context.account.country);
  const place = programPlace(program);
  const name = describeProgram(catalogue, program);
  const at = new Date().toISOString();
  const isAllowed = (said: Act) => explain(snapshot, { ...said, at, by: by(said.type) }).allowed;
  const asksArea = rowsFor({ kind: 'program', program }, snapshot.context.policy.site).some(
    ({ code }) => code === 'program.areaMissing',
  );
  const apply: Act = { type: 'program.apply', program, ...(asksArea && area !== null ? { businessArea: area } : {}) };
  const distributor = kept?.invitedBy?.partnerId ?? '';
  const openForm = () => setQuery({ program });
  const plain = [
    { type: 'program.revise', program },
    { type: 'program.renew', program },
    { type: 'program.cooperation.accept', program, distributor },
  ] as const;
  const confirmed = [
    { said: { type: 'program.cancel', program }, title: words.cancelTitle(name), text: words.cancelText },
    { said: { type: 'program.leave', program }, title: words.leaveTitle(name), text: words.leaveText },
  ] as const;

  async function begin(said: Act) {
    if (await desk.act(place, said)) openForm();
  }

  return (
    <>
      {kept?.state === 'filling' && (
        <Button size="sm" aria-label={`${words.fillIn}: ${name}`} onClick={openForm}>
          {words.fillIn}
        </Button>
      )}
      {isAllowed(apply) && (
        <>
          {asksArea && <AreaChoice value={area} onChange={setArea} />}
          <Button
            size="sm"
            variant="light"
            loading={isSaying}
            aria-label={`${describeAct(catalogue, 'program.apply')}: ${name}`}
            onClick={() => begin(apply)}
          >
            {describeAct(catalogue, 'program.apply')}
          </Button>
        </>
      )}
      {plain.filter(isAllowed).map((said) => (
        <Button
          key={said.type}
          size="sm"
          loading={isSaying}
          onClick={() => (said.type === 'program.revise' ? begin(said) : desk.act(place, said))}
        >
          {describeAct(catalogue, said.type)}
        </Button>
      ))}
      {confirmed
        .filter(({ said }) => isAllowed(said))
        .map(({ said, title, text }) => (
          <ConfirmButton
            key={said.type}
            act={describeAct(catalogue, said.type)}
            title={title}
            text={text}
            keep={words.keep}
            onConfirm={() => desk.act(place, said)}
          />
        ))}
    </>
  );
}

interface AreaChoiceProps {
  readonly value: string | null;
  readonly onChange: (area: string | null) => void;
}

function AreaChoice({ value, onChange }: AreaChoiceProps) {
  const words = useTexts(homeTexts);
  const { language } = useLanguage();
  const { country } = useFormats();
  const choices = useMemo(
    () =>
      [...countries]
        .map((code) => ({ value: code, label: country(code) }))
        .sort((one, other) => one.label.localeCompare(other.label, language)),
    [country, language],
  );
  return (
    <Select
      label={words.area}
      size="sm"
      searchable
      allowDeselect={false}
      data={choices}
      value={value}
      onChange={onChange}
      w="100%"
    />
  );
}

function useProgramFacts(kept: KeptProgram | undefined): Fact[] {
  const words = useTexts(homeTexts);
  const { day, country } = useFormats();
  const certificateWords = useCertificateWords();
  if (kept === undefined) return [];
  const { appliedAt, submittedAt, enrolledAt, businessArea, certificate, distributor } = kept;
  return [
    ...(appliedAt === null || submittedAt !== null ? [] : [[words.appliedAt, day(appliedAt)] as const]),
    ...(submittedAt === null || enrolledAt !== null ? [] : [[words.submittedAt, day(submittedAt)] as const]),
    ...(enrolledAt === null ? [] : [[words.joinedAt, day(enrolledAt)] as const]),
    ...(businessArea === null ? [] : [[words.area, country(businessArea)] as const]),
    ...(certificate === null ? [] : [[words.certificate, certificateWords(certificate)] as const]),
    ...(distributor === null ? [] : [[words.distributor, distributor] as const]),
  ];
}
