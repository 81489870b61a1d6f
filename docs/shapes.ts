import * as z from 'zod';
import { fieldClasses } from '../src/fields.js';
import { policySchema } from '../src/policy.js';

/** One field of a schema, in words. */
export interface Field {
  /** Dotted path; `[]` stands for each entry of a list. */
  readonly path: string;
  readonly type: string;
  readonly required: boolean;
  /** The case the field belongs to, where it depends on another field. */
  readonly onlyIf: string | null;
  /** Whether it says something about a person, or must be forgotten after the act. */
  readonly sensitivity: 'personal' | 'secret' | null;
  /** Codes with which the schema itself refuses a value. */
  readonly codes: readonly string[];
}

const nameByCode: Readonly<Record<string, string>> = {
  'email.invalid': 'e-mail address',
  'phone.invalid': 'phone number',
  'country.unknown': 'country or region',
  'website.invalid': 'web address',
  'time.invalid': 'time',
};

/** Every field of a schema, the ones inside objects and lists included. */
export function fieldsOf(schema: z.core.$ZodType, path = '', onlyIf: string | null = null): Field[] {
  const { inner } = opened(schema);
  if (inner === policySchema) return [];
  if (inner instanceof z.ZodObject)
    return Object.entries<z.core.$ZodType>(inner.shape).flatMap(([key, value]) =>
      field(value, path === '' ? key : `${path}.${key}`, onlyIf),
    );
  if (inner instanceof z.ZodArray) return fieldsOf(inner.element, `${path}[]`, onlyIf);
  if (inner instanceof z.ZodUnion)
    return inner.options.flatMap((option: z.core.$ZodType) => fieldsOf(option, path, caseOf(option) ?? onlyIf));
  return [];
}

function field(schema: z.core.$ZodType, path: string, onlyIf: string | null): Field[] {
  const { inner, optional } = opened(schema);
  const own = {
    path,
    type: typeOf(schema),
    required: !optional,
    onlyIf,
    sensitivity: sensitivityOf(schema),
    codes: codesOf(inner),
  };
  return [own, ...fieldsOf(schema, path, onlyIf)];
}

/** A type in words. */
function typeOf(schema: z.core.$ZodType): string {
  const { inner, nullable } = opened(schema);
  const words = plainTypeOf(inner);
  return nullable ? `${words}, or \`null\`` : words;
}

function plainTypeOf(schema: z.core.$ZodType): string {
  if (schema === policySchema) return '[policy](policy.md)';
  if (schema instanceof z.ZodEnum) return schema.options.map((option) => `\`${option}\``).join(', ');
  if (schema instanceof z.ZodLiteral) return [...schema.values].map((value) => `\`${value}\``).join(', ');
  if (schema instanceof z.ZodArray) return `list of ${typeOf(schema.element)}`;
  if (schema instanceof z.ZodUnion)
    return [...new Set(schema.options.map((option: z.core.$ZodType) => typeOf(option)))].join(' or ');
  if (schema instanceof z.ZodObject) return 'object';
  if (schema instanceof z.ZodRecord) return `object of field names to ${typeOf(schema.valueType)}`;
  if (schema instanceof z.ZodBoolean) return '`true` or `false`';
  if (schema instanceof z.ZodNumber) return schema.isInt ? 'whole number' : 'number';
  if (schema instanceof z.ZodISODate) return 'day (YYYY-MM-DD)';
  const named = codesOf(schema).find((code) => Object.hasOwn(nameByCode, code));
  if (named !== undefined) return nameByCode[named] ?? 'text';
  return schema instanceof z.ZodString && schema.maxLength !== null ? `text, at most ${schema.maxLength}` : 'text';
}

/** What is inside `optional` and `nullable`. */
function opened(schema: z.core.$ZodType): {
  readonly inner: z.core.$ZodType;
  readonly optional: boolean;
  readonly nullable: boolean;
} {
  if (schema instanceof z.ZodOptional) return { ...opened(schema.unwrap()), optional: true };
  if (schema instanceof z.ZodNullable) return { ...opened(schema.unwrap()), nullable: true };
  return { inner: schema, optional: false, nullable: false };
}

/** The literal that tells one case of a union from the others. */
function caseOf(option: z.core.$ZodType): string | null {
  if (!(option instanceof z.ZodObject)) return null;
  const [found] = Object.entries<z.core.$ZodType>(option.shape).filter(([, value]) => value instanceof z.ZodLiteral);
  return found === undefined ? null : `\`${found[0]}\` is ${typeOf(found[1])}`;
}

/** The codes a schema's own refinements answer with. */
function codesOf(schema: z.core.$ZodType): string[] {
  const found = (schema._zod.def.checks ?? []).flatMap(({ _zod: { def } }) => {
    const params: unknown = 'params' in def ? def.params : undefined;
    const code: unknown = typeof params === 'object' && params !== null && 'code' in params ? params.code : undefined;
    return typeof code === 'string' ? [code] : [];
  });
  return [...new Set(found)];
}

function sensitivityOf(schema: z.core.$ZodType): Field['sensitivity'] {
  const { inner } = opened(schema);
  const marked = [schema, inner].map((each) => fieldClasses.get(each)?.class);
  const found = marked.find((each) => each === 'secret' || each === 'personal');
  return found === 'secret' || found === 'personal' ? found : null;
}
