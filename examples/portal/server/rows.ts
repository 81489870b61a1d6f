import { companyKey, nextDeadline, pathOf, sharedWithPartner } from 'hcpn-registration';
import type { Row, User } from '../api.js';
import type { Kept } from './kept.js';

/** A registration as one row of a list, as far as somebody may see it. */
export function rowFor(user: User, kept: Kept, applicant: string): Row {
  return user.role === 'administrator' ? sharedRow(kept, applicant) : fullRow(kept, applicant);
}

function fullRow({ key, revision, at, snapshot }: Kept, applicant: string): Row {
  const { application, association, review } = snapshot.context;
  const { business } = application;
  return {
    key,
    revision,
    at,
    state: pathOf(snapshot.value),
    company: business === null ? null : companyKey(business),
    companyName: business?.companyName ?? association.company?.companyName ?? null,
    applicant,
    submittedAt: application.submittedAt ?? review.submittedAt,
    deadline: nextDeadline(snapshot)?.at ?? null,
  };
}

/** A member is named once they are associated; before, there is what they asked to be invited by. */
function sharedRow({ key, revision, at, snapshot }: Kept, applicant: string): Row {
  const { context } = snapshot;
  const { association } = context;
  const isNameShared = sharedWithPartner(context).includes('name');
  return {
    key,
    revision,
    at,
    state: pathOf(snapshot.value),
    company: null,
    companyName: association.company?.companyName ?? null,
    applicant: isNameShared ? applicant : (association.request?.value ?? ''),
    submittedAt: null,
    deadline: nextDeadline(snapshot)?.at ?? null,
  };
}
