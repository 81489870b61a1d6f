import { join } from 'node:path';
import { fileStorage } from 'hcpn-registration/storage/file';
import { memoryStorage } from 'hcpn-registration/storage/memory';
import { sqliteStorage } from 'hcpn-registration/storage/sqlite';

/** A storage of a server: `memory`, `file`, or SQLite by the driver of that name. What it keeps is in the folder. */
export function storageOf(kind, folder) {
  if (kind === 'memory') return memoryStorage();
  if (kind === 'file') return fileStorage(join(folder, 'file'));
  return sqliteStorage(join(folder, `${kind.replace(':', '-')}.db`), { driver: kind });
}
