import domain from '../fixtures/domain-rules.json' with { type: 'json' };

/** Whether an id is one of the domain reference. */
export function isRuleId(id: string): boolean {
  return Object.hasOwn(domain.rules, id);
}
