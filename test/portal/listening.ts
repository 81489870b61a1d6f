import type { Client } from './client.js';

/** What a registration says of its revisions, as it comes over the network. */
export interface Listening {
  /** The next revision; null when the server has ended it. */
  next(): Promise<number | null>;
  stop(): Promise<void>;
}

/** Listens to the changes of a registration. */
export async function listen(client: Client, key: string): Promise<Listening> {
  const answer = await client.get(`/api/registrations/${key}/changes`);
  if (answer.body === null || !answer.ok) throw new Error(`Nothing to listen to: ${answer.status}`);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    async next() {
      for (;;) {
        const [whole, revision] = /event: revision\ndata: (\d+)\n\n/.exec(text) ?? [];
        if (whole !== undefined) {
          text = text.slice(text.indexOf(whole) + whole.length);
          return Number(revision);
        }
        const { value, done } = await reader.read();
        if (done) return null;
        text += value;
      }
    },
    stop: () => reader.cancel(),
  };
}
