import type { StorageAdapter } from '../../src/storage/port.js';

type Method = 'read' | 'commit' | 'journal';

/** A storage over another that fails on cue: before it does anything, or after it did everything. */
export class FaultyStorage implements StorageAdapter {
  /** What the medium says when it fails. */
  readonly fault = new Error('the disk is gone');
  private plan: { readonly method: Method; readonly when: 'before' | 'after'; skips: number } | null = null;

  constructor(private readonly storage: StorageAdapter) {}

  /** The next call of a method fails, or one after it. */
  fail(method: Method, when: 'before' | 'after' = 'before', skips = 0): void {
    this.plan = { method, when, skips };
  }

  read(key: string): ReturnType<StorageAdapter['read']> {
    return this.through('read', () => this.storage.read(key));
  }

  commit(commit: Parameters<StorageAdapter['commit']>[0]): ReturnType<StorageAdapter['commit']> {
    return this.through('commit', () => this.storage.commit(commit));
  }

  async *journal(key: string, after?: number): ReturnType<StorageAdapter['journal']> {
    await this.through('journal', async () => undefined);
    yield* this.storage.journal(key, after);
  }

  find(query: Parameters<StorageAdapter['find']>[0]): ReturnType<StorageAdapter['find']> {
    return this.storage.find(query);
  }

  claim(claim: Parameters<StorageAdapter['claim']>[0]): ReturnType<StorageAdapter['claim']> {
    return this.storage.claim(claim);
  }

  acknowledge(ids: readonly string[], owner: string): Promise<void> {
    return this.storage.acknowledge(ids, owner);
  }

  remove(key: string, at: string): Promise<void> {
    return this.storage.remove(key, at);
  }

  close(): Promise<void> {
    return this.storage.close();
  }

  private async through<T>(method: Method, call: () => Promise<T>): Promise<T> {
    const when = this.due(method);
    if (when === 'before') throw this.fault;
    const done = await call();
    if (when === 'after') throw this.fault;
    return done;
  }

  private due(method: Method): 'before' | 'after' | null {
    if (this.plan?.method !== method) return null;
    if (this.plan.skips > 0) {
      this.plan.skips -= 1;
      return null;
    }
    const { when } = this.plan;
    this.plan = null;
    return when;
  }
}
