import { useTexts } from '../language.js';
import { registrationsTexts } from '../words/registrations.js';
import { stateTexts } from '../words/states.js';

/** The name of a state; one that has none stands for itself. */
export function useStateWords(): (state: string) => string {
  const names: Readonly<Record<string, string>> = useTexts(stateTexts);
  return (state) => names[state] ?? state;
}

/** The colour of a state in lists: what waits for Huawei Cloud stands out. */
export function colourOf(state: string): string {
  if (['review.manuallyReviewing', 'signup.realName.inReview'].includes(state)) return 'orange';
  if (state.endsWith('rejected') || state.endsWith('disqualified')) return 'red';
  if (state.startsWith('enrollment.')) return 'green';
  return state.startsWith('review.') ? 'yellow' : 'gray';
}

/** Choices of states for a list, grouped by the part of the road: all of a part, then each state of it. */
export function useStateChoices(all: string) {
  const { roads } = useTexts(registrationsTexts);
  const names = useTexts(stateTexts);
  const groups = Object.entries(roads).map(([road, group]) => {
    const states = Object.entries(names).filter(([state]) => state === road || state.startsWith(`${road}.`));
    const items = states.map(([value, label]) => ({ value, label }));
    return { group, items: items.length === 1 ? items : [{ value: road, label: `${group}: ${all}` }, ...items] };
  });
  return groups;
}
