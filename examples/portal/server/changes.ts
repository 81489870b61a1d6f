import type { StorageAdapter } from 'hcpn-registration';

const pollMilliseconds = 1000;

type Listener = (revision: number) => void;

/** Tells of revisions, whichever process made them. */
export interface Changes {
  /** Calls back with the revision now and with each later one; answers how to stop. */
  watch(key: string, listener: Listener): () => void;
  /** Says at once that somebody in this process saved. */
  saved(key: string, revision: number): void;
}

interface Watched {
  readonly listeners: Set<Listener>;
  revision: number;
  timer: NodeJS.Timeout | undefined;
}

/** Changes in a storage: while somebody listens, it is asked once a second for each registration listened to. */
export function changesIn(storage: StorageAdapter): Changes {
  const watched = new Map<string, Watched>();

  function saved(key: string, revision: number): void {
    const found = watched.get(key);
    if (found === undefined || revision <= found.revision) return;
    found.revision = revision;
    for (const listener of found.listeners) listener(revision);
  }

  async function poll(key: string, found: Watched): Promise<void> {
    // A storage that cannot be read now is asked again; the listeners hear of it through their other requests.
    const record = await storage.read(key).catch(() => null);
    if (record !== null) saved(key, record.revision);
    if (found.listeners.size > 0) found.timer = setTimeout(() => void poll(key, found), pollMilliseconds);
  }

  return {
    saved,
    watch(key, listener) {
      let found = watched.get(key);
      if (found === undefined) {
        found = { listeners: new Set(), revision: 0, timer: undefined };
        watched.set(key, found);
        void poll(key, found);
      } else if (found.revision > 0) listener(found.revision);
      const mine = found;
      mine.listeners.add(listener);
      return () => {
        mine.listeners.delete(listener);
        if (mine.listeners.size > 0) return;
        clearTimeout(mine.timer);
        if (watched.get(key) === mine) watched.delete(key);
      };
    },
  };
}
