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
  if (inner instanceof z.core.$ZodObject)
    return Object.entries<z.core.$ZodType>(inner._zod.def.shape).flatMap(([key, value]) =>
      field(value, path === '' ? key : `${path}.${key}`, onlyIf),
    );
  if (inner instanceof z.core.$ZodArray) return fieldsOf(inner._zod.def.element, `${path}[]`, onlyIf);
  if (inner instanceof z.core.$ZodUnion)
    return inner._zod.def.options.flatMap((option: z.core.$ZodType) =>
      fieldsOf(option, path, caseOf(option) ?? onlyIf),
    );
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
  if (schema instanceof z.core.$ZodEnum)
    return Object.values(schema._zod.def.entries)
      .map((option) => `\`${option}\``)
      .join(', ');
  if (schema instanceof z.core.$ZodLiteral) return schema._zod.def.values.map((value) => `\`${value}\``).join(', ');
  if (schema instanceof z.core.$ZodArray) return `list of ${typeOf(schema._zod.def.element)}`;
  if (schema instanceof z.core.$ZodUnion)
    return [...new Set(schema._zod.def.options.map((option: z.core.$ZodType) => typeOf(option)))].join(' or ');
  if (schema instanceof z.core.$ZodObject) return 'object';
  if (schema instanceof z.core.$ZodRecord) return `object of field names to ${typeOf(schema._zod.def.valueType)}`;
  if (schema instanceof z.core.$ZodBoolean) return '`true` or `false`';
  if (schema instanceof z.core.$ZodNumber) return schema instanceof z.core.$ZodNumberFormat ? 'whole number' : 'number';
  if (schema instanceof z.core.$ZodISODate) return 'day (YYYY-MM-DD)';
  const named = codesOf(schema).find((code) => Object.hasOwn(nameByCode, code));
  if (named !== undefined) return nameByCode[named] ?? 'text';
  const { maxLength } = z.toJSONSchema(schema, { unrepresentable: 'any' });
  return maxLength === undefined ? 'text' : `text, at most ${maxLength}`;
}

/** What is inside `optional` and `nullable`. */
function opened(schema: z.core.$ZodType): {
  readonly inner: z.core.$ZodType;
  readonly optional: boolean;
  readonly nullable: boolean;
} {
  if (schema instanceof z.core.$ZodOptional) return { ...opened(schema._zod.def.innerType), optional: true };
  if (schema instanceof z.core.$ZodNullable) return { ...opened(schema._zod.def.innerType), nullable: true };
  return { inner: schema, optional: false, nullable: false };
}

/** The literal that tells one case of a union from the others. */
function caseOf(option: z.core.$ZodType): string | null {
  if (!(option instanceof z.core.$ZodObject)) return null;
  const [found] = Object.entries<z.core.$ZodType>(option._zod.def.shape).filter(
    ([, value]) => value instanceof z.core.$ZodLiteral,
  );
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
