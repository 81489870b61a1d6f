/// <reference lib="dom" />
import { createBrowserReceiver } from '@statelyai/inspect';

/** A state as a definition has it. */
interface Chart {
  readonly description?: string;
  readonly states?: Readonly<Record<string, Chart>>;
}

interface Seen {
  readonly name: string;
  readonly chart: Chart;
  status: string;
  value: unknown;
  context: unknown;
}

const actors = new Map<string, Seen>();
const log: { readonly sessionId: string; readonly event: object }[] = [];
let shown: string | null = null;

const list = column('Actors');
const states = column('States');
const events = column('Events');

// The inspector knows the frame it sends to from the moment the frame is loaded.
addEventListener('load', () => {
  createBrowserReceiver().subscribe((message) => {
    const { sessionId } = message;
    if (message.type === '@xstate.actor') {
      const chart = JSON.parse(message.definition ?? '{}') as Chart;
      actors.set(sessionId, { name: message.name, chart, status: '', value: null, context: null });
      shown ??= sessionId;
    }
    if (message.type === '@xstate.event') log.unshift({ sessionId, event: message.event });
    const actor = actors.get(sessionId);
    if ('snapshot' in message && actor !== undefined) {
      const { status, ...snapshot } = message.snapshot;
      actor.status = status ?? '';
      actor.value = Reflect.get(snapshot, 'value');
      actor.context = Reflect.get(snapshot, 'context') ?? snapshot;
    }
    show();
  });
});

function show(): void {
  const actor = shown === null ? undefined : actors.get(shown);
  list.replaceChildren(
    ...[...actors].map(([sessionId, { name, status }]) => {
      const made = element('button', `${name} `);
      made.append(element('small', status));
      made.dataset['actor'] = name;
      made.addEventListener('click', () => {
        shown = sessionId;
        show();
      });
      return made;
    }),
  );
  states.replaceChildren(
    element('p', actor?.name ?? ''),
    tree(actor?.chart ?? {}, actor?.value),
    element('pre', JSON.stringify(actor?.context ?? null, null, 1)),
  );
  const lit = [...states.querySelectorAll('.active')].at(-1);
  lit?.scrollIntoView({ block: 'nearest' });
  events.replaceChildren(
    ...log.slice(0, 50).map(({ sessionId, event }) => {
      const line = document.createElement('details');
      line.append(element('summary', `${Reflect.get(event, 'type')} → ${actors.get(sessionId)?.name ?? ''}`));
      line.append(element('pre', JSON.stringify(event, null, 1)));
      return line;
    }),
  );
}

/** The states of a chart as a list of lists, those it is in lit up. */
function tree({ states: inner = {} }: Chart, value: unknown): HTMLElement {
  const made = document.createElement('ul');
  for (const [key, chart] of Object.entries(inner)) {
    const isActive = value === key || (typeof value === 'object' && value !== null && Object.hasOwn(value, key));
    const item = document.createElement('li');
    item.classList.toggle('active', isActive);
    item.title = chart.description ?? '';
    item.append(element('span', key));
    if (chart.states !== undefined) item.append(tree(chart, isActive ? Reflect.get(Object(value), key) : null));
    made.append(item);
  }
  return made;
}

function column(title: string): HTMLElement {
  const section = document.createElement('section');
  const body = document.createElement('div');
  section.append(element('h2', title), body);
  document.body.append(section);
  return body;
}

function element(name: keyof HTMLElementTagNameMap, text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
