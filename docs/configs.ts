import type { AnyStateMachine } from 'xstate';
import { machineNames, machinesByName } from './charts.js';

/** The config of every machine as JSON, by its path under `docs/`. */
export function configs(): ReadonlyMap<string, string> {
  return new Map(machineNames.map((name) => [`stately/${name}.json`, configOf(machinesByName[name])]));
}

/** Only these may be functions: they carry data and decide nothing. */
const carrying: ReadonlySet<string> = new Set(['context', 'input']);

/**
 * What a machine was made from as JSON. Guards, actions and ports are there by name; what carries data to them is left out.
 * Throws if that would leave out anything else.
 */
export function configOf({ config }: AnyStateMachine): string {
  const text = JSON.stringify(
    { ...config, schemas: undefined },
    (key, value: unknown) => {
      if (typeof value === 'function' && !carrying.has(key))
        throw new TypeError(`${key} is a function without a name.`);
      return value;
    },
    2,
  );
  return `${text}\n`;
}
