import { brief, type Named } from '../named.js';
import { policyArrow } from '../policy.events.js';
import { wizardContext, wizardPorts } from './wizard.schema.js';
import { wizardSetup, wizardState } from './wizard.states.js';

const machine = brief(
  wizardSetup.createMachine({
    id: 'wizard',
    version: '3',
    context: ({ input }) => wizardContext(input),
    ...wizardState,
    on: { ...wizardState.on, ...policyArrow },
  }),
  wizardPorts,
);

/** The machine's type. */
export type WizardMachine = Named<typeof machine>;

/** The join wizard on its own. */
export const wizardMachine: WizardMachine = machine;
