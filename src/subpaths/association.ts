export { type AssociationMachine, associationMachine } from '../association/association.machine.js';
export { associationActions, associationChart, associationState } from '../association/association.states.js';
