import { associationPorts } from '../association/association.schema.js';
import { enrollmentPorts } from '../enrollment/enrollment.schema.js';
import type { PortsOf } from '../ports.js';
import { reviewPorts } from '../review/review.schema.js';
import { signupPorts } from '../signup/signup.schema.js';
import { wizardPorts } from '../wizard/wizard.schema.js';

/** Everything the road asks of the outside world. */
export const registrationPorts: typeof signupPorts &
  typeof wizardPorts &
  Omit<typeof reviewPorts, keyof typeof wizardPorts> &
  typeof enrollmentPorts &
  typeof associationPorts = {
  ...signupPorts,
  ...wizardPorts,
  ...reviewPorts,
  ...enrollmentPorts,
  ...associationPorts,
};

/** The functions a host writes: plain, async, one a question. A call may happen twice. */
export interface RegistrationPorts extends PortsOf<typeof registrationPorts> {}
