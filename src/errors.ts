/** What an error says: its code, and what it means and what to do about it. The text is its message, so it ends with the next step. */
export interface ErrorKind<C extends string = ErrorCode> {
  readonly code: C;
  readonly advice: string;
}

const kind = <const C extends string>(code: C, advice: string): ErrorKind<C> => ({ code, advice });

// Each stands alone, so that a page carries the text of what it can come upon.
export const policyInvalid = kind(
  'policy.invalid',
  'The policy is not valid. Correct the settings named in `issues` and create it again.',
);
export const policyNotTaken = kind(
  'policy.notTaken',
  'The registration does not take the policy up. Give its machine the event `registration.policyChanged`, or open it with the policy it has.',
);
export const inputInvalid = kind(
  'input.invalid',
  'The input of the machine is not valid. Correct the values named in `issues`.',
);
export const argumentInvalid = kind(
  'argument.invalid',
  'A function of this package was given something it does not take. Correct the parameter that `issues` names first.',
);
export const runtimeUnsupported = kind(
  'runtime.unsupported',
  'This runtime lacks what the package cannot do without. `missing` names it: load a polyfill before the package.',
);
export const portNotConnected = kind(
  'port.notConnected',
  'The machine asked the outside world something, but no ports are connected. Use connect(machine, ports) or open a session with ports.',
);
export const portFailed = kind('port.failed', 'A port failed. Look at `cause`; the person may try the same act again.');
export const portBadAnswer = kind(
  'port.badAnswer',
  'A port answered something its schema does not allow. Correct the port; `issues` names the fields.',
);
export const portTimedOut = kind(
  'port.timedOut',
  'A port did not answer in time. Look at the service behind it, or raise `portTimeout`.',
);
export const envelopeMalformed = kind(
  'envelope.malformed',
  'What was read back is not a saved registration. Restore it from a backup; nothing was changed.',
);
export const envelopeMachineUnknown = kind(
  'envelope.machineUnknown',
  'The saved registration belongs to another machine. Open it with the machine it names.',
);
export const envelopeVersionUnknown = kind(
  'envelope.versionUnknown',
  'The saved registration was written by a version this package cannot read. Open it with that version, or upgrade the package.',
);
export const envelopeContextInvalid = kind(
  'envelope.contextInvalid',
  'The saved registration holds data its schema does not allow. Restore it from a backup; `issues` names the fields.',
);
export const envelopeStateUnknown = kind(
  'envelope.stateUnknown',
  'The saved registration rests in a state this machine does not have. Restore it from a backup.',
);
export const envelopeNotAtRest = kind(
  'envelope.notAtRest',
  'A port call is still due for this envelope. Settle its calls before you save it or send another event.',
);
export const sessionClosed = kind('session.closed', 'The session is closed. Open a new one.');
export const sessionNotFound = kind(
  'session.notFound',
  'There is no registration under this key. Give `input` to start one.',
);
export const commandReused = kind(
  'command.reused',
  'This command id was used for another event. Use a fresh id for every new act.',
);
export const commandReserved = kind(
  'command.reserved',
  'Command ids that begin with `registration.` are those of the package itself. Use another id, a random one for example.',
);
export const storageConflict = kind(
  'storage.conflict',
  'Someone else saved this registration first. Open it again to see their version, then repeat the act.',
);
export const storageErased = kind(
  'storage.erased',
  'This registration was erased and stays erased. Start a new one under another key.',
);
export const storageClosed = kind('storage.closed', 'The storage is closed. Open it again.');
export const storageUnavailable = kind(
  'storage.unavailable',
  'The storage failed, so it is not known whether the last act was saved. Open the registration again and repeat the act with the same command id.',
);
export const storageCorrupt = kind(
  'storage.corrupt',
  'What the storage holds cannot be read. Restore it from a backup; nothing was changed.',
);
export const storageNoDriver = kind(
  'storage.noDriver',
  'No driver for this storage can be used. Install one of those named in `details`, or use a later version of Node.',
);
export const storageNotMigrated = kind(
  'storage.notMigrated',
  'The tables of this storage are missing, or of a later version. In PostgreSQL call migratePostgres(pool) first; else upgrade the package.',
);
export const storageBadKey = kind(
  'storage.badKey',
  'Keys and command ids are non-empty text of at most 1,024 characters without NUL or lone surrogates.',
);

/** Every kind of error. */
export const errorKinds = [
  policyInvalid,
  policyNotTaken,
  inputInvalid,
  argumentInvalid,
  runtimeUnsupported,
  portNotConnected,
  portFailed,
  portBadAnswer,
  portTimedOut,
  envelopeMalformed,
  envelopeMachineUnknown,
  envelopeVersionUnknown,
  envelopeContextInvalid,
  envelopeStateUnknown,
  envelopeNotAtRest,
  sessionClosed,
  sessionNotFound,
  commandReused,
  commandReserved,
  storageConflict,
  storageErased,
  storageClosed,
  storageUnavailable,
  storageCorrupt,
  storageNoDriver,
  storageNotMigrated,
  storageBadKey,
] as const;

/** The closed list of codes a `RegistrationError` may carry. */
export type ErrorCode = (typeof errorKinds)[number]['code'];

/** All error codes, for documentation and tests. */
export const errorCodes: readonly ErrorCode[] = errorKinds.map(({ code }) => code);

const brand = Symbol.for('hcpn-registration.error');

/** Options of a `RegistrationError`; `details` must hold neither secrets nor personal data. */
export interface RegistrationErrorOptions {
  readonly cause?: unknown;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** The only error this package throws, made of a kind, so that its text comes along with what can throw it. */
export class Failure extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;
  readonly [brand] = true;

  constructor({ code, advice }: ErrorKind, options: RegistrationErrorOptions = {}) {
    const { cause, details = {} } = options;
    const shown = Object.keys(details).length > 0 ? ` (${JSON.stringify(details)})` : '';
    super(`${code}: ${advice}${shown}`, cause === undefined ? undefined : { cause });
    this.name = 'RegistrationError';
    this.code = code;
    this.details = details;
  }
}

/** The only error this package throws. `code` is stable; the message says what to do next. */
export type RegistrationError = Failure;

/** How a host makes one. Whatever the package throws is an instance, also where another copy of it did. */
interface RegistrationErrorConstructor {
  new (code: ErrorCode, options?: RegistrationErrorOptions): RegistrationError;
  [Symbol.hasInstance](value: unknown): value is RegistrationError;
}

/** The only error this package throws, for a host that throws it too. */
export const RegistrationError: RegistrationErrorConstructor = class RegistrationError extends Failure {
  constructor(code: ErrorCode, options: RegistrationErrorOptions = {}) {
    super(errorKinds.find((each) => each.code === code) ?? { code, advice: '' }, options);
  }

  static override [Symbol.hasInstance](value: unknown): value is RegistrationError {
    return isRegistrationError(value);
  }
};

/** Recognises our errors across two copies of the package, and narrows to one code when given. */
export function isRegistrationError(value: unknown, code?: ErrorCode): value is RegistrationError {
  try {
    return (
      typeof value === 'object' &&
      value !== null &&
      brand in value &&
      (code === undefined || (value as RegistrationError).code === code)
    );
  } catch {
    // Only a proxy can throw here.
    return false;
  }
}

/** The code of an error that is not ours. In a sandbox, such as that of jest, it is of another realm: no `Error` there. */
export function codeOf(error: unknown): string | undefined {
  const code: unknown = Reflect.get(Object(error), 'code');
  return typeof code === 'string' ? code : undefined;
}

/** What is thrown for a parameter that is not what a function takes. */
export function wrongArgument(
  name: string,
  details: RegistrationErrorOptions['details'] = {},
  code = 'value.wrongType',
): RegistrationError {
  const issues = [{ code, path: [name] }];
  return new Failure(argumentInvalid, { details: { ...details, issues } });
}

/** A fault of the place this runs in, not of what it was given: what is missing there. */
export function unsupported(missing: readonly string[]): RegistrationError {
  return new Failure(runtimeUnsupported, { details: { missing } });
}
