import { deliver, registrationMachine, runDueDeadlines } from 'hcpn-registration';
import { embeddedPorts } from 'hcpn-registration/testing';
import { announce } from './announcements.js';
import type { Portal } from './portal.js';

const deliverMilliseconds = 1000;
const dueMilliseconds = 30_000;

/** What goes on when nobody has the page open. Several processes may do it at once. */
export interface Workers {
  /** Ends them, after what they have begun. */
  stop(): Promise<void>;
}

/** Delivers what the registrations tell the world, and carries out what is due. */
export function startWorkers(portal: Portal): Workers {
  const { storage, seed, clock } = portal;
  // What is due asks no service that has to know whose registration it is.
  const ports = embeddedPorts({ seed, deliver: () => {} });
  const loops = [
    loop(deliverMilliseconds, async () => {
      const { failed } = await deliver(storage, (message) => announce(portal, message), clock());
      for (const { message } of failed)
        console.error(`A letter about ${message.type} was not written; it comes again.`);
    }),
    loop(dueMilliseconds, async () => {
      const { failed } = await runDueDeadlines(storage, clock(), {
        machine: registrationMachine,
        ports,
      });
      if (failed.length > 0) console.error(`${failed.length} registrations could not be brought up to date.`);
    }),
  ];
  return {
    async stop() {
      await Promise.all(loops.map((stop) => stop()));
    },
  };
}

/** Does something now and again until it is stopped; what fails is tried again the next time. */
function loop(milliseconds: number, work: () => Promise<void>): () => Promise<void> {
  let isStopped = false;
  let wake = () => {};
  async function run(): Promise<void> {
    while (!isStopped) {
      await work().catch(() => console.error('The storage could not be reached; trying again.'));
      if (isStopped) return;
      await new Promise<void>((woken) => {
        const timer = setTimeout(woken, milliseconds);
        wake = () => {
          clearTimeout(timer);
          woken();
        };
      });
    }
  }
  const done = run();
  return async () => {
    isStopped = true;
    wake();
    await done;
  };
}
