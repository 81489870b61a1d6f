import type { ComponentType } from 'react';
import { NotRegisteredScreen, RegisteringScreen } from './RegisteringScreens.js';
import { RejectedScreen } from './RejectedScreen.js';
import { AwaitingScreeningScreen, InReviewScreen, ScreeningScreen } from './WaitingScreens.js';

/** The screens of review, up to the moment the company is a partner. A revision goes on in the wizard. */
export const reviewScreens: Readonly<Record<string, ComponentType>> = {
  'review.screening': ScreeningScreen,
  'review.awaitingScreening': AwaitingScreeningScreen,
  'review.manuallyReviewing': InReviewScreen,
  'review.rejected': RejectedScreen,
  'enrollment.registering': RegisteringScreen,
  'enrollment.notRegistered': NotRegisteredScreen,
};
