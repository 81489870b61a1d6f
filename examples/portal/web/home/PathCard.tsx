import { Button } from '@mantine/core';
import { type DevelopmentPath, type DevelopmentPathState, explain, type Issue } from 'hcpn-registration';
import { describeAct, describePath } from 'hcpn-registration/messages';
import { ConfirmButton } from '../form/ConfirmButton.js';
import type { Fact } from '../frame/Facts.js';
import { useCatalogue, useFormats, useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { homeTexts } from '../words/home.js';
import { useAskedOf } from './askedOf.js';
import { ChoiceCard, Why, WhyNot } from './ChoiceCard.js';
import { useCertificateWords } from './certificates.js';
import { useDoors } from './doors.js';
import { type Desk, pathPlace } from './places.js';

const onward = [
  'path.select',
  'path.validation.submit',
  'path.differentiation.submit',
  'path.annualReview.submit',
] as const;

const colours: Readonly<Record<DevelopmentPathState, string>> = {
  notSelected: 'gray',
  invited: 'blue',
  selected: 'blue',
  roleValidating: 'yellow',
  roleValidated: 'teal',
  differentiating: 'yellow',
  differentiated: 'green',
  annualReviewDue: 'orange',
  annualReviewing: 'yellow',
  exited: 'gray',
};

/** One development path: its stage, what comes next, its certificates; or why it is closed. */
export function PathCard({ path, desk }: { readonly path: DevelopmentPath; readonly desk: Desk }) {
  const { snapshot, by, isSaying } = useOpen();
  const catalogue = useCatalogue();
  const words = useTexts(homeTexts);
  const asked = useAskedOf('path', path);
  const { isClosed, reasons } = useDoors().forPath(path);
  const kept = snapshot.context.enrollment.paths.find((each) => each.path === path);
  const facts = usePathFacts(path);
  const at = new Date().toISOString();
  const state = kept?.state ?? 'notSelected';
  const isSelected = kept !== undefined && kept.selectedAt !== null;
  const place = pathPlace(path);
  const judge = (type: (typeof onward)[number] | 'path.exit') => explain(snapshot, { type, path, at, by: by(type) });
  const exit = judge('path.exit');
  const whyNotLeft: readonly Issue[] = exit.allowed ? [] : exit.issues;
  return (
    <ChoiceCard
      place={place}
      name={describePath(catalogue, path)}
      state={state === 'notSelected' ? null : words.pathStates[state]}
      colour={colours[state]}
      asked={asked}
      facts={facts}
      held={desk.heldAt(place)}
      acts={
        <>
          {onward
            .filter((type) => judge(type).allowed)
            .map((type) => (
              <Button
                key={type}
                variant={isSelected ? 'filled' : 'light'}
                size="sm"
                loading={isSaying}
                aria-label={`${describeAct(catalogue, type)}: ${describePath(catalogue, path)}`}
                onClick={() => desk.act(place, { type, path })}
              >
                {describeAct(catalogue, type)}
              </Button>
            ))}
          {exit.allowed && (
            <ConfirmButton
              act={describeAct(catalogue, 'path.exit')}
              title={words.exitTitle(describePath(catalogue, path))}
              text={words.exitText}
              keep={words.keep}
              onConfirm={() => desk.act(place, { type: 'path.exit', path })}
            />
          )}
        </>
      }
    >
      {isSelected ? (
        <WhyNot title={words.whyNotLeft} reasons={whyNotLeft} place={place} />
      ) : (
        <Why title={isClosed ? words.whyClosed : words.known} reasons={reasons} place={place} />
      )}
    </ChoiceCard>
  );
}

function usePathFacts(path: DevelopmentPath): Fact[] {
  const { paths } = useOpen().snapshot.context.enrollment;
  const words = useTexts(homeTexts);
  const { day } = useFormats();
  const certificateWords = useCertificateWords();
  const kept = paths.find((each) => each.path === path);
  if (kept === undefined) return [];
  return [
    ...(kept.selectedAt === null ? [] : [[words.selectedAt, day(kept.selectedAt)] as const]),
    ...(kept.reviewDueAt === null ? [] : [[words.reviewDue, day(kept.reviewDueAt)] as const]),
    ...(kept.certificates.length === 0
      ? []
      : [[words.certificate, kept.certificates.map(certificateWords).join('\n')] as const]),
  ];
}
