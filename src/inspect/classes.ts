import type * as z from 'zod/mini';
import {
  $ZodBoolean,
  $ZodEnum,
  $ZodISODateTime,
  $ZodLazy,
  $ZodLiteral,
  $ZodNullable,
  $ZodNumber,
  $ZodOptional,
  $ZodReadonly,
  $ZodUnion,
} from 'zod/v4/core';
import { type FieldClass, fieldClasses } from '../fields.js';

/** A schema, whatever it is for. */
export type Schema = z.core.$ZodType;

/** Where a field stands: its own name, and the name of what it stands in. A list gives its name to its entries. */
export interface FieldName {
  readonly parent: string;
  readonly own: string;
}

/** Field classes by name: `country`, or `agreement.id` where the name alone would say too little. */
export type FieldTable = Readonly<Record<string, 'public' | 'personal' | 'secret'>>;

/**
 * The classes of fields whose schema does not say it is personal or secret, and whose kind does not say it is public.
 * What tells companies apart is shown to nobody: a sole trader is a person, and a screen is soon a screenshot.
 */
export const classesByName: FieldTable = {
  country: 'public',
  oldAccountCountry: 'public',
  huaweiIdCountry: 'public',
  businessArea: 'public',
  area: 'public',
  version: 'public',
  agreementId: 'public',
  questionnaireVersion: 'public',
  question: 'public',
  'agreement.id': 'public',
  'agreements.id': 'public',
  'statement.id': 'public',
  'accepting.id': 'public',
  'text.url': 'personal',
  'text.sha256': 'personal',
  'codesSent.day': 'public',
  mediaType: 'public',
  'trouble.code': 'public',
  'trouble.path': 'public',

  'trouble.params': 'personal',
  'answers.value': 'personal',
  draft: 'personal',
  challengeId: 'personal',
  accountName: 'personal',
  companyName: 'personal',
  masterNameBefore: 'personal',
  registrationNumber: 'personal',
  register: 'personal',
  partnerId: 'personal',
  differentFrom: 'personal',
  associatedWith: 'personal',
  distributor: 'personal',
  'certificate.id': 'personal',
  'certificates.id': 'personal',
  'decision.by': 'personal',
  fields: 'personal',
  fileId: 'personal',
  reason: 'personal',
  website: 'personal',
  industry: 'personal',
  businessTerm: 'personal',
  registeredCapital: 'personal',
  employees: 'personal',
};

/** The class a table gives a field: under both its names, else under its own. */
export function classIn(table: FieldTable, { parent, own }: FieldName): FieldClass | undefined {
  return [`${parent}.${own}`, own].map((name) => (Object.hasOwn(table, name) ? table[name] : undefined)).find(Boolean);
}

/** One of the things a field may hold, with the class its schema has. */
export interface Form {
  readonly schema: Schema;
  readonly class: FieldClass | undefined;
}

/** What a schema lets a field hold, without what is only wrapped around it. */
export function formsOf(schema: Schema, around?: FieldClass): Form[] {
  const own = fieldClasses.get(schema)?.class ?? around;
  if (schema instanceof $ZodOptional || schema instanceof $ZodNullable || schema instanceof $ZodReadonly)
    return formsOf(schema._zod.def.innerType, own);
  if (schema instanceof $ZodLazy) return formsOf(schema._zod.innerType, own);
  if (schema instanceof $ZodUnion) return schema._zod.def.options.flatMap((option) => formsOf(option, own));
  return [{ schema, class: own }];
}

/** Whether whatever a schema accepts may be shown: one of a list, yes or no, a count, a time. */
export function isPublicKind(schema: Schema): boolean {
  return (
    schema instanceof $ZodEnum ||
    schema instanceof $ZodLiteral ||
    schema instanceof $ZodBoolean ||
    schema instanceof $ZodNumber ||
    schema instanceof $ZodISODateTime
  );
}
