import { brief, type Named } from '../named.js';
import { policyArrow } from '../policy.events.js';
import { signupContext, signupPorts } from './signup.schema.js';
import { signupSetup, signupState } from './signup.states.js';

const machine = brief(
  signupSetup.createMachine({
    id: 'signup',
    version: '3',
    context: ({ input }) => signupContext(input),
    ...signupState,
    on: { ...signupState.on, ...policyArrow },
  }),
  signupPorts,
);

/** The machine's type. */
export type SignupMachine = Named<typeof machine>;

/** Account signup on its own. */
export const signupMachine: SignupMachine = machine;
