export {
  type DevelopmentPathMachine,
  developmentPathChart,
  developmentPathMachine,
} from '../developmentPath/developmentPath.machine.js';
