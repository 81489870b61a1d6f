export {
  type PartnerProgramMachine,
  partnerProgramChart,
  partnerProgramMachine,
} from '../partnerProgram/partnerProgram.machine.js';
