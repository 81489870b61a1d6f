export { type ReviewMachine, reviewMachine } from '../review/review.machine.js';
export { reviewActions, reviewChart, reviewState } from '../review/review.states.js';
