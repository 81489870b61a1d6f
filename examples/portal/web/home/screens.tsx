import type { ComponentType } from 'react';
import { HomeScreen } from './HomeScreen.js';

/** The partner's home, which stays while the account is looked up. */
export const homeScreens: Readonly<Record<string, ComponentType>> = {
  'enrollment.enrolled': HomeScreen,
  'enrollment.lookingUpAccount': HomeScreen,
};
