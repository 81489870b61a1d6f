import { Button } from '@mantine/core';
import { allowedEvents } from 'hcpn-registration';
import { describeAct } from 'hcpn-registration/messages';
import type { Act, PlainAct } from '../client.js';
import { useCatalogue } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';

/** Whether the person may say something now, with some payload. */
export function useMay(): (type: Act['type']) => boolean {
  const { snapshot, by } = useOpen();
  const now = new Date().toISOString();
  return (type) => allowedEvents(snapshot, by(type), now).some((each) => each === type);
}

/** Acts that carry nothing, as far as they may be said now, as buttons beside the one most people want. */
export function QuietActs({ acts }: { readonly acts: readonly PlainAct[] }) {
  const { say } = useOpen();
  const may = useMay();
  const catalogue = useCatalogue();
  return acts.filter(may).map((type) => (
    <Button key={type} variant="default" onClick={() => say({ type })}>
      {describeAct(catalogue, type)}
    </Button>
  ));
}
