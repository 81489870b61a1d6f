import type { ComponentType } from 'react';
import { AgreementScreen } from './AgreementScreen.js';
import { BusinessScreen } from './BusinessScreen.js';
import { CompanyCheckScreen, OfferScreen } from './CompanyScreens.js';
import { ContactScreen } from './ContactScreen.js';
import { FilingScreen } from './FilingScreen.js';
import { RoadScreen } from './RoadScreen.js';

/** The screens of the choice of road and of the join wizard. */
export const wizardScreens: Readonly<Record<string, ComponentType>> = {
  choosingRoad: RoadScreen,
  'wizard.enteringBusiness': BusinessScreen,
  'wizard.companyCheckFailed': CompanyCheckScreen,
  'wizard.offeringAssociation': OfferScreen,
  'wizard.enteringContact': ContactScreen,
  'wizard.filingSensitiveRelationship': FilingScreen,
  'wizard.acceptingAgreement': AgreementScreen,
};
