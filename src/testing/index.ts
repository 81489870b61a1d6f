export {
  badAnswer,
  type Cue,
  type Cues,
  fails,
  type Late,
  late,
  never,
  onCall,
  once,
  type PortCall,
  type PortInput,
  type PortName,
  type PortsOnCue,
  portsOnCue,
  twice,
  where,
} from './cues.js';
export {
  type Exploration,
  type ExploredEdge,
  type ExploredState,
  type ExploreOptions,
  explore,
  type Refusal,
} from './explore.js';
export {
  exploreWorld,
  type WorldEdge,
  type WorldExploration,
  type WorldPlace,
  type WorldRefusal,
  type WorldState,
  type WorldStepKind,
} from './exploreWorld.js';
export { type Fixtures, fixtures } from './fixtures.js';
export { type Form, type InvalidFixture, type InvalidFixtures, invalidFixtures } from './invalidFixtures.js';
export { cleanAccount, type EmbeddedWorld, embeddedPorts, verificationCodeOf } from './ports.js';
export type { Saying } from './saying.js';
export { stateKey } from './stateKey.js';
export type { OpenedStorage } from './storage/kit.js';
export { type ContractRunner, testStorageAdapter } from './storage.contract.js';
export type { Ways } from './ways.js';
export type { WorldLine } from './worldJournal.js';
export type { ExploreWorldOptions, World, WorldAnswer, WorldPort, WorldRegistration } from './worldOptions.js';
