import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for data that a whole file of tests shares. */
export function temporaryFolder() {
  const path = mkdtempSync(join(tmpdir(), 'hcpn-portal-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
