import { useMachine } from '@xstate/vue';
import {
  connect,
  createPolicy,
  explain,
  pathOf,
  type RegistrationEvent,
  registrationMachine,
  steps,
} from 'hcpn-registration';
import { describeAct, describeIssue, describeStep, en } from 'hcpn-registration/messages/en';
import { embeddedPorts } from 'hcpn-registration/testing';
import { computed, defineComponent, ref } from 'vue';

const letter = ref('');
const deliver = ({ to, code }: { to: string; code: string }) => {
  letter.value = `To ${to}: your verification code is ${code}`;
};
const machine = connect(registrationMachine, embeddedPorts({ deliver }));
const input = { policy: createPolicy({ site: 'intl' }) };
const by = { role: 'applicant', id: 'visitor' } as const;

/** The first forms of the road: what each state asks for, and the event made of what is typed. */
const forms: Readonly<Record<string, { label: string; type: string; event: (typed: string) => RegistrationEvent }>> = {
  'signup.choosingCountry': {
    label: 'Country or region',
    type: 'text',
    event: (country) => ({ type: 'signup.country.choose', country, at: now(), by }),
  },
  'signup.verifyingEmail.entering': {
    label: 'E-mail address',
    type: 'email',
    event: (email) => ({ type: 'signup.email.submit', email, at: now(), by }),
  },
  'signup.verifyingEmail.enteringCode': {
    label: 'Verification code',
    type: 'text',
    event: (verificationCode) => ({ type: 'signup.code.submit', verificationCode, at: now(), by }),
  },
};

const now = () => new Date().toISOString();

/** The first forms of the road, with what is wrong shown before it is sent, and the progress of the whole road. */
export const Registration = defineComponent({
  setup() {
    // biome-ignore lint/correctness/useHookAtTopLevel: this is Vue's setup, where React's rule does not hold
    const { snapshot, send } = useMachine(machine, { input });
    const typed = ref('');
    const place = computed(() => pathOf(snapshot.value.value));
    const form = computed(() => forms[place.value]);
    const event = () => form.value?.event(typed.value.trim());
    const verdict = computed(() => {
      const said = event();
      return said === undefined ? undefined : explain(snapshot.value, said);
    });
    const isAllowed = computed(() => verdict.value?.allowed === true);
    const problems = computed(() => {
      const { trouble } = snapshot.value.context;
      const wrong = verdict.value?.allowed === false ? verdict.value.issues : [];
      return (typed.value === '' && trouble.length > 0 ? trouble : wrong).map((issue) => describeIssue(en, issue));
    });
    const list = computed(() =>
      steps(snapshot.value).steps.map(({ id, status, current }) => ({
        id,
        words: describeStep(en, id),
        status,
        current,
      })),
    );
    const action = computed(() => describeAct(en, event()?.type ?? ''));
    function submit() {
      const said = event();
      if (said === undefined) return;
      send(said);
      typed.value = '';
    }
    return { snapshot, typed, place, form, problems, isAllowed, list, action, letter, submit };
  },
  template: `
    <main>
      <h1>Registration</h1>
      <ol>
        <li v-for="step in list" :key="step.id" :aria-current="step.current ? 'step' : undefined">
          {{ step.words }}: {{ step.status }}
        </li>
      </ol>
      <form v-if="form" :data-place="place" @submit.prevent="submit">
        <div class="field">
          <label for="typed">{{ form.label }}</label>
          <input id="typed" v-model="typed" :type="form.type" aria-describedby="problems" autocomplete="off" />
          <p id="problems" class="error" role="alert">{{ problems.join(' ') }}</p>
        </div>
        <button type="submit" :disabled="!isAllowed">{{ action }}</button>
      </form>
      <p v-else-if="snapshot.hasTag('busy')" role="status">One moment, please.</p>
      <p v-else :data-place="place">Registered so far: {{ snapshot.context.account.email }}</p>
      <p v-if="letter" role="status">{{ letter }}</p>
    </main>
  `,
});
