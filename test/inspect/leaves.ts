import type { AnyStateMachine } from 'xstate';
import * as z from 'zod';
import { formsOf, type Schema } from '../../src/inspect/classes.js';
import { chartOf } from '../../src/snapshot.js';

/** A field that holds a value and not further fields. */
interface Leaf {
  /** Dotted, beginning with what it is a part of. */
  readonly path: string;
  readonly parent: string;
  readonly own: string;
  readonly schema: Schema;
  readonly class: 'public' | 'personal' | 'secret' | undefined;
}

/** Every field of a schema that holds a value, the ones inside objects and lists included. */
function leavesOf(schema: Schema, path: string, parent = '', own = ''): Leaf[] {
  return formsOf(schema).flatMap(({ schema: inner, class: found }): Leaf[] => {
    if (found === 'personal' || found === 'secret') return [{ path, parent, own, schema: inner, class: found }];
    if (inner instanceof z.core.$ZodObject)
      return Object.entries<Schema>(inner._zod.def.shape).flatMap(([key, value]) =>
        leavesOf(value, `${path}.${key}`, own, key),
      );
    if (inner instanceof z.core.$ZodArray) return leavesOf(inner._zod.def.element, `${path}[]`, parent, own);
    if (inner instanceof z.core.$ZodRecord) return leavesOf(inner._zod.def.valueType, `${path}{}`, parent, own);
    return inner instanceof z.core.$ZodNever ? [] : [{ path, parent, own, schema: inner, class: found }];
  });
}

/** Every field a machine knows: of its context, its events and what goes through its ports. */
export function leavesOfMachine(machine: AnyStateMachine): Leaf[] {
  const { context, vocabulary, ports } = chartOf(machine);
  return [
    ...leavesOf(context, 'context'),
    ...Object.entries(vocabulary).flatMap(([type, { schema }]) => leavesOf(schema, type)),
    ...Object.entries(ports).flatMap(([port, { input, output }]) => [
      ...leavesOf(input, `${port} input`),
      ...leavesOf(output, `${port} output`),
    ]),
  ];
}
