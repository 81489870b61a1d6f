import { Group, Stack, Text, ThemeIcon, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconCircle } from '@tabler/icons-react';
import { explain, type IssueCode } from 'hcpn-registration';
import { describeAct, describeStep } from 'hcpn-registration/messages';
import { QuietActs } from '../form/acts.js';
import { useEventForm } from '../form/eventForm.js';
import { EventFormBox, PasswordField } from '../form/fields.js';
import { PageTitle } from '../frame/PageTitle.js';
import { useCatalogue, useTexts } from '../language.js';
import { useOpen } from '../registration/openRegistration.js';
import { signupTexts } from '../words/signup.js';

/** The password of the HUAWEI ID, with its rules and which of them are met. */
export function PasswordScreen() {
  const catalogue = useCatalogue();
  const words = useTexts(signupTexts);
  const form = useEventForm({
    initial: { password: '' },
    act: ({ password }) => ({ type: 'signup.password.set', password }),
  });
  return (
    <Stack>
      <PageTitle about={words.aboutPassword}>{describeStep(catalogue, 'password')}</PageTitle>
      <EventFormBox
        form={form}
        submit={describeAct(catalogue, 'signup.password.set')}
        besides={<QuietActs acts={['signup.back']} />}
      >
        <PasswordField form={form} name="password" required />
        <PasswordRules password={form.values.password} />
      </EventFormBox>
    </Stack>
  );
}

function PasswordRules({ password }: { readonly password: string }) {
  const { snapshot, by } = useOpen();
  const words = useTexts(signupTexts);
  const rules = usePasswordRules();
  const type = 'signup.password.set';
  const judged = explain(snapshot, { type, password, at: new Date().toISOString(), by: by(type) });
  const broken = judged.allowed ? [] : judged.issues.map(({ code }) => code);
  return (
    <div>
      <Text size="sm" fw={600} mb={6}>
        {words.passwordRules}
      </Text>
      <Stack component="ul" gap={6} m={0} p={0} style={{ listStyle: 'none' }}>
        {rules.map(({ text, codes }) => (
          <Rule key={text} text={text} isMet={password !== '' && !codes.some((code) => broken.includes(code))} />
        ))}
      </Stack>
    </div>
  );
}

function Rule({ text, isMet }: { readonly text: string; readonly isMet: boolean }) {
  const words = useTexts(signupTexts);
  const Icon = isMet ? IconCheck : IconCircle;
  return (
    <li>
      <Group gap="xs" wrap="nowrap">
        <ThemeIcon size={20} radius="xl" variant="light" color={isMet ? 'teal' : 'gray'} aria-hidden>
          <Icon size={12} />
        </ThemeIcon>
        <Text size="sm" span>
          {text}
          <VisuallyHidden>: {isMet ? words.isMet : words.isNotMet}</VisuallyHidden>
        </Text>
      </Group>
    </li>
  );
}

interface PasswordRule {
  readonly text: string;
  /** The issues that say it is broken. */
  readonly codes: readonly IssueCode[];
}

/** The rules of the policy in words; whether one is met is said by the package. */
function usePasswordRules(): readonly PasswordRule[] {
  const { account, portalPassword, apiPassword } = useOpen().snapshot.context.policy;
  const { rules } = useTexts(signupTexts);
  const length = ({ least, most }: { readonly least: number; readonly most: number }): PasswordRule => ({
    text: rules.length(least, most),
    codes: ['password.tooShort', 'password.tooLong'],
  });
  return account.passwordRules === 'portal'
    ? [
        length(portalPassword),
        { text: rules.letter, codes: ['password.noLetter'] },
        { text: rules.digit, codes: ['password.noDigit'] },
        { text: rules.noSpace, codes: ['password.hasSpace'] },
      ]
    : [
        length(apiPassword),
        { text: rules.kinds(apiPassword.leastKinds), codes: ['password.tooFewKinds'] },
        { text: rules.noContact, codes: ['password.containsContact'] },
      ];
}
