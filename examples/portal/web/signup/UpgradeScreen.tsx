import { Stack } from '@mantine/core';
import { describeAct } from 'hcpn-registration/messages';
import { QuietActs } from '../form/acts.js';
import { useEventForm } from '../form/eventForm.js';
import { EventFormBox, TextField } from '../form/fields.js';
import { PageTitle } from '../frame/PageTitle.js';
import { useCatalogue, useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { signupTexts } from '../words/signup.js';

/** An account from before the HUAWEI ID: upgrade it, or keep it as it is. */
export function UpgradeScreen() {
  const { oldAccount } = useOpen().snapshot.context.account;
  const catalogue = useCatalogue();
  const words = useTexts(signupTexts);
  const form = useEventForm({
    initial: { huaweiId: '' },
    act: ({ huaweiId }) => ({ type: 'signup.upgrade.request', huaweiId }),
  });
  return (
    <Stack>
      <PageTitle about={words.aboutUpgrade(oldAccount?.accountId ?? '')}>{words.upgrade}</PageTitle>
      <EventFormBox
        form={form}
        submit={describeAct(catalogue, 'signup.upgrade.request')}
        besides={<QuietActs acts={['signup.upgrade.postpone']} />}
      >
        <TextField form={form} name="huaweiId" required autoComplete="username" />
      </EventFormBox>
    </Stack>
  );
}
