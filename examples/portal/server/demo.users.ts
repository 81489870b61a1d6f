import type { User } from '../api.js';

/** The partner of the demo, whose administrator can be signed in as. */
export const demoPartner = {
  company: { country: 'GR', registrationNumber: '000123456000' },
  partner: { partnerId: 'P-AEGEAN01', companyName: 'Αιγαίο Δεδομένα Α.Ε.' },
} as const;

function applicant(id: string, name: string): User {
  return { id, name, role: 'applicant', partnerId: null };
}

/** Who can be signed in as. */
export const demoUsers: readonly User[] = [
  applicant('amelie', 'Amélie Fournier'),
  applicant('sabine', 'Sabine Krüger'),
  applicant('xiaowen', '林晓雯'),
  applicant('napatsorn', 'นภัสสร ศรีสุวรรณ'),
  applicant('mai', 'Nguyễn Thị Mai'),
  applicant('luis', 'Luís Azevedo'),
  applicant('eleni', 'Ελένη Παπαδάκη'),
  applicant('dimitris', 'Δημήτρης Αλεξίου'),
  { id: 'nikos', name: 'Νίκος Στεφανίδης', role: 'administrator', partnerId: demoPartner.partner.partnerId },
  { id: 'rita', name: 'Rita Marchetti', role: 'reviewer', partnerId: null },
];
