export { type WizardMachine, wizardMachine } from '../wizard/wizard.machine.js';
export { wizardActions, wizardChart, wizardState } from '../wizard/wizard.states.js';
