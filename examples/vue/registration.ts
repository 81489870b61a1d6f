import { useMachine } from '@xstate/vue';
import { connect, createPolicy, explain, type RegistrationEvent, registrationMachine, steps } from 'hcpn-registration';
import { describeIssue, describeStep, en } from 'hcpn-registration/messages/en';
import { embeddedPorts } from 'hcpn-registration/testing';
import { computed, defineComponent, ref } from 'vue';

const machine = connect(registrationMachine, embeddedPorts());
const input = { policy: createPolicy({ site: 'intl' }) };
const by = { role: 'applicant', id: 'visitor' } as const;

/** The first form of the road, with what is wrong shown before it is sent, and the progress of the whole road. */
export const Registration = defineComponent({
  setup() {
    // biome-ignore lint/correctness/useHookAtTopLevel: this is Vue's setup, where React's rule does not hold
    const { snapshot, send } = useMachine(machine, { input });
    const country = ref('');
    const event = (): RegistrationEvent => ({
      type: 'signup.country.choose',
      country: country.value,
      at: new Date().toISOString(),
      by,
    });
    const problems = computed(() => {
      const verdict = explain(snapshot.value, event());
      return verdict.allowed ? [] : verdict.issues.map((found) => describeIssue(en, found));
    });
    const list = computed(() =>
      steps(snapshot.value).steps.map(({ id, status }) => ({ id, words: describeStep(en, id), status })),
    );
    return { snapshot, country, problems, list, submit: () => send(event()) };
  },
  template: `
    <main>
      <ol><li v-for="step in list" :key="step.id">{{ step.words }}: {{ step.status }}</li></ol>
      <form v-if="snapshot.matches({ signup: 'choosingCountry' })" @submit.prevent="submit">
        <label>Country or region <input name="country" v-model="country" /></label>
        <p v-if="problems.length > 0" role="alert">{{ problems.join(' ') }}</p>
        <button type="submit" :disabled="problems.length > 0">Go on</button>
      </form>
      <p v-else>Chosen: {{ snapshot.context.account.country }}</p>
    </main>
  `,
});
