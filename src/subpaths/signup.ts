export { type SignupMachine, signupMachine } from '../signup/signup.machine.js';
export { signupActions, signupChart, signupState } from '../signup/signup.states.js';
