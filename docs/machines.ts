import type { AnyStateMachine } from 'xstate';
import * as z from 'zod';
import {
  type ChartNode,
  type ChartTransition,
  nodesFrom,
  rootOf,
  type Trigger,
  transitionsOf,
} from '../src/chart.nodes.js';
import { type Sayable, standsFor } from '../src/events.js';
import { toMermaid } from '../src/inspect/mermaid.js';
import type { IssueCode } from '../src/issue.js';
import { describeAct, en } from '../src/messages/en.js';
import { registrationMachine } from '../src/registration/registration.machine.js';
import { roadEvents } from '../src/registration/registration.schema.js';
import { chartOf } from '../src/snapshot.js';
import { type MachineName, machinesByName, picturesOf, showing } from './charts.js';
import { sectionLink } from './eligibility.js';
import { messageOf } from './lists.js';
import { code, page, ruleLink, ruleTable, table } from './markdown.js';
import { type Feature, features, type Part, parts, type Reach, type Reading } from './reading.js';
import { type Field, fieldsOf } from './shapes.js';

const machines: Readonly<Record<Feature | Part, AnyStateMachine>> = machinesByName;

/** What a kept chart is called, where its page is, and the family of its events. */
const kept = {
  developmentPath: { name: 'development path', file: 'development-path', family: 'path.*' },
  partnerProgram: { name: 'partner program', file: 'partner-program', family: 'program.*' },
} as const;

const isPart = (chart: Feature | Part): chart is Part => parts.some((part) => part === chart);

/** The page of a chart, without its ending; its subpath as well. */
export const fileOf = (chart: Feature | Part): string => (isPart(chart) ? kept[chart].file : chart);

const partLink = (part: Part) => `[${kept[part].name}](${kept[part].file}.md#events)`;

/** One way out of a state: when, under which guard, whereto, and what is done. */
interface Way {
  readonly from: ChartNode;
  readonly trigger: Trigger;
  readonly guard: string | null;
  readonly target: ChartNode | null;
  readonly actions: readonly string[];
}

const below = (node: ChartNode): readonly ChartNode[] => nodesFrom(node).slice(1);

const waysOf = (node: ChartNode): Way[] => transitionsOf(node).map(wayOf);

function wayOf({ source, trigger, guard, targets, actions }: ChartTransition): Way {
  return {
    from: source,
    trigger,
    guard: typeof guard === 'string' ? guard : null,
    target: targets[0] ?? null,
    actions: actions.flatMap((action) => (typeof action === 'string' ? action : 'type' in action ? action.type : [])),
  };
}

/** The event by which a way is taken, or the family of events; null where it is none. */
const descriptorOf = ({ trigger }: Way) => (trigger.kind === 'event' ? trigger.descriptor : null);

const isTakenAt = (way: Way, type: string) => {
  const descriptor = descriptorOf(way);
  return descriptor !== null && standsFor(descriptor, type);
};

const nameOf = (node: ChartNode) => (node.path.length === 0 ? 'any state' : code(node.path.join('.')));
const guardText = (guard: string | null) => (guard === null ? '' : code(guard));
const targetText = ({ from, target }: Way) => (target === null ? 'stays' : target === from ? 'again' : nameOf(target));
const rulesOf = (node: ChartNode): readonly string[] => node.config.meta?.rules ?? [];

/** The page of a machine that has a folder of its own. */
export function machinePage(feature: Feature | Part, reading: Reading): string {
  const machine = machines[feature];
  const root = rootOf(machine);
  const chart = chartOf(machine);
  const all = [root, ...below(root)];
  const ways = all.flatMap(waysOf);
  const ofParts = new Set(
    feature === 'enrollment' ? parts.flatMap((part) => Object.keys(chartOf(machines[part]).vocabulary)) : [],
  );
  const said = Object.entries(chart.vocabulary).filter(([type]) => !ofParts.has(type));
  const ports = Object.entries(chart.ports);
  const guards = Object.keys(chart.rules);
  return page(
    `# The ${isPart(feature) ? kept[feature].name : feature} machine`,
    '',
    ...openingText(feature, root.config.description ?? ''),
    '',
    '## Chart',
    '',
    'Arrows bear the event and, in brackets, the guard; `done` and `failed` follow the name of a port. What may happen in every',
    'state starts at the box "in any state". A line inside a box is an event that leaves the state as it is, or the way that follows it.',
    'More about it: [read the charts](../explanation/read-the-charts.md).',
    '',
    ...chartText(feature, toMermaid(machine)),
    '## States',
    '',
    stateTable(all.slice(1)),
    '## Events',
    '',
    doorText(feature),
    '',
    ...said.flatMap(([type, event]) => eventSection(type, event, machine, ways, reading)),
    ...(feature === 'enrollment' ? parts.flatMap((part) => partSection(part, ways)) : []),
    ...(ports.length === 0
      ? []
      : [
          '## Ports',
          '',
          'What the machine asks of the outside world. A port that fails leaves `port.unavailable` in `context.trouble`, and the person',
          'can try again.',
          '',
        ]),
    ...ports.flatMap(([name, { input, output }]) => [
      `### \`${name}\``,
      '',
      reading.ports.get(name) ?? '',
      '',
      '**Asked:**',
      '',
      ...fieldTable(fieldsOf(input)),
      '**Answered:**',
      '',
      ...(fieldsOf(output).length === 0 ? ['An empty object: done.', ''] : fieldTable(fieldsOf(output))),
      ...outcomeTable(name, all, reading),
    ]),
    '## Rules',
    '',
    'The rules of the domain behind the states and guards above.',
    '',
    ruleTable([
      ...all.flatMap(rulesOf),
      ...guards.flatMap((guard) => reading.guards.get(guard)?.rules ?? []),
      ...all
        .flatMap(waysOf)
        .flatMap(({ actions }) => actions.flatMap((action) => reading.actions.get(action)?.rules ?? [])),
    ]),
  );
}

/** The page of the whole road. */
export function roadPage(reading: Reading): string {
  const root = rootOf(registrationMachine);
  const charts: readonly string[] = features;
  const top = Object.values(root.states);
  const taken = (way: Way) => {
    const own = charts.includes(way.from.key)
      ? waysOf(rootOf(machines[way.from.key as Feature])).map(descriptorOf)
      : [];
    const descriptor = descriptorOf(way);
    return (
      (descriptor === null || !own.includes(descriptor)) && !(way.from !== root && way.trigger.kind === 'answered')
    );
  };
  const ways = [root, ...top].flatMap(waysOf).filter(taken);
  const leaving = below(root)
    .filter(({ path }) => path.length > 1)
    .flatMap(waysOf)
    .filter(({ from, target }) => target !== null && target.path[0] !== from.path[0]);
  return page(
    '# The registration machine',
    '',
    `${root.config.description ?? ''} Import \`registrationMachine\` from \`hcpn-registration\`. It puts five charts in order and`,
    'adds no rule of its own: each chart is the same as the machine of its page.',
    '',
    '## Chart',
    '',
    'The road with each chart folded into one state. Arrows bear the event and, in brackets, the guard; `done` means that a chart',
    'has come to its end. More about it: [read the charts](../explanation/read-the-charts.md).',
    '',
    ...chartText('registration', toMermaid(registrationMachine, { depth: 1 })),
    '## States',
    '',
    table(
      ['State', 'Tags', 'What happens there', 'Rules', 'Page'],
      top.map((node) => [
        nameOf(node),
        node.tags.map(code).join(', '),
        node.config.description ?? '',
        rulesOf(node).map(ruleLink).join(', '),
        charts.includes(node.key) ? `[${node.key}](${node.key}.md)` : '',
      ]),
    ),
    '## From chart to chart',
    '',
    table(
      ['From', 'When', 'Guard', 'To', 'May be refused with'],
      [...ways, ...leaving].map((way) => [
        nameOf(way.from),
        occasion(way.trigger),
        guardText(way.guard),
        targetText(way),
        refusedText(way.guard === null ? undefined : reading.guards.get(way.guard)),
      ]),
    ),
    '## Events',
    '',
    'Beside these, every event of [signup](signup.md#events), [wizard](wizard.md#events), [review](review.md#events),',
    '[enrollment](enrollment.md#events) and [association](association.md#events) is understood in its own chart, and in enrollment every',
    `event of a ${partLink('developmentPath')} or a ${partLink('partnerProgram')}.`,
    '',
    ...Object.entries(roadEvents).flatMap(([type, event]) =>
      eventSection(type, event, registrationMachine, ways, reading),
    ),
    '## Ports',
    '',
    'The ports of the five charts together; a host gives all of them, as `RegistrationPorts`.',
    '',
    table(
      ['Port', 'What is asked', 'Chart'],
      features.flatMap((feature) =>
        Object.keys(chartOf(machines[feature]).ports).map((name) => [
          code(name),
          reading.ports.get(name) ?? '',
          `[${feature}](${feature}.md#ports)`,
        ]),
      ),
    ),
    '## Rules',
    '',
    ruleTable([root, ...top].flatMap(rulesOf)),
  );
}

/** The pictures of a machine, and its chart as text. */
function chartText(name: MachineName, mermaid: string): string[] {
  const [whole, ...insides] = picturesOf(name);
  return [
    ...showing(whole, '../'),
    ...insides.flatMap((picture) => [`${picture.title}:`, '', ...showing(picture, '../')]),
    '<details>',
    '<summary>The whole chart as Mermaid</summary>',
    '',
    '```mermaid',
    mermaid.trimEnd(),
    '```',
    '',
    '</details>',
    '',
  ];
}

function stateTable(nodes: readonly ChartNode[]): string[] {
  return table(
    ['State', 'Tags', 'What happens there', 'Rules'],
    nodes.map((node) => [
      `${nameOf(node)}${node.type === 'final' ? ' (end)' : ''}`,
      node.tags.map(code).join(', '),
      node.config.description ?? '',
      rulesOf(node).map(ruleLink).join(', '),
    ]),
  );
}

function occasion(trigger: Trigger): string {
  if (trigger.kind === 'event') return code(trigger.descriptor);
  return trigger.kind === 'always' ? 'at once' : 'done';
}

/** Codes that any event may meet, said once instead of at each. */
const anywhere: ReadonlySet<string> = new Set(['actor.notAllowed', 'actor.notApplicant', 'event.notExpected']);

/** What guards may refuse with, beyond what any event may meet. */
function codesOf(guards: readonly string[], reading: Reading): IssueCode[] {
  const codes = guards.flatMap((guard) => reading.guards.get(guard)?.codes ?? []);
  return [...new Set(codes)].filter((found) => !anywhere.has(found)).sort();
}

/** What a guard or an action may answer with, in one cell: what comes from a table or another chart is linked. */
function refusedText(reach: Reach | undefined): string {
  const { own = [], asks = [], reads = [] } = reach ?? {};
  return [
    ...own.filter((found) => !anywhere.has(found)).map(code),
    ...reads.map((kind) => `what stands in the way of ${sectionLink(kind)}`),
    ...asks.map((part) => `what the page of the ${partLink(part)} says`),
  ].join(', ');
}

function doorText(feature: Feature | Part): string[] {
  const owner = feature === 'wizard' || feature === 'review';
  return [
    'Every event also carries `at` (when, ISO 8601 in UTC) and `by` (who: `role` and `id`). Whatever the event, it may be refused with',
    '`event.unknown`, `event.reserved`, `event.notExpected`, `actor.notAllowed`, and with `value.*`, `text.*`, `key.unknown` or',
    `\`time.invalid\` where what it carries has not the right shape${owner ? '; with `actor.notApplicant` where someone else began the application' : ''}. [All codes](codes.md).`,
  ];
}

function eventSection(
  type: string,
  event: Sayable,
  machine: AnyStateMachine,
  ways: readonly Way[],
  reading: Reading,
): string[] {
  const taken = ways.filter((way) => isTakenAt(way, type));
  const judging = Object.entries(chartOf(machine).rules).filter(([, rule]) => standsFor(rule.event, type));
  const guards = judging.map(([guard]) => guard);
  const rules = new Set(guards.flatMap((guard) => reading.guards.get(guard)?.rules ?? []));
  const carried = carriedBy(event);
  return [
    `### \`${type}\``,
    '',
    `${describeAct(en, type)}. Said by: ${event.by.join(', ')}.${rules.size === 0 ? '' : ` Rules: ${[...rules].sort().map(ruleLink).join(', ')}.`}`,
    '',
    ...table(
      ['In', 'Guard', 'Leads to'],
      taken.map((way) => [nameOf(way.from), guardText(way.guard), targetText(way)]),
    ),
    ...(taken.length === 0 ? ['Taken in the [road](registration.md) only.', ''] : []),
    ...(carried.length === 0 ? [] : ['Carries:', '', ...fieldTable(carried)]),
    ...refusalTable(codesOf(guards, reading)),
  ];
}

function carriedBy({ schema }: Sayable): Field[] {
  const {
    type: _type,
    at: _at,
    by: _by,
    ...payload
  } = schema instanceof z.core.$ZodObject ? schema._zod.def.shape : {};
  return fieldsOf(z.object(payload));
}

function fieldTable(fields: readonly Field[]): string[] {
  return table(
    ['Field', 'Type', 'Needed', 'Note'],
    fields.map(({ path, type, required, onlyIf, sensitivity, codes }) => [
      code(path),
      type,
      required ? 'yes' : 'no',
      [
        ...(onlyIf === null ? [] : [`if ${onlyIf}`]),
        ...(sensitivity === null ? [] : [sensitivity]),
        ...codes.filter((found) => !/^(value|text)\./.test(found)).map(code),
      ].join('; '),
    ]),
  );
}

function refusalTable(codes: readonly IssueCode[]): string[] {
  if (codes.length === 0) return [];
  return [
    'May be refused with:',
    '',
    ...table(
      ['Code', 'English'],
      codes.map((found) => [code(found), messageOf(found)]),
    ),
  ];
}

/** What follows on a port's answer, and on its failing. */
function outcomeTable(port: string, nodes: readonly ChartNode[], reading: Reading): string[] {
  const rows = nodes.flatMap((node) =>
    waysOf(node).flatMap((way) => {
      const { trigger } = way;
      if (!('invoke' in trigger) || trigger.invoke.src !== port) return [];
      const hasFailed = trigger.kind === 'failed';
      return [
        [
          nameOf(node),
          hasFailed ? 'failed' : `done${way.guard === null ? '' : `, ${code(way.guard)}`}`,
          targetText(way),
          hasFailed
            ? code('port.unavailable')
            : way.actions
                .map((action) => refusedText(reading.actions.get(action)))
                .filter((text) => text !== '')
                .join(', '),
        ],
      ];
    }),
  );
  return table(['Asked in', 'Outcome', 'Leads to', 'May leave in `trouble`'], rows);
}

/** How a page begins: what the machine is, how to import it, and where it stands. */
function openingText(chart: Feature | Part, description: string): string[] {
  const imported = `${description} Import \`${chart}Machine\` from \`hcpn-registration/${fileOf(chart)}\``;
  return isPart(chart)
    ? [
        `${imported}.`,
        `[Enrollment](enrollment.md) keeps one of them for each ${kept[chart].name} as data, and looks the account up before what rests on`,
        'it: [kept charts](../explanation/kept-charts.md). What closes it, and where that is written: [eligibility](eligibility.md).',
      ]
    : [`${imported}; in the road of`, `[\`registrationMachine\`](registration.md) it is the state \`${chart}\`.`];
}

/** The events of a kept chart, where enrollment takes them. */
function partSection(part: Part, ways: readonly Way[]): string[] {
  const { name, family } = kept[part];
  return [
    `### \`${family}\``,
    '',
    `Every event of a ${partLink(part)}. It is said of the ${name} it names, whose own chart says what it carries, who may say it, what it`,
    `may be refused with and where it leads. "looking up" means that the account is looked up first.`,
    '',
    ...table(
      ['Event', 'In', 'Guard', 'Leads to'],
      ways.flatMap((way) => {
        const descriptor = descriptorOf(way);
        if (descriptor === null || (descriptor !== family && !standsFor(family, descriptor))) return [];
        return [
          [
            descriptor === family ? `every other ${code(family)}` : code(descriptor),
            nameOf(way.from),
            guardText(way.guard),
            way.target?.key === 'lookingUpAccount' ? `looking up, in ${nameOf(way.target)}` : targetText(way),
          ],
        ];
      }),
    ),
  ];
}
