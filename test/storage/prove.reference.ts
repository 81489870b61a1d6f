import type { CallOptions } from '../../src/ports.js';
import type { RegistrationPorts } from '../../src/registration/registration.ports.js';
import { memoryStorage } from '../../src/storage/memory.js';
import { momentsOf, playOf, portsOf } from '../session/players.js';
import { roads as scenarios } from '../session/scenarios.js';
import { type Answer, type AnyPort, type Road, sha256, travel } from './prove.roads.js';

/** Every road of the tests, with what is right at each place of it. */
export async function makeRoads(): Promise<Road[]> {
  return Promise.all(
    scenarios.map(async (scenario): Promise<Road> => {
      const steps = (await momentsOf(scenario)).map(({ act: { at, by, ...event } }) => {
        return { event, by, at, isDue: by.id === 'session' };
      });
      const answers: Record<string, Answer> = {};
      const key = 'reference';
      const road = { name: scenario.name, input: scenario.input, begins: playOf(scenario).clock.now, steps, answers };
      const storage = memoryStorage();
      const texts = [''];
      const travelled = await travel(road, storage, key, true, recorded(portsOf(scenario.ports()), key, answers));
      for (let revision = 1; ; revision += 1) {
        texts.push(sha256((await storage.read(key))?.text ?? ''));
        if (revision > steps.length) break;
        if ((await travelled.take()) !== revision + 1) throw new Error(`${scenario.name} strays after ${revision}`);
      }
      const claimed = await storage.claim({ owner: 'reference', at: road.begins, leaseSeconds: 0, limit: 1000 });
      return { ...road, texts, messages: claimed.map(({ revision, type, text }) => ({ revision, type, text })) };
    }),
  );
}

/** Ports that note what they answer to which question. */
function recorded(ports: RegistrationPorts, key: string, answers: Record<string, Answer>): RegistrationPorts {
  const recording = Object.entries(ports).map(([name, port]) => [
    name,
    async (input: unknown, options: CallOptions) => {
      const question = options.idempotencyKey.slice(key.length);
      try {
        const value = await (port as AnyPort)(input, options);
        answers[question] = { value };
        return value;
      } catch (error) {
        answers[question] = { error: String(error) };
        throw error;
      }
    },
  ]);
  return Object.fromEntries(recording);
}
