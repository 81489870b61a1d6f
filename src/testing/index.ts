export { type Fixtures, fixtures } from './fixtures.js';
export { cleanAccount, type EmbeddedWorld, embeddedPorts, verificationCodeOf } from './ports.js';
export type { OpenedStorage } from './storage/kit.js';
export { type ContractRunner, testStorageAdapter } from './storage.contract.js';
