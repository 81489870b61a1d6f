import { buildPackage, buildWeb } from '../../examples/portal/server/build.js';

/** The portal is tested as it is run: over the built package, and with the built page. */
export async function setup(): Promise<void> {
  await buildPackage();
  await buildWeb();
}
