export type { DiagramOptions } from './mermaid.js';
export { toMermaid } from './mermaid.js';
