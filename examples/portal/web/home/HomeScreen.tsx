import { Alert, Anchor, List, Stack } from '@mantine/core';
import {
  type DevelopmentPath,
  developmentPaths,
  type PartnerProgram,
  partnerPrograms,
  requirements,
} from 'hcpn-registration';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { Facts } from '../frame/Facts.js';
import { PageTitle } from '../frame/PageTitle.js';
import { useIssueWords } from '../issueWords.js';
import { useFormats, useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { homeTexts } from '../words/home.js';
import { AccountSection } from './AccountSection.js';
import { AgreementsSection } from './AgreementsSection.js';
import { CardGroups } from './CardGroups.js';
import { useDoors } from './doors.js';
import { FilingsSection } from './FilingsSection.js';
import { PathCard } from './PathCard.js';
import { ProgramCard } from './ProgramCard.js';
import { ProgramForm } from './ProgramForm.js';
import { type Desk, placeOf } from './places.js';

/** A partner's home: development paths, partner programs and the account; or the application to one program. */
export function HomeScreen() {
  const [query] = useSearchParams();
  const { programs } = useOpen().snapshot.context.enrollment;
  const kept = programs.find(({ program, state }) => program === query.get('program') && state === 'filling');
  return kept === undefined ? <Overview /> : <ProgramForm key={kept.program} kept={kept} />;
}

function Overview() {
  const { snapshot, say, issues } = useOpen();
  const { enrollment, application } = snapshot.context;
  const words = useTexts(homeTexts);
  const { day } = useFormats();
  const doors = useDoors();
  const [place, setPlace] = useState('');
  const desk: Desk = {
    act(at, said) {
      setPlace(at);
      return say(said);
    },
    heldAt: (at) => (at === place ? issues : []),
  };
  return (
    <Stack gap="xl">
      <Stack>
        <PageTitle about={words.about(application.business?.companyName ?? '')}>{words.title}</PageTitle>
        <Facts
          facts={[
            [words.partnerId, enrollment.partnerId],
            ...(enrollment.enrolledAt === null ? [] : [[words.since, day(enrollment.enrolledAt)] as const]),
            ...(enrollment.agreement === null
              ? []
              : [[words.agreement, words.version(enrollment.agreement.id, enrollment.agreement.version)] as const]),
          ]}
        />
        <ToDo />
      </Stack>
      <CardGroups<DevelopmentPath>
        title={words.paths}
        about={words.aboutPaths}
        all={developmentPaths}
        groupOf={doors.ofPath}
        card={(path) => <PathCard key={path} path={path} desk={desk} />}
      />
      <CardGroups<PartnerProgram>
        title={words.programs}
        about={words.aboutPrograms}
        all={partnerPrograms}
        groupOf={doors.ofProgram}
        card={(program) => <ProgramCard key={program} program={program} desk={desk} />}
      />
      <FilingsSection />
      <AgreementsSection />
      <AccountSection desk={desk} />
    </Stack>
  );
}

/** What is asked of the partner now, each with the way to its card. */
function ToDo() {
  const { snapshot } = useOpen();
  const words = useTexts(homeTexts);
  const issueWords = useIssueWords();
  const { pastDue, currentlyDue } = requirements(snapshot);
  const asked = [...pastDue, ...currentlyDue].filter(({ remedy }) => remedy !== null);
  if (asked.length === 0) return null;
  return (
    <Alert color="yellow" title={words.toDo}>
      <List size="sm" spacing={4}>
        {asked.map((each) => {
          const place = placeOf(each.params);
          return (
            <List.Item key={`${each.code} ${place}`}>
              {issueWords(each)}{' '}
              {place !== null && (
                <Anchor size="sm" underline="always" c="inherit" href={`#${place}`}>
                  {words.goTo}
                </Anchor>
              )}
            </List.Item>
          );
        })}
      </List>
    </Alert>
  );
}
