import { Button } from '@mantine/core';
import { allowedEvents } from 'hcpn-registration';
import { describeAct } from 'hcpn-registration/messages';
import type { PlainAct } from '../client.js';
import { useCatalogue } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';

/** Buttons for acts that carry nothing, as far as they may be said now; the first is the one most people want. */
export function ActButtons({ acts }: { readonly acts: readonly PlainAct[] }) {
  const { snapshot, by, say, isSaying } = useOpen();
  const catalogue = useCatalogue();
  const now = new Date().toISOString();
  const possible = acts.filter((type) => allowedEvents(snapshot, by(type), now).some((each) => each === type));
  return possible.map((type, place) => (
    <Button
      key={type}
      variant={place === 0 ? 'filled' : 'default'}
      loading={isSaying && place === 0}
      onClick={() => say({ type })}
    >
      {describeAct(catalogue, type)}
    </Button>
  ));
}
