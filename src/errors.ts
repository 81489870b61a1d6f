const texts = <C extends string>(byCode: Readonly<Record<C, string>>) => byCode;

/** What each code means and what to do about it. The text is the message of the error, so it ends with the next step. */
const advice = texts({
  'policy.invalid': 'The policy is not valid. Correct the settings named in `issues` and create it again.',
  'policy.notTaken':
    'The registration does not take the policy up. Give its machine the event `registration.policyChanged`, or open it with the policy it has.',
  'input.invalid': 'The input of the machine is not valid. Correct the values named in `issues`.',
  'argument.invalid':
    'A function of this package was given something it does not take. Correct the parameter that `issues` names first.',
  'runtime.unsupported':
    'This runtime lacks what the package cannot do without. `missing` names it: load a polyfill before the package.',
  'port.notConnected':
    'The machine asked the outside world something, but no ports are connected. Use connect(machine, ports) or open a session with ports.',
  'port.failed': 'A port failed. Look at `cause`; the person may try the same act again.',
  'port.badAnswer': 'A port answered something its schema does not allow. Correct the port; `issues` names the fields.',
  'port.timedOut': 'A port did not answer in time. Look at the service behind it, or raise `portTimeout`.',
  'envelope.malformed':
    'What was read back is not a saved registration. Restore it from a backup; nothing was changed.',
  'envelope.machineUnknown': 'The saved registration belongs to another machine. Open it with the machine it names.',
  'envelope.versionUnknown':
    'The saved registration was written by a version this package cannot read. Open it with that version, or upgrade the package.',
  'envelope.contextInvalid':
    'The saved registration holds data its schema does not allow. Restore it from a backup; `issues` names the fields.',
  'envelope.stateUnknown':
    'The saved registration rests in a state this machine does not have. Restore it from a backup.',
  'envelope.notAtRest':
    'A port call is still due for this envelope. Settle its calls before you save it or send another event.',
  'session.closed': 'The session is closed. Open a new one.',
  'session.notFound': 'There is no registration under this key. Give `input` to start one.',
  'command.reused': 'This command id was used for another event. Use a fresh id for every new act.',
  'command.reserved':
    'Command ids that begin with `registration.` are those of the package itself. Use another id, a random one for example.',
  'storage.conflict':
    'Someone else saved this registration first. Open it again to see their version, then repeat the act.',
  'storage.erased': 'This registration was erased and stays erased. Start a new one under another key.',
  'storage.closed': 'The storage is closed. Open it again.',
  'storage.unavailable':
    'The storage failed, so it is not known whether the last act was saved. Open the registration again and repeat the act with the same command id.',
  'storage.corrupt': 'What the storage holds cannot be read. Restore it from a backup; nothing was changed.',
  'storage.noDriver':
    'No driver for this storage can be used. Install one of those named in `details`, or use a later version of Node.',
  'storage.notMigrated':
    'The tables of this storage are missing, or of a later version. In PostgreSQL call migratePostgres(pool) first; else upgrade the package.',
  'storage.badKey':
    'Keys and command ids are non-empty text of at most 1,024 characters without NUL or lone surrogates.',
});

/** The closed list of codes a `RegistrationError` may carry. */
export type ErrorCode = keyof typeof advice;

/** All error codes, for documentation and tests. */
export const errorCodes = Object.keys(advice) as readonly ErrorCode[];

const brand = Symbol.for('hcpn-registration.error');

/** Options of a `RegistrationError`; `details` must hold neither secrets nor personal data. */
export interface RegistrationErrorOptions {
  readonly cause?: unknown;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** The only error this package throws. `code` is stable; the message says what to do next. */
export class RegistrationError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;
  readonly [brand] = true;

  constructor(code: ErrorCode, options: RegistrationErrorOptions = {}) {
    const { cause, details = {} } = options;
    const shown = Object.keys(details).length > 0 ? ` (${JSON.stringify(details)})` : '';
    super(`${code}: ${advice[code]}${shown}`, cause === undefined ? undefined : { cause });
    this.name = 'RegistrationError';
    this.code = code;
    this.details = details;
  }
}

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
  return new RegistrationError('argument.invalid', { details: { ...details, issues } });
}

/** A fault of the place this runs in, not of what it was given: what is missing there. */
export function unsupported(missing: readonly string[]): RegistrationError {
  return new RegistrationError('runtime.unsupported', { details: { missing } });
}
