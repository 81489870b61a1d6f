export {
  type RegistrationEvent,
  type RegistrationMachine,
  registrationMachine,
} from '../registration/registration.machine.js';
