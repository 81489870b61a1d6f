import type { WizardStep } from 'hcpn-registration';
import { describeQuestion, describeStep } from 'hcpn-registration/messages';
import type { Registration } from '../client.js';
import { useCatalogue, useTexts } from '../language.js';
import { fieldTexts } from '../words/fields.js';

const stepOf: Readonly<Record<string, WizardStep>> = {
  business: 'business',
  contact: 'contact',
  filing: 'sensitiveRelationship',
  acceptance: 'agreement',
};

/** An answer a decision names, such as `business.companyName`. */
export interface NamedField {
  readonly path: string;
  /** The step it is corrected in. */
  readonly step: WizardStep;
  readonly name: string;
  /** The id of its input in that step. */
  readonly input: string;
}

/** The answers some paths name, in words. A path that is none of an application is left out. */
export function useNamedFields(
  { snapshot }: Pick<Registration, 'snapshot'>,
  paths: readonly string[],
): readonly NamedField[] {
  const { application, policy } = snapshot.context;
  const catalogue = useCatalogue();
  const labels: Readonly<Record<string, { readonly label: string }>> = useTexts(fieldTexts);
  return paths.flatMap((path): NamedField[] => {
    const [answer = '', field = '', place] = path.split('.');
    const step = stepOf[answer];
    if (step === undefined) return [];
    if (step === 'agreement') return [{ path, step, name: describeStep(catalogue, step), input: '' }];
    if (step === 'sensitiveRelationship') {
      const id = application.filing?.answers[Number(place)]?.question;
      const question = policy.sensitiveRelationship.items.find((item) => item.id === id);
      const name = question === undefined ? describeStep(catalogue, step) : describeQuestion(catalogue, question);
      return [{ path, step, name, input: `field-${id ?? ''}` }];
    }
    return [{ path, step, name: labels[field]?.label ?? field, input: `field-${field}` }];
  });
}
