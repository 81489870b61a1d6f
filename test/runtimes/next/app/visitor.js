'use client';

import { createPolicy, validateBusiness } from 'hcpn-registration';
import { describeIssue, en } from 'hcpn-registration/messages/en';
import { memoryStorage } from 'hcpn-registration/storage/memory';
import { useActionState, useEffect, useState } from 'react';
import { road } from '../../road.js';
import { chooseCountry } from './actions.js';

const policy = createPolicy({ site: 'intl' });

/** The same on the server and in the browser: what is wrong with an empty form. In the browser, the road and an action as well. */
export function Visitor() {
  const [seen, setSeen] = useState(null);
  const [state, choose] = useActionState(chooseCountry, 'none');
  useEffect(() => {
    road(memoryStorage()).then(setSeen);
  }, []);
  const { issues = [] } = validateBusiness(policy)({});
  return (
    <form action={choose}>
      <ul>
        {issues.map((issue) => (
          <li key={issue.path.join('.')}>{describeIssue(en, issue)}</li>
        ))}
      </ul>
      <input name="country" defaultValue="DE" />
      <button type="submit">{state}</button>
      <output>{seen && JSON.stringify(seen)}</output>
    </form>
  );
}
