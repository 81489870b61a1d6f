import type { ComponentType } from 'react';
import { AgreementsScreen } from './AgreementsScreen.js';
import { CodeScreen } from './CodeScreen.js';
import { CountryScreen } from './CountryScreen.js';
import { EmailScreen } from './EmailScreen.js';
import { InformationScreen } from './InformationScreen.js';
import { PasswordScreen } from './PasswordScreen.js';
import { PhoneScreen } from './PhoneScreen.js';
import { RealNameInReviewScreen, RealNameRejectedScreen, RealNameScreen } from './RealNameScreens.js';
import { UpgradeScreen } from './UpgradeScreen.js';

/** The screens of signup. */
export const signupScreens: Readonly<Record<string, ComponentType>> = {
  'signup.choosingCountry': CountryScreen,
  'signup.verifyingEmail.entering': EmailScreen,
  'signup.verifyingEmail.enteringCode': CodeScreen,
  'signup.settingPassword.entering': PasswordScreen,
  'signup.securingPhone.entering': PhoneScreen,
  'signup.securingPhone.enteringCode': CodeScreen,
  'signup.acceptingAgreements': AgreementsScreen,
  'signup.completingInformation': InformationScreen,
  'signup.realName.applying': RealNameScreen,
  'signup.realName.inReview': RealNameInReviewScreen,
  'signup.realName.rejected': RealNameRejectedScreen,
  'signup.offeringUpgrade': UpgradeScreen,
};
