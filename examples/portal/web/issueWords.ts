import { describeIssue } from 'hcpn-registration/messages';
import type { Described, Shown } from 'hcpn-registration/messages/en';
import { useCatalogue, useFormats } from './language.js';

const instant = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** Issues and requirements in words, with times and countries as people of the language write them. */
export function useIssueWords(): (found: Described) => string {
  const catalogue = useCatalogue();
  const { time, country } = useFormats();
  const shown: Shown = (value, name) => {
    if (name === 'country') return country(String(value));
    return typeof value === 'string' && instant.test(value) ? time(value) : value;
  };
  return (found) => describeIssue(catalogue, found, shown);
}
