export { type EnrollmentMachine, enrollmentMachine } from '../enrollment/enrollment.machine.js';
export { enrollmentActions, enrollmentChart, enrollmentState } from '../enrollment/enrollment.states.js';
