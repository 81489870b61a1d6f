import type { AnyStateMachine } from 'xstate';
import { associationMachine } from '../src/association/association.machine.js';
import { rootOf } from '../src/chart.nodes.js';
import { developmentPathMachine } from '../src/developmentPath/developmentPath.machine.js';
import { enrollmentMachine } from '../src/enrollment/enrollment.machine.js';
import type { DiagramOptions } from '../src/inspect/index.js';
import { partnerProgramMachine } from '../src/partnerProgram/partnerProgram.machine.js';
import { registrationMachine } from '../src/registration/registration.machine.js';
import { reviewMachine } from '../src/review/review.machine.js';
import { signupMachine } from '../src/signup/signup.machine.js';
import { wizardMachine } from '../src/wizard/wizard.machine.js';
import type { Theme } from './painting.js';

/** Every machine of the package by its name. */
export const machinesByName = {
  registration: registrationMachine,
  signup: signupMachine,
  wizard: wizardMachine,
  review: reviewMachine,
  enrollment: enrollmentMachine,
  association: associationMachine,
  developmentPath: developmentPathMachine,
  partnerProgram: partnerProgramMachine,
} as const satisfies Readonly<Record<string, AnyStateMachine>>;

/** The name of a machine. */
export type MachineName = keyof typeof machinesByName;

/** The names of all machines. */
export const machineNames = Object.keys(machinesByName) as readonly MachineName[];

/** One picture: a machine on its first level, or the inside of one of its states. */
export interface Picture {
  readonly name: string;
  readonly title: string;
  readonly machine: AnyStateMachine;
  readonly options: DiagramOptions;
}

/** The pictures of a machine: its first level, then the inside of each composite state. The road's charts are machines themselves. */
export function picturesOf(name: MachineName): readonly [Picture, ...Picture[]] {
  const machine: AnyStateMachine = machinesByName[name];
  const composites = Object.values(rootOf(machine).states).filter((state) => Object.keys(state.states).length > 0);
  return [
    { name, title: `The chart of ${name}`, machine, options: { depth: 1 } },
    ...(name === 'registration' ? [] : composites).map(({ key }) => ({
      name: `${name}.${key}`,
      title: `The inside of ${key}, in the chart of ${name}`,
      machine,
      options: { within: key },
    })),
  ];
}

/** Where a picture lies under `docs/`. */
export function pathOfPicture({ name }: Picture, theme: Theme): string {
  return `diagrams/${name}.${theme}.svg`;
}

/** Shows a picture on a page, light or dark as the page is; `docs` leads from the page to `docs/`. */
export function showing(picture: Picture, docs: string): string[] {
  return [
    '<picture>',
    `  <source media="(prefers-color-scheme: dark)" srcset="${docs}${pathOfPicture(picture, 'dark')}">`,
    `  <img alt="${picture.title}" src="${docs}${pathOfPicture(picture, 'light')}">`,
    '</picture>',
    '',
  ];
}
