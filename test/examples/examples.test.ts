import { describe, expect, it } from 'vitest';
import { runExample } from './demo.js';

describe('the small examples', () => {
  it('walk the wizard alone, with a refusal and a step back', async () => {
    const { out, err, code } = await runExample('walk-the-wizard.ts');
    expect({ err, code }).toEqual({ err: '', code: 0 });
    expect(out).toContain('A company name cannot consist of digits');
    expect(out).toContain('still there: Lantern Cloud Works');
    expect(out).toContain('wizard.submit -> submitted');
  });

  it('step without a session, within a transaction of the host', async () => {
    const { out, err, code } = await runExample('pure-step.ts');
    expect({ err, code }).toEqual({ err: '', code: 0 });
    expect(out).toContain('moved, signup.settingPassword.entering');
    expect(out).toContain('refused, signup.settingPassword.entering: actor.notAllowed');
  });

  it('find registrations for a review desk and a scheduler', async () => {
    const { out, err, code } = await runExample('storage-find.ts');
    expect({ err, code }).toEqual({ err: '', code: 0 });
    expect(out).toContain('The review desk has 2 applications');
  });

  it.each(['react', 'vue'])('render the first form with %s', async (framework) => {
    const { out, err, code } = await runExample(`${framework}/main.ts`);
    expect({ err, code }).toEqual({ err: '', code: 0 });
    expect(out).toContain('Country or region: open');
    expect(out).toContain('This is required. Please fill it in.');
    expect(out).toMatch(/<button type="submit" disabled/);
  });
});
