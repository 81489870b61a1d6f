export type { FieldTable } from './classes.js';
export type { DiagramOptions } from './drawing.js';
export {
  type Inspection,
  inspectorOptions,
  inspectSession,
  type SafeInspectorOptions,
  type StepWatcher,
} from './inspector.js';
export { toMermaid } from './mermaid.js';
export type { InspectionPolicy } from './redaction.js';
export type { StateMachineCatChart, StateMachineCatState, StateMachineCatTransition } from './stateMachineCat.js';
export { toStateMachineCat } from './stateMachineCat.js';
