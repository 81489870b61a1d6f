import { type Memory, memoryStorage } from 'hcpn-registration/storage/memory';
import type { Commit, JournalEntry, Message, Page, StorageAdapter, Summary } from '../../src/storage/port.js';
import type { OpenedStorage } from '../../src/testing/storage/kit.js';

export type Open = () => Promise<OpenedStorage>;

interface Medium {
  readonly memory: Memory;
  readonly storage: StorageAdapter;
}

/** A memory storage of which something is replaced; what the flaw itself remembers is shared by all handles. */
export function withFlaw(flaw: () => (medium: Medium) => Partial<StorageAdapter>): Open {
  return async () => {
    const memory: Memory = new Map();
    const spoil = flaw();
    const open = () => {
      const storage = memoryStorage(memory);
      return { ...storage, ...spoil({ memory, storage }) };
    };
    return { storage: open(), again: async () => open() };
  };
}

async function* from<T>(items: Promise<readonly T[]>): AsyncGenerator<T> {
  yield* await items;
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

function allRows(storage: StorageAdapter, query: Parameters<StorageAdapter['find']>[0]): Promise<Page<Summary>> {
  return storage.find({ ...query, limit: 1000, cursor: undefined });
}

/** Passes every key through a function on its way in, as a medium does that cannot keep keys apart. */
function withKeys(change: (key: string) => string): Open {
  return withFlaw(() => ({ storage }) => ({
    read: (key) => storage.read(change(key)),
    commit: (commit) => storage.commit({ ...commit, key: change(commit.key) }),
    journal: (key, after) => storage.journal(change(key), after),
    remove: (key, at) => storage.remove(change(key), at),
  }));
}

function withTexts(change: (text: string) => string): Open {
  return withFlaw(() => ({ storage }) => ({
    commit: (commit) => storage.commit({ ...commit, text: change(commit.text) }),
  }));
}

/** Storages that keep every promise but one, and what the suite must say of each. */
export const flaws: Readonly<Record<string, { open: Open; breaks: readonly string[] }>> = {
  'a commit that follows no revision follows whatever there is': {
    open: withFlaw(() => ({ storage }) => ({
      async commit(commit) {
        const result = await storage.commit(commit);
        return result.outcome === 'conflict' && commit.expectedRevision < 0
          ? storage.commit({ ...commit, expectedRevision: result.revision })
          : result;
      },
    })),
    breaks: ['a commit that follows no revision is never written'],
  },

  'the revision is not checked': {
    open: withFlaw(() => ({ storage }) => ({
      async commit(commit) {
        const result = await storage.commit(commit);
        return result.outcome === 'conflict'
          ? storage.commit({ ...commit, expectedRevision: result.revision })
          : result;
      },
    })),
    breaks: [
      'a stale revision is refused and the text in place stays',
      'a future revision is refused and the text in place stays',
      'a commit that follows no revision is never written',
      'creating what is there already is refused',
      'updating what is not there is refused',
      'a conflict writes nothing: no record, entry, message or row',
      'a command that met a conflict may be repeated on the right revision',
      'one of 16 racing creators wins',
      'one of 16 racing updaters wins',
      '8 racers with 10 increments each lose none',
    ],
  },

  'the revision is checked, and then something else is awaited': {
    open: withFlaw(() => ({ storage }) => ({
      async commit(commit) {
        const current = (await storage.read(commit.key))?.revision ?? 0;
        if (commit.expectedRevision !== current) return storage.commit(commit);
        await Promise.resolve();
        const result = await storage.commit(commit);
        return result.outcome === 'conflict'
          ? storage.commit({ ...commit, expectedRevision: result.revision })
          : result;
      },
    })),
    breaks: [
      'one of 16 racing creators wins',
      'one of 16 racing updaters wins',
      '8 racers with 10 increments each lose none',
    ],
  },

  'a future revision is accepted': {
    open: withFlaw(() => ({ storage }) => ({
      async commit(commit) {
        const result = await storage.commit(commit);
        return result.outcome === 'conflict' && result.revision > 0 && commit.expectedRevision > result.revision
          ? storage.commit({ ...commit, expectedRevision: result.revision })
          : result;
      },
    })),
    breaks: [
      'a future revision is refused and the text in place stays',
      'a conflict writes nothing: no record, entry, message or row',
      'a command that met a conflict may be repeated on the right revision',
    ],
  },

  'an update creates what is not there': {
    open: withFlaw(() => ({ storage }) => ({
      async commit(commit) {
        const result = await storage.commit(commit);
        return result.outcome === 'conflict' && result.revision === 0
          ? storage.commit({ ...commit, expectedRevision: 0 })
          : result;
      },
    })),
    breaks: ['updating what is not there is refused'],
  },

  'a conflict names the expected revision instead of the one in place': {
    open: withFlaw(() => ({ storage }) => ({
      async commit(commit) {
        const result = await storage.commit(commit);
        return result.outcome === 'conflict' ? { ...result, revision: commit.expectedRevision } : result;
      },
    })),
    breaks: [
      'a stale revision is refused and the text in place stays',
      'a future revision is refused and the text in place stays',
      'creating what is there already is refused',
      'updating what is not there is refused',
      '8 racers with 10 increments each lose none',
    ],
  },

  'duplicates are not seen': {
    open: withFlaw(() => {
      let times = 0;
      return ({ storage }) => ({
        async commit(commit) {
          times += 1;
          return storage.commit({ ...commit, commandId: `${times} ${commit.commandId}`.slice(0, 1024) });
        },
        journal: (key, after) =>
          from(
            all(storage.journal(key, after)).then((entries) =>
              entries.map((entry) => ({ ...entry, commandId: entry.commandId.replace(/^\d+ /, '') })),
            ),
          ),
      });
    }),
    breaks: [
      'a bad key or command id is refused with storage.badKey',
      'reopening finds everything',
      'a repeated command answers as the first time and writes nothing',
      'a repeated command is a duplicate even when its revision is long past',
      'the same command racing 16 times commits once',
    ],
  },

  'the revision is checked before the command': {
    open: withFlaw(() => ({ storage }) => ({
      async commit(commit) {
        const result = await storage.commit(commit);
        const current = (await storage.read(commit.key))?.revision ?? 0;
        return result.outcome === 'duplicate' && commit.expectedRevision !== current
          ? { outcome: 'conflict', revision: current }
          : result;
      },
    })),
    breaks: [
      'reopening finds everything',
      'a repeated command is a duplicate even when its revision is long past',
      'the same command racing 16 times commits once',
    ],
  },

  'a duplicate is told the latest revision': {
    open: withFlaw(() => ({ storage }) => ({
      async commit(commit) {
        const result = await storage.commit(commit);
        const revision = (await storage.read(commit.key))?.revision ?? 0;
        return result.outcome === 'duplicate' ? { ...result, revision } : result;
      },
    })),
    breaks: ['reopening finds everything', 'a repeated command is a duplicate even when its revision is long past'],
  },

  'a duplicate writes its row': {
    open: withFlaw(() => ({ storage, memory }) => ({
      async commit(commit) {
        const result = await storage.commit(commit);
        const kept = memory.get(commit.key);
        if (result.outcome === 'duplicate' && kept && 'record' in kept) {
          memory.set(commit.key, { ...kept, index: commit.index });
        }
        return result;
      },
    })),
    breaks: ['a repeated command answers as the first time and writes nothing'],
  },

  'command ids count across registrations': {
    open: withFlaw(() => {
      const seen = new Map<string, string>();
      return ({ storage }) => ({
        async commit(commit) {
          const owner = seen.get(commit.commandId) ?? commit.key;
          if (owner !== commit.key) return { outcome: 'duplicate', revision: 1 };
          const result = await storage.commit(commit);
          if (result.outcome === 'committed') seen.set(commit.commandId, commit.key);
          return result;
        },
      });
    }),
    breaks: [
      'keys that look alike are kept apart',
      'a command id counts within its own registration only',
      'commits racing with erasure leave nothing behind',
    ],
  },

  'a conflict leaves its messages': {
    open: withFlaw(() => {
      const leaked: Message[] = [];
      return ({ storage }) => ({
        async commit(commit) {
          const result = await storage.commit(commit);
          const { key, at } = commit;
          if (result.outcome !== 'conflict') return result;
          leaked.push(...commit.messages.map((message) => ({ id: 'leaked', key, at, revision: 1, ...message })));
          return result;
        },
        claim: async (claim) => [...(await storage.claim(claim)), ...leaked],
      });
    }),
    breaks: [
      'updating what is not there is refused',
      'a conflict writes nothing: no record, entry, message or row',
      'one of 16 racing creators wins',
      'one of 16 racing updaters wins',
      'commits racing with erasure leave nothing behind',
    ],
  },

  'a conflict uses up its command id': {
    open: withFlaw(() => ({ storage, memory }) => ({
      async commit(commit) {
        const result = await storage.commit(commit);
        const kept = memory.get(commit.key);
        if (result.outcome === 'conflict' && kept && 'record' in kept) kept.commands.set(commit.commandId, 1);
        return result;
      },
    })),
    breaks: [
      'a command that met a conflict may be repeated on the right revision',
      '8 racers with 10 increments each lose none',
    ],
  },

  'the row follows one commit late': {
    open: withFlaw(() => {
      const late = new Map<string, Summary>();
      return ({ storage }) => ({
        async commit(commit) {
          const { rows } = await allRows(storage, { limit: 1 });
          const before = rows.find(({ key }) => key === commit.key);
          const result = await storage.commit(commit);
          if (before && result.outcome === 'committed') late.set(commit.key, before);
          return result;
        },
        async find(query) {
          const page = await storage.find(query);
          return { ...page, rows: page.rows.map((row) => late.get(row.key) ?? row) };
        },
      });
    }),
    breaks: [
      'a commit is read back field by field',
      'record, entry, message and row of a commit appear together',
      'registrations do not disturb each other',
      'a row follows the latest commit',
      'paging is stable while others write',
    ],
  },

  'the journal is written after the record': {
    open: withFlaw(() => {
      const written = new Map<string, number>();
      return ({ storage }) => ({
        async commit(commit) {
          const result = await storage.commit(commit);
          for (let wait = 0; wait < 20; wait += 1) await Promise.resolve();
          if (result.outcome === 'committed') {
            written.set(commit.key, Math.max(result.revision, written.get(commit.key) ?? 0));
          }
          return result;
        },
        journal: (key, after) =>
          from(
            all(storage.journal(key, after)).then((entries) =>
              entries.filter(({ revision }) => revision <= (written.get(key) ?? 0)),
            ),
          ),
      });
    }),
    breaks: ['record, entry, message and row of a commit appear together'],
  },

  'only one journal entry of a commit is kept': {
    open: withFlaw(() => ({ storage }) => ({
      commit: (commit) => storage.commit({ ...commit, entries: commit.entries.slice(0, 1) }),
    })),
    breaks: ['a commit may bring several journal entries and messages, or none'],
  },

  'journal entries forget their command': {
    open: withFlaw(() => ({ storage }) => ({
      journal: (key, after) =>
        from(all(storage.journal(key, after)).then((entries) => entries.map((entry) => ({ ...entry, commandId: '' })))),
    })),
    breaks: ['a commit is read back field by field', '8 racers with 10 increments each lose none'],
  },

  'the journal begins with the sequence asked for instead of after it': {
    open: withFlaw(() => ({ storage }) => ({
      journal: (key, after = 0) => storage.journal(key, Math.max(0, after - 1)),
    })),
    breaks: ['the journal is given from after the sequence that was asked for'],
  },

  'the journal is ordered as text': {
    open: withFlaw(() => ({ storage }) => ({
      journal: (key, after) =>
        from(
          all(storage.journal(key, after)).then((entries) =>
            entries.sort((one, other) => (String(one.sequence) < String(other.sequence) ? -1 : 1)),
          ),
        ),
    })),
    breaks: [
      'the journal is given from after the sequence that was asked for',
      '8 racers with 10 increments each lose none',
      'record, entry, message and row of a commit appear together',
    ],
  },

  'text is parsed and written again': {
    open: withTexts((text) => JSON.stringify(JSON.parse(text))),
    breaks: ['text comes back exactly as it was given', 'a commit that follows no revision is never written'],
  },

  'text is cut at 64 kB': {
    open: withTexts((text) => text.slice(0, 65_536)),
    breaks: ['a text of 1 MB comes back whole'],
  },

  'the text of messages is trimmed': {
    open: withFlaw(() => ({ storage }) => ({
      claim: async (claim) =>
        (await storage.claim(claim)).map((message) => ({ ...message, text: message.text.trim() })),
    })),
    breaks: ['text comes back exactly as it was given'],
  },

  'keys are not told apart by case': {
    open: withKeys((key) => key.toLowerCase()),
    breaks: [
      'keys that look alike are kept apart',
      'rows come in order of key, whatever the order of writing',
      'erasing one registration leaves the others alone',
    ],
  },

  'keys lose their outer spaces': {
    open: withKeys((key) => key.trim() || key),
    breaks: ['keys that look alike are kept apart', 'erasing one registration leaves the others alone'],
  },

  'keys are normalised': {
    open: withKeys((key) => key.normalize('NFC')),
    breaks: ['keys that look alike are kept apart'],
  },

  'keys are cut at 1,000 characters': {
    open: withKeys((key) => key.slice(0, 1000)),
    breaks: ['keys that look alike are kept apart', 'a bad key or command id is refused with storage.badKey'],
  },

  'keys are read as paths': {
    open: withKeys((key) => (key.includes('\u0000') ? key : new URL(`x:/${key}`).pathname.slice(1) || key)),
    breaks: [
      'text comes back exactly as it was given',
      'keys that look alike are kept apart',
      'a bad key or command id is refused with storage.badKey',
      'rows come in order of key, whatever the order of writing',
      'pages of a narrow query skip what does not fit',
      'erasing one registration leaves the others alone',
    ],
  },

  'keys are property names of an object': {
    open: withFlaw(() => {
      const records: Record<string, { taken: true }> = {};
      return ({ storage }) => ({
        async commit(commit) {
          const isNew = records[commit.key] === undefined;
          if (isNew) records[commit.key] = { taken: true };
          return !isNew && records[commit.key]?.taken !== true
            ? { outcome: 'conflict', revision: 1 }
            : storage.commit(commit);
        },
      });
    }),
    breaks: ['keys that look alike are kept apart'],
  },

  'command ids are not told apart by case': {
    open: withFlaw(() => ({ storage }) => ({
      commit: (commit) => storage.commit({ ...commit, commandId: commit.commandId.toLowerCase() }),
    })),
    breaks: ['command ids that look alike are kept apart'],
  },

  'bad keys are replaced': {
    open: withKeys((key) => key.replace(/[\0\p{Surrogate}]/gu, '_') || '_'),
    breaks: ['a bad key or command id is refused with storage.badKey'],
  },

  'bad command ids are replaced': {
    open: withFlaw(() => ({ storage }) => ({
      commit: ({ commandId, ...rest }) =>
        storage.commit({ ...rest, commandId: commandId.slice(0, 1024).replace(/[\0\p{Surrogate}]/gu, '_') || '_' }),
    })),
    breaks: ['a bad key or command id is refused with storage.badKey'],
  },

  'a state is found by a part of its name': {
    open: withFlaw(() => ({ storage }) => ({
      async find({ state, ...query }) {
        const { rows } = await allRows(storage, query);
        const after = rows.filter((row) => query.cursor === undefined || row.key > query.cursor);
        const found = after.filter((row) => state === undefined || row.state.startsWith(state));
        const shown = found.slice(0, query.limit);
        return { rows: shown, next: found.length > query.limit ? (shown.at(-1)?.key ?? null) : null };
      },
    })),
    breaks: [
      'a state is found by itself and by its parents, not by a part of its name',
      'pages hold what was asked for, and the last one says so',
    ],
  },

  'a state is not found by its parents': {
    open: withFlaw(() => ({ storage }) => ({
      async find(query) {
        const page = await storage.find(query);
        return { ...page, rows: page.rows.filter((row) => query.state === undefined || row.state === query.state) };
      },
    })),
    breaks: [
      'a state is found by itself and by its parents, not by a part of its name',
      'every condition of a query must hold',
      'a row follows the latest commit',
      'pages of a narrow query skip what does not fit',
    ],
  },

  'the company is not asked for': {
    open: withFlaw(() => ({ storage }) => ({ find: (query) => storage.find({ ...query, company: undefined }) })),
    breaks: [
      'a company is found by its whole name',
      'text that no row can hold finds nothing',
      'every condition of a query must hold',
      'a row follows the latest commit',
    ],
  },

  'a deadline is found only when it has passed': {
    open: withFlaw(() => ({ storage }) => ({
      async find(query) {
        const page = await storage.find(query);
        return {
          ...page,
          rows: page.rows.filter(({ deadline }) => !query.deadlineBy || deadline !== query.deadlineBy),
        };
      },
    })),
    breaks: ['a deadline is found from the moment it is reached'],
  },

  'no deadline counts as a deadline': {
    open: withFlaw(() => ({ storage }) => ({
      async find(query) {
        if (query.deadlineBy === undefined) return storage.find(query);
        const page = await storage.find(query);
        const { rows } = await storage.find({ ...query, deadlineBy: undefined });
        return {
          ...page,
          rows: rows.filter((row) => row.deadline === null || page.rows.some((r) => r.key === row.key)),
        };
      },
    })),
    breaks: ['a deadline is found from the moment it is reached', 'a row follows the latest commit'],
  },

  'rows come in order of language': {
    open: withFlaw(() => ({ storage }) => ({
      async find(query) {
        const { rows } = await allRows(storage, query);
        const sorted = rows.toSorted((one, other) => one.key.localeCompare(other.key, 'en'));
        const start = query.cursor === undefined ? 0 : sorted.findIndex(({ key }) => key === query.cursor) + 1;
        const shown = sorted.slice(start, start + query.limit);
        return { rows: shown, next: sorted.length > start + query.limit ? (shown.at(-1)?.key ?? null) : null };
      },
    })),
    breaks: [
      'rows come in order of key, whatever the order of writing',
      'pages hold what was asked for, and the last one says so',
      'paging is stable while others write',
    ],
  },

  'pages are counted by position': {
    open: withFlaw(() => ({ storage }) => ({
      async find(query) {
        const { rows } = await allRows(storage, query);
        const start = Number(query.cursor ?? 0);
        const end = start + query.limit;
        return { rows: rows.slice(start, end), next: end < rows.length ? String(end) : null };
      },
    })),
    breaks: ['pages hold what was asked for, and the last one says so', 'paging is stable while others write'],
  },

  'a full last page promises another': {
    open: withFlaw(() => ({ storage }) => ({
      async find(query) {
        const page = await storage.find(query);
        return { ...page, next: page.rows.length === query.limit ? (page.rows.at(-1)?.key ?? null) : null };
      },
    })),
    breaks: ['pages hold what was asked for, and the last one says so'],
  },

  'conditions are applied to a page already cut': {
    open: withFlaw(() => ({ storage }) => ({
      async find({ limit, cursor, ...query }) {
        const page = await storage.find({ limit, cursor });
        const wanted = await allRows(storage, { limit, ...query });
        return { ...page, rows: page.rows.filter((row) => wanted.rows.some(({ key }) => key === row.key)) };
      },
    })),
    breaks: [
      'pages hold what was asked for, and the last one says so',
      'pages of a narrow query skip what does not fit',
    ],
  },

  'an unknown key has an empty record': {
    open: withFlaw(() => ({ storage }) => ({
      read: async (key) => (await storage.read(key)) ?? { key, revision: 0, at: '', text: '' },
    })),
    breaks: [
      'an unknown key has no record, no journal and no row',
      'a bad key or command id is refused with storage.badKey',
      'updating what is not there is refused',
      'erasing leaves no record, journal, message or row',
      'a late commit is refused with erased, whatever it expects',
      'a key erased before it was ever used cannot be created',
      'an erased registration stays erased after reopening',
      'commits racing with erasure leave nothing behind',
    ],
  },

  'free messages are looked up first and leased afterwards': {
    open: withFlaw(() => ({ storage }) => ({
      async claim(claim) {
        const free = await storage.claim({ ...claim, leaseSeconds: 0 });
        await storage.claim(claim);
        return free;
      },
    })),
    breaks: [
      'workers that race hand over each registration in order',
      'racing claimers never share a message',
      'a lease that has ended is taken over by one',
    ],
  },

  'leases are shared': {
    open: withFlaw(() => ({ storage }) => ({ claim: (claim) => storage.claim({ ...claim, leaseSeconds: 0 }) })),
    breaks: [
      'no message overtakes an earlier one of its registration',
      'workers that race hand over each registration in order',
      'no more are claimed than asked for',
      'racing claimers never share a message',
      'a lease keeps everyone away until it ends, its owner too',
      'a lease that has ended is taken over by one',
      'a message nobody claimed cannot be acknowledged',
    ],
  },

  'a lease does not hold against its owner': {
    open: withFlaw(() => {
      const held = new Map<string, { message: Message; owner: string }>();
      return ({ storage }) => ({
        async claim(claim) {
          const claimed = await storage.claim(claim);
          const own = [...held.values()].filter(({ owner }) => owner === claim.owner).map(({ message }) => message);
          for (const message of claimed) held.set(message.id, { message, owner: claim.owner });
          return claimed.length > 0 ? claimed : own.slice(0, claim.leaseSeconds > 0 ? claim.limit : 0);
        },
        async acknowledge(ids, owner) {
          for (const id of ids) if (held.get(id)?.owner === owner) held.delete(id);
          await storage.acknowledge(ids, owner);
        },
      });
    }),
    breaks: [
      'no message overtakes an earlier one of its registration',
      'no more are claimed than asked for',
      'racing claimers never share a message',
      'a lease keeps everyone away until it ends, its owner too',
    ],
  },

  'a lease never ends': {
    open: withFlaw(() => ({ storage }) => ({
      claim: (claim) => storage.claim({ ...claim, leaseSeconds: claim.leaseSeconds * 1e9 }),
    })),
    breaks: [
      'no message overtakes an earlier one of its registration',
      'no more are claimed than asked for',
      'a lease keeps everyone away until it ends, its owner too',
      'a lease that has ended is taken over by one',
      'an acknowledged message never comes back',
      'who does not hold a message cannot acknowledge it',
    ],
  },

  'a lease is counted in minutes': {
    open: withFlaw(() => ({ storage }) => ({
      claim: (claim) => storage.claim({ ...claim, leaseSeconds: claim.leaseSeconds * 60 }),
    })),
    breaks: [
      'no message overtakes an earlier one of its registration',
      'no more are claimed than asked for',
      'a lease keeps everyone away until it ends, its owner too',
      'a lease that has ended is taken over by one',
      'an acknowledged message never comes back',
      'who does not hold a message cannot acknowledge it',
    ],
  },

  'a claim has no limit': {
    open: withFlaw(() => ({ storage }) => ({ claim: (claim) => storage.claim({ ...claim, limit: 1000 }) })),
    breaks: ['no more are claimed than asked for'],
  },

  'anyone may acknowledge': {
    open: withFlaw(() => ({ storage, memory }) => ({
      async acknowledge(ids, owner) {
        await storage.acknowledge([], owner);
        for (const kept of memory.values()) if ('record' in kept) for (const id of ids) kept.messages.delete(id);
      },
    })),
    breaks: [
      'who does not hold a message cannot acknowledge it',
      'a message nobody claimed cannot be acknowledged',
      'acknowledging and taking over at once leaves nothing in between',
    ],
  },

  'a former holder may acknowledge': {
    open: withFlaw(() => {
      const held = new Set<string>();
      return ({ storage, memory }) => ({
        async claim(claim) {
          const claimed = await storage.claim(claim);
          for (const { id } of claimed) held.add(`${claim.owner} ${id}`);
          return claimed;
        },
        async acknowledge(ids, owner) {
          await storage.acknowledge([], owner);
          for (const kept of memory.values()) {
            if ('erasedAt' in kept) continue;
            for (const id of ids) if (held.has(`${owner} ${id}`)) kept.messages.delete(id);
          }
        },
      });
    }),
    breaks: [
      'who does not hold a message cannot acknowledge it',
      'acknowledging and taking over at once leaves nothing in between',
    ],
  },

  'acknowledging only prolongs the lease': {
    open: withFlaw(() => ({ storage }) => ({ acknowledge: (_, owner) => storage.acknowledge([], owner) })),
    breaks: [
      'messages of one registration come in the order they were written',
      'no message overtakes an earlier one of its registration',
      'workers that race hand over each registration in order',
      'an acknowledged message never comes back',
      'who does not hold a message cannot acknowledge it',
      'who was not overtaken may acknowledge late',
      'a leased message is erased too',
    ],
  },

  'messages come newest first': {
    open: withFlaw(() => ({ storage }) => ({ claim: async (claim) => (await storage.claim(claim)).toReversed() })),
    breaks: [
      'a commit may bring several journal entries and messages, or none',
      'record, entry, message and row of a commit appear together',
      'a message is claimed field by field, with an id of its own',
      'messages of one registration come in the order they were written',
      'no message overtakes an earlier one of its registration',
      'workers that race hand over each registration in order',
      'an acknowledged message never comes back',
    ],
  },

  'a message does not wait for the one before': {
    open: withFlaw(() => ({ storage, memory }) => ({
      async claim({ owner, at, leaseSeconds, limit }) {
        await storage.claim({ owner, at, leaseSeconds, limit: 0 });
        const until = new Date(Date.parse(at) + leaseSeconds * 1000).toISOString();
        const claimed: Message[] = [];
        for (const kept of memory.values()) {
          if ('erasedAt' in kept) continue;
          for (const { message, lease } of kept.messages.values()) {
            if (claimed.length >= limit) return claimed;
            if (lease !== undefined && lease.until > at) continue;
            kept.messages.set(message.id, { message, lease: { owner, until } });
            claimed.push({ ...message });
          }
        }
        return claimed;
      },
    })),
    breaks: [
      'no message overtakes an earlier one of its registration',
      'workers that race hand over each registration in order',
      'no more are claimed than asked for',
    ],
  },

  'erasing again sets a new time': {
    open: withFlaw(() => ({ storage, memory }) => ({
      async remove(key, at) {
        await storage.remove(key, at);
        memory.set(key, { erasedAt: at });
      },
    })),
    breaks: ['erasing twice is harmless and keeps the first time'],
  },

  'a stub does not say when': {
    open: withFlaw(() => ({ storage }) => ({
      async commit(commit) {
        const result = await storage.commit(commit);
        return result.outcome === 'erased' ? { outcome: 'erased', at: '' } : result;
      },
    })),
    breaks: [
      'a late commit is refused with erased, whatever it expects',
      'erasing twice is harmless and keeps the first time',
      'a key erased before it was ever used cannot be created',
      'an erased registration stays erased after reopening',
    ],
  },

  'text is cut off at NUL': {
    open: withFlaw(() => ({ storage }) => ({
      find: ({ state, company, ...query }) =>
        storage.find({ ...query, state: state?.split('\u0000')[0], company: company?.split('\u0000')[0] }),
    })),
    breaks: ['text that no row can hold finds nothing'],
  },

  'pages are counted in fractions': {
    open: withFlaw(() => ({ storage }) => ({
      find: (query) => storage.find({ ...query, limit: Math.ceil(query.limit) }),
    })),
    breaks: ['pages hold what was asked for, and the last one says so'],
  },

  'messages of one commit share an id': {
    open: withFlaw(() => ({ storage }) => ({
      claim: async (claim) =>
        (await storage.claim(claim)).map((message) => ({ ...message, id: message.id.replace(/\d+$/, '0') })),
    })),
    breaks: [
      'a message is claimed field by field, with an id of its own',
      'messages of one registration come in the order they were written',
    ],
  },

  'erasing leaves the messages': {
    open: withFlaw(() => {
      const leaked: Message[] = [];
      return ({ storage, memory }) => ({
        async remove(key, at) {
          const kept = memory.get(key);
          if (kept && 'record' in kept) leaked.push(...[...kept.messages.values()].map(({ message }) => message));
          await storage.remove(key, at);
        },
        claim: async (claim) => [...(await storage.claim(claim)), ...leaked],
      });
    }),
    breaks: [
      'erasing leaves no record, journal, message or row',
      'a late commit is refused with erased, whatever it expects',
      'an erased registration stays erased after reopening',
      'a leased message is erased too',
      'commits racing with erasure leave nothing behind',
    ],
  },

  'erasing leaves the journal': {
    open: withFlaw(() => {
      const leaked = new Map<string, JournalEntry[]>();
      return ({ storage }) => ({
        async remove(key, at) {
          leaked.set(key, [...(leaked.get(key) ?? []), ...(await all(storage.journal(key)))]);
          await storage.remove(key, at);
        },
        journal: (key, after) =>
          from(all(storage.journal(key, after)).then((found) => [...found, ...(leaked.get(key) ?? [])])),
      });
    }),
    breaks: [
      'erasing leaves no record, journal, message or row',
      'a late commit is refused with erased, whatever it expects',
      'an erased registration stays erased after reopening',
      'commits racing with erasure leave nothing behind',
    ],
  },

  'erasing leaves no stub': {
    open: withFlaw(() => ({ storage, memory }) => ({
      async remove(key, at) {
        await storage.remove(key, at);
        memory.delete(key);
      },
    })),
    breaks: [
      'a late commit is refused with erased, whatever it expects',
      'erasing twice is harmless and keeps the first time',
      'a key erased before it was ever used cannot be created',
      'an erased registration stays erased after reopening',
    ],
  },

  'what was never there cannot be erased': {
    open: withFlaw(() => ({ storage, memory }) => ({
      async remove(key, at) {
        const known = memory.has(key);
        await storage.remove(key, at);
        if (!known) memory.delete(key);
      },
    })),
    breaks: ['a key erased before it was ever used cannot be created'],
  },

  'a repeated command is answered although its registration was erased': {
    open: withFlaw(() => {
      const made = new Map<string, number>();
      const nameOf = ({ key, commandId }: Commit) => JSON.stringify([key, commandId]);
      return ({ storage }) => ({
        async commit(commit) {
          const result = await storage.commit(commit);
          if (result.outcome === 'committed') made.set(nameOf(commit), result.revision);
          const revision = made.get(nameOf(commit));
          return result.outcome === 'erased' && revision !== undefined ? { outcome: 'duplicate', revision } : result;
        },
      });
    }),
    breaks: [
      'a late commit is refused with erased, whatever it expects',
      'erasing twice is harmless and keeps the first time',
      'an erased registration stays erased after reopening',
    ],
  },

  'erasing twice is an error': {
    open: withFlaw(() => ({ storage, memory }) => ({
      async remove(key, at) {
        if ('erasedAt' in (memory.get(key) ?? {})) throw new Error('Not found');
        await storage.remove(key, at);
      },
    })),
    breaks: ['erasing twice is harmless and keeps the first time'],
  },

  'erasing goes by the beginning of a key': {
    open: withFlaw(() => ({ storage, memory }) => ({
      async remove(key, at) {
        await storage.remove(key, at);
        for (const other of memory.keys())
          if (other !== key && other.startsWith(key)) memory.set(other, { erasedAt: at });
      },
    })),
    breaks: ['erasing one registration leaves the others alone'],
  },

  'an answer is the thing itself': {
    open: withFlaw(() => ({ storage, memory }) => ({
      async read(key) {
        const found = await storage.read(key);
        const kept = memory.get(key);
        return kept && 'record' in kept ? kept.record : found;
      },
    })),
    breaks: ['changing what was given or returned does not change what is kept'],
  },

  'what is given is kept as it is': {
    open: withFlaw(() => ({ storage, memory }) => ({
      async commit(commit) {
        const result = await storage.commit(commit);
        const kept = memory.get(commit.key);
        if (result.outcome === 'committed' && kept && 'record' in kept) {
          memory.set(commit.key, { ...kept, index: commit.index });
        }
        return result;
      },
    })),
    breaks: ['changing what was given or returned does not change what is kept'],
  },

  'closing does nothing': {
    open: withFlaw(() => () => ({ async close() {} })),
    breaks: ['a closed storage answers every call with storage.closed'],
  },

  'closing twice is an error': {
    open: withFlaw(() => ({ storage }) => {
      let closed = false;
      return {
        async close() {
          if (closed) throw new Error('Not open');
          closed = true;
          await storage.close();
        },
      };
    }),
    breaks: ['closing twice is harmless'],
  },

  'closing one handle clears the medium': {
    open: withFlaw(() => ({ storage, memory }) => ({
      async close() {
        memory.clear();
        await storage.close();
      },
    })),
    breaks: [
      'reopening finds everything',
      'a closed storage answers every call with storage.closed',
      'an acknowledged message never comes back',
      'an erased registration stays erased after reopening',
    ],
  },

  'every handle has a memory of its own': {
    open: async () => ({ storage: memoryStorage(), again: async () => memoryStorage() }),
    breaks: [
      'reopening finds everything',
      'a closed storage answers every call with storage.closed',
      'one of 16 racing creators wins',
      '8 racers with 10 increments each lose none',
      'the same command racing 16 times commits once',
      'registrations do not disturb each other',
      'paging is stable while others write',
      'no message overtakes an earlier one of its registration',
      'a lease keeps everyone away until it ends, its owner too',
      'an acknowledged message never comes back',
      'who does not hold a message cannot acknowledge it',
      'a late commit is refused with erased, whatever it expects',
      'an erased registration stays erased after reopening',
      'commits racing with erasure leave nothing behind',
    ],
  },
};
