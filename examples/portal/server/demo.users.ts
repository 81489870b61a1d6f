import type { User } from '../api.js';

/** The partner of the demo, whose administrator can be signed in as. */
export const demoPartner = {
  company: { country: 'GR', registrationNumber: '000123456000' },
  partner: { partnerId: 'P-AEGEAN01', companyName: 'Αιγαίο Δεδομένα Α.Ε.' },
} as const;

/** Another partner, whose number in another register is that of somebody else's company. */
export const namesake = {
  company: { country: 'DE', registrationNumber: 'HRB 12345', register: 'Amtsgericht München' },
  partner: { partnerId: 'P-ISARTAL1', companyName: 'Isartal Robotik GmbH' },
} as const;

function applicant(id: string, name: string): User {
  return { id, name, role: 'applicant', partnerId: null };
}

/** Who can be signed in as. */
export const demoUsers: readonly User[] = [
  applicant('amelie', 'Amélie Fournier'),
  applicant('sabine', 'Sabine Krüger'),
  applicant('joerg', 'Jörg Weißenfels'),
  applicant('frieda', 'Frieda Brandt'),
  applicant('xiaowen', '林晓雯'),
  applicant('bowen', '陈博文'),
  applicant('napatsorn', 'นภัสสร ศรีสุวรรณ'),
  applicant('joana', 'Joana Ferreira'),
  applicant('tiago', 'Tiago Nogueira'),
  applicant('mai', 'Nguyễn Thị Mai'),
  applicant('luis', 'Luís Azevedo'),
  applicant('eleni', 'Ελένη Παπαδάκη'),
  applicant('dimitris', 'Δημήτρης Αλεξίου'),
  applicant('katerina', 'Κατερίνα Βλάχου'),
  { id: 'nikos', name: 'Νίκος Στεφανίδης', role: 'administrator', partnerId: demoPartner.partner.partnerId },
  { id: 'rita', name: 'Rita Marchetti', role: 'reviewer', partnerId: null },
  { id: 'clara', name: 'Clara Lindqvist', role: 'reviewer', partnerId: null },
];
