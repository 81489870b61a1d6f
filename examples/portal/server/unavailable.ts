import { RegistrationError } from 'hcpn-registration';
import type { DatabaseConnection, Dialect, Driver } from 'kysely';

/** A dialect whose database, when it fails, fails as the storage of registrations does: a retry may mend it. */
export function reporting(dialect: Dialect): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => reportingDriver(dialect.createDriver()),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
}

function reportingDriver(driver: Driver): Driver {
  /** Drivers look their own connections up again by identity, so each keeps the one it was made of. */
  const originals = new WeakMap<DatabaseConnection, DatabaseConnection>();
  const original = (connection: DatabaseConnection) => originals.get(connection) ?? connection;
  return {
    init: () => attempted(driver.init()),
    async acquireConnection() {
      const connection = await attempted(driver.acquireConnection());
      const reported: DatabaseConnection = {
        executeQuery: (query) => attempted(connection.executeQuery(query)),
        streamQuery: (query, size) => connection.streamQuery(query, size),
      };
      originals.set(reported, connection);
      return reported;
    },
    beginTransaction: (connection, settings) => attempted(driver.beginTransaction(original(connection), settings)),
    commitTransaction: (connection) => attempted(driver.commitTransaction(original(connection))),
    rollbackTransaction: (connection) => attempted(driver.rollbackTransaction(original(connection))),
    releaseConnection: (connection) => driver.releaseConnection(original(connection)),
    destroy: () => driver.destroy(),
  };
}

async function attempted<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw new RegistrationError('storage.unavailable', { cause });
  }
}
