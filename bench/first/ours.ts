import { decode, encode, registrationMachine, step } from 'hcpn-registration';

/** One act on a saved text by our pure step. */
export function carry(text: string, act: object): string {
  return encode(step(registrationMachine, decode(registrationMachine, text), act).envelope);
}
