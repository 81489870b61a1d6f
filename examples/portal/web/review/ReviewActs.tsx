import { allowedEvents } from 'hcpn-registration';
import { describeAct } from 'hcpn-registration/messages';
import { ConfirmButton } from '../form/ConfirmButton.js';
import { useCatalogue, useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { reviewTexts } from '../words/review.js';

/** Taking the application back, to change it or for good; each after a second word, and only where the policy allows it. */
export function ReviewActs() {
  const { snapshot, by, say } = useOpen();
  const catalogue = useCatalogue();
  const words = useTexts(reviewTexts);
  const now = new Date().toISOString();
  const acts = [
    { type: 'review.edit', title: words.editTitle, text: words.editText },
    { type: 'review.withdraw', title: words.withdrawTitle, text: words.withdrawText },
  ] as const;
  return acts
    .filter(({ type }) => allowedEvents(snapshot, by(type), now).includes(type))
    .map(({ type, title, text }) => (
      <ConfirmButton
        key={type}
        act={describeAct(catalogue, type)}
        title={title}
        text={text}
        keep={words.keep}
        onConfirm={() => say({ type })}
      />
    ));
}
