import { useMachine } from '@xstate/react';
import { connect, createPolicy, explain, type RegistrationEvent, registrationMachine, steps } from 'hcpn-registration';
import { describeIssue, describeStep, en } from 'hcpn-registration/messages/en';
import { embeddedPorts } from 'hcpn-registration/testing';
import { useState } from 'react';

const machine = connect(registrationMachine, embeddedPorts());
const input = { policy: createPolicy({ site: 'intl' }) };
const by = { role: 'applicant', id: 'visitor' } as const;

/** The first form of the road, with what is wrong shown before it is sent, and the progress of the whole road. */
export function Registration() {
  const [snapshot, send] = useMachine(machine, { input });
  const [country, setCountry] = useState('');
  const event: RegistrationEvent = { type: 'signup.country.choose', country, at: new Date().toISOString(), by };
  const verdict = explain(snapshot, event);

  return (
    <main>
      <ol>
        {steps(snapshot).steps.map(({ id, status, current }) => (
          <li key={id} aria-current={current ? 'step' : undefined}>
            {describeStep(en, id)}: {status}
          </li>
        ))}
      </ol>
      {snapshot.matches({ signup: 'choosingCountry' }) ? (
        <form
          onSubmit={(submission) => {
            submission.preventDefault();
            send(event);
          }}
        >
          <label>
            Country or region
            <input name="country" value={country} onInput={({ currentTarget }) => setCountry(textOf(currentTarget))} />
          </label>
          {verdict.allowed ? null : (
            <p role="alert">{verdict.issues.map((found) => describeIssue(en, found)).join(' ')}</p>
          )}
          <button type="submit" disabled={!verdict.allowed}>
            Go on
          </button>
        </form>
      ) : (
        <p>Chosen: {snapshot.context.account.country}</p>
      )}
    </main>
  );
}

function textOf(input: object): string {
  return 'value' in input ? String(input.value) : '';
}
