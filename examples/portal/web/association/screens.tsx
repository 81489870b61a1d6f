import type { ComponentType } from 'react';
import { AssociatedScreen } from './AssociatedScreen.js';
import { ChoosingScreen } from './ChoosingScreen.js';
import { InvitedScreen } from './InvitedScreen.js';
import { AwaitingScreen, DraftingScreen, InvitingAgainScreen } from './WaitingScreens.js';

/** The screens of association, for the person and for the administrator: each sees what they may do. */
export const associationScreens: Readonly<Record<string, ComponentType>> = {
  'association.drafting': DraftingScreen,
  'association.awaitingInvitation': AwaitingScreen,
  'association.inviteeNotLookedUp': () => <InvitingAgainScreen state="inviteeNotLookedUp" />,
  'association.verificationFailed': () => <InvitingAgainScreen state="verificationFailed" />,
  'association.choosingAccount': ChoosingScreen,
  'association.invited': InvitedScreen,
  'association.expired': () => <InvitingAgainScreen state="expired" />,
  'association.superseded': () => <InvitingAgainScreen state="superseded" />,
  'association.disassociated': () => <InvitingAgainScreen state="disassociated" />,
  'association.associated.notDedicated': AssociatedScreen,
  'association.associated.applying': AssociatedScreen,
  'association.associated.rejected': AssociatedScreen,
  'association.associated.dedicated': AssociatedScreen,
  'association.associated.cancelling': AssociatedScreen,
  'association.associated.cancelled': AssociatedScreen,
  'association.associated.disqualified': AssociatedScreen,
};
