import { brief, type Named } from '../named.js';
import { policyArrow } from '../policy.events.js';
import { associationContext, associationPorts } from './association.schema.js';
import { associationSetup, associationState } from './association.states.js';

const machine = brief(
  associationSetup.createMachine({
    id: 'association',
    version: '3',
    context: ({ input }) => associationContext(input),
    ...associationState,
    on: { ...associationState.on, ...policyArrow },
  }),
  associationPorts,
);

/** The machine's type. */
export type AssociationMachine = Named<typeof machine>;

/** Company association on its own, for both sides: the administrator's and the person's. */
export const associationMachine: AssociationMachine = machine;
