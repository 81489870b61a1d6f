import { gzipSync } from 'node:zlib';
import { transform } from 'esbuild';

/** What a page imports, and how many bytes of code it may get for it: its peers and all, minified, gzip. */
export interface Weight {
  readonly name: string;
  readonly code: string;
  readonly most: number;
}

const actor = "export { createActor } from 'xstate';";

/** What pages import, from most to least. */
export const weights: readonly Weight[] = [
  {
    name: 'everything of the main entry and createActor',
    code: `export * from 'hcpn-registration'; ${actor}`,
    most: 98_700,
  },
  {
    name: 'a session on IndexedDB with the wizard',
    code: `export { openSession } from 'hcpn-registration';
      export { indexedDbStorage } from 'hcpn-registration/storage/indexed-db';
      export { wizardMachine } from 'hcpn-registration/wizard';`,
    most: 64_800,
  },
  {
    name: 'one machine, createActor, and what a form asks',
    code: `export { allowedEvents, explain, requirements, steps } from 'hcpn-registration';
      export { wizardMachine } from 'hcpn-registration/wizard'; ${actor}`,
    most: 43_700,
  },
  {
    name: 'one machine and createActor',
    code: `export { wizardMachine } from 'hcpn-registration/wizard'; ${actor}`,
    most: 41_700,
  },
  {
    name: 'one form, its policy and its words',
    code: `export { createPolicy, validateBusiness } from 'hcpn-registration';
      export * from 'hcpn-registration/messages'; export * from 'hcpn-registration/messages/en';`,
    most: 26_900,
  },
  {
    name: 'four forms',
    code: `export { validateAcceptance, validateBusiness, validateContact, validateFiling } from 'hcpn-registration';`,
    most: 15_800,
  },
  {
    name: 'what a partner has joined',
    code: "export { enrolledPrograms } from 'hcpn-registration';",
    most: 15_800,
  },
  {
    name: 'one field',
    code: "export { validateEmail } from 'hcpn-registration';",
    most: 11_300,
  },
  {
    name: 'words alone',
    code: "export * from 'hcpn-registration/messages'; export * from 'hcpn-registration/messages/en';",
    most: 10_700,
  },
  { name: 'the programs', code: "export { partnerPrograms } from 'hcpn-registration';", most: 1000 },
  { name: 'what can be asked for', code: "export { eligibilityTargets } from 'hcpn-registration';", most: 1000 },
  { name: 'what an association shares', code: "export { sharedOnAssociation } from 'hcpn-registration';", most: 1000 },
  { name: 'the countries', code: "export { countries } from 'hcpn-registration';", most: 1000 },
  { name: 'the roles', code: "export { roles } from 'hcpn-registration';", most: 1000 },
  { name: 'the sites', code: "export { sites } from 'hcpn-registration';", most: 1000 },
];

/** Bytes of code that travel, minified and gzip. */
export async function travelling(code: string): Promise<number> {
  const { code: minified } = await transform(code, { minify: true, format: 'esm', legalComments: 'none' });
  return gzipSync(minified).length;
}
