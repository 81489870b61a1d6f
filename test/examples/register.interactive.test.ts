import { afterEach, describe, expect, it } from 'vitest';
import { emptyFolder, everythingIn, key, Person } from './demo.js';

const people: Person[] = [];

afterEach(() => {
  for (const person of people.splice(0)) person.kill();
});

function personAt(store: string): Person {
  const person = new Person(['--store', store]);
  people.push(person);
  return person;
}

const { enter, esc, ctrlC, down, up, clear } = key;

/** Goes through signup to the choice of road. */
async function signUp(person: Person, country: string): Promise<void> {
  await person.answers('Country or region (type to search)', country, enter);
  await person.answers('◆  E-mail address', 'ada@lantern.example', enter);
  const letter = await person.sees('◆  Verification code');
  await person.types(/verification code is (\d+)/.exec(letter)?.[1] ?? '', enter);
  await person.answers('◆  Password', 'Example-Road-1', enter);
  await person.answers('◆  Security phone', enter);
  await person.answers('◆  Do you accept the customer-agreement', 'y');
  await person.answers('◆  Do you accept the privacy-statement', 'y');
  await person.answers('◆  Complete the account information now?', 'n');
}

describe('npm start -- --interactive', () => {
  it('leads a person with bad input, back, stop and review to partner', async () => {
    const store = emptyFolder();
    let person = personAt(store);
    await person.answers('Which site of Huawei Cloud?', enter);
    await person.answers('Country or region (type to search)', 'Irel', enter);
    await person.answers('◆  E-mail address', 'ada', enter);
    await person.answers('This is not a valid e-mail address.', clear, 'ada@lantern.example', enter);
    const letter = await person.sees('◆  Verification code');
    const code = /E-mail to ada@lantern.example: .* code is (\d+)/.exec(letter)?.[1] ?? '';
    await person.types(code === '000000' ? '000001' : '000000', enter);
    await person.sees('This is not the code that was sent. You have 2 more tries.');
    await person.answers('◆  Verification code', ctrlC);
    await person.sees('Stopped.');
    expect((await person.leaves()).code).toBe(0);

    person = personAt(store);
    await person.sees('Carrying on where it was: revision 4, in “E-mail address”.');
    await person.sees(`your Huawei Cloud verification code is ${code}`);
    await person.answers('◆  Verification code', code, enter);
    await person.answers('◆  Password', 'short', enter);
    await person.answers('The password is too short.', clear, 'Example-Road-1', enter);
    await person.answers('◆  Security phone', enter);
    await person.answers('◆  Do you accept the customer-agreement', 'n');
    await person.answers('◆  Do you accept the privacy-statement', 'y');
    await person.sees('The agreement "customer-agreement" is not accepted.');
    await person.answers('◆  Do you accept the customer-agreement', 'y');
    await person.answers('◆  Do you accept the privacy-statement', 'y');
    await person.answers('◆  Complete the account information now?', 'n');
    await person.answers('● Apply to join HCPN', enter);

    await person.answers('◆  Company name', '2024', enter);
    await person.answers('A company name cannot consist of digits', clear, 'Lantern', enter);
    await person.answers('◆  Country or region of the company', esc);
    await person.answers('◆  Company name', ' Cloud Works', enter);
    await person.answers('◆  Country or region of the company', 'Ireland', enter);
    await person.answers('◆  Registration number', ctrlC);
    expect((await person.leaves()).code).toBe(0);

    person = personAt(store);
    await person.sees('in “Business information”.');
    await person.sees('Company name, as on the registration credential: Lantern Cloud Works');
    await person.answers('◆  Registration number', 'IE-603211', enter);
    await person.answers('◆  Register (optional)', enter);
    await person.answers('◆  Address (optional)', enter);
    await person.answers('◆  Website (optional)', 'lantern.example', enter);
    await person.answers('Please give the full address of the website', clear, enter);
    await person.answers('◆  Industry (optional)', enter);
    await person.answers('◆  Name of the contact person', esc);
    await person.answers('◆  Company name', enter);
    await person.answers('◆  Country or region of the company', enter);
    await person.answers('IE-603211', enter);
    await person.answers('◆  Register (optional)', enter);
    await person.answers('◆  Address (optional)', enter);
    await person.answers('◆  Website (optional)', enter);
    await person.answers('◆  Industry (optional)', enter);
    await person.answers('◆  Name of the contact person', '伊藤 さくら', enter);
    await person.answers('◆  Job title (optional)', enter);
    await person.answers('◆  E-mail address', 'sakura@lantern.example', enter);
    await person.answers('◆  Phone number', '+353 20 910 0123', enter);
    await person.answers('◆  Is any owner, director', 'y');
    await person.answers('◆  Please say who and how', enter);
    await person.answers('This is required.', 'The director worked there until 2019.', enter);
    await person.answers('◆  Is any owner, director', 'n');
    await person.answers('◆  Does any owner, director', 'n');
    await person.answers('◆  Does a current or former', 'n');
    await person.answers('● Accept the HCPN Certification Agreement', enter);
    await person.answers('the authority to bind Lantern Cloud Works?', 'n');
    await person.sees('Whoever accepts the agreement states to have authority');
    await person.answers('● Accept the HCPN Certification Agreement', enter);
    await person.answers('the authority to bind Lantern Cloud Works?', 'y');
    await person.answers('● Submit the application', enter);

    await person.answers('● As reviewer: Approve the application', down, enter);
    await person.answers('◆  Reason, shown to the applicant', enter);
    await person.answers('A rejection carries a reason.', 'The name lacks its legal form.', enter);
    await person.sees('The application was rejected: "The name lacks its legal form');
    await person.answers('● Revise the application', enter);
    await person.answers('◆  Company name', ' Ltd', enter);
    await person.answers('◆  Country or region of the company', enter);
    await person.answers('◆  Registration number', enter);
    await person.answers('◆  Register (optional)', enter);
    await person.answers('◆  Address (optional)', enter);
    await person.answers('◆  Website (optional)', enter);
    await person.answers('◆  Industry (optional)', enter);
    await person.sees('An answer that the step "Sensitive relationship filing" rests on has changed.');
    await person.answers('◆  Go on all the same?', enter);
    await person.answers('◆  Name of the contact person', enter);
    await person.answers('◆  Job title (optional)', enter);
    await person.answers('◆  E-mail address', enter);
    await person.answers('◆  Phone number', enter);
    await person.answers('◆  Is any owner, director', enter);
    await person.answers('◆  Please say who and how', enter);
    await person.answers('◆  Is any owner, director', enter);
    await person.answers('◆  Does any owner, director', enter);
    await person.answers('◆  Does a current or former', enter);
    await person.answers('● Accept the HCPN Certification Agreement', enter);
    await person.answers('the authority to bind Lantern Cloud Works Ltd?', 'y');
    await person.answers('● Submit the application', enter);
    await person.answers('● As reviewer: Approve the application', enter);

    await person.sees('The development path “Learning” is closed to this account:');
    await person.sees('The development path "Learning" is open by invitation only.');
    await person.answers('● Select a development path', enter);
    await person.answers('◆  Which development path?', enter);
    await person.answers('○ Nothing more: finish', up, enter);
    await person.sees('★ Lantern Cloud Works Ltd is a partner in the Huawei Cloud Partner Network');
    expect((await person.leaves()).code).toBe(0);

    const kept = everythingIn(store);
    for (const secret of ['Example-Road-1', code]) expect(kept).not.toContain(secret);
  });

  it('leads to an association when the company is a partner already, with both sides played', async () => {
    const person = personAt(emptyFolder());
    await person.answers('Which site of Huawei Cloud?', down, enter);
    await signUp(person, 'United Kingdom');
    await person.answers('● Apply to join HCPN', enter);
    await person.answers('◆  Company name', 'Pennard Bay', enter);
    await person.answers('◆  Country or region of the company', 'United Kingdom', enter);
    await person.answers('◆  Registration number', '01234567', enter);
    await person.answers('◆  Register (optional)', enter);
    await person.answers('◆  Address (optional)', enter);
    await person.answers('◆  Website (optional)', enter);
    await person.answers('◆  Industry (optional)', enter);
    await person.sees('"Pennard Bay Instruments Ltd" is a partner already');
    await person.answers('● Associate with the company', enter);
    await person.answers('● Ask to be associated with the company', enter);
    await person.answers('◆  How can you be found?', enter);
    await person.answers('◆  E-mail address', enter);
    await person.sees("As the partner's administrator: Invite a member");
    await person.types(down, enter);
    await person.answers('◆  Invite by', enter);
    await person.answers('◆  E-mail address', clear, 'nobody@lantern.example', enter);
    await person.sees('No HUAWEI ID matches.');
    await person.answers("● As the partner's administrator: Invite a member", enter);
    await person.answers('◆  Invite by', enter);
    await person.answers('◆  E-mail address', enter);
    await person.answers('● Accept the invitation', enter);
    await person.answers('◆  Are you employed by this partner?', 'y');
    await person.answers('◆  Do you agree to the Statement', 'n');
    await person.sees('The Statement for HUAWEI ID association is not accepted.');
    await person.answers('● Accept the invitation', enter);
    await person.answers('◆  Are you employed by this partner?', 'y');
    await person.answers('◆  Do you agree to the Statement', 'y');
    await person.sees('Nothing more: finish');
    person.kill();
  });

  it('B2 B5 lets a person say that a partner is another company, and lets a colleague be faster', async () => {
    const person = personAt(emptyFolder());
    await person.answers('Which site of Huawei Cloud?', enter);
    await signUp(person, 'United Kingdom');
    await person.answers('● Apply to join HCPN', enter);
    await person.answers('◆  Company name', 'Penryn Harbour', enter);
    await person.answers('◆  Country or region of the company', 'United Kingdom', enter);
    await person.answers('◆  Registration number', '01234567', enter);
    await person.answers('◆  Register (optional)', enter);
    await person.answers('◆  Address (optional)', enter);
    await person.answers('◆  Website (optional)', enter);
    await person.answers('◆  Industry (optional)', enter);
    await person.sees('"Pennard Bay Instruments Ltd" is a partner already');
    await person.sees('● Associate with the company');
    await person.types(down);
    await person.answers('● State that this is not my company', enter);
    await person.sees('People look at that.');
    await person.answers('◆  Is it not your company?', 'y');
    await person.answers('◆  Name of the contact person', 'Ada Penrose', enter);
    await person.answers('◆  Job title (optional)', enter);
    await person.answers('◆  E-mail address', 'ada@penryn.example', enter);
    await person.answers('◆  Phone number', '+44 7700 900123', enter);
    await person.answers('◆  Is any owner, director', 'n');
    await person.answers('◆  Is any owner, director', 'n');
    await person.answers('◆  Does any owner, director', 'n');
    await person.answers('◆  Does a current or former', 'n');
    await person.answers('● Accept the HCPN Certification Agreement', enter);
    await person.answers('the authority to bind Penryn Harbour?', 'y');
    await person.sees('● Submit the application');
    await person.types(up, up);
    await person.answers('● As a colleague', enter);
    await person.sees('Somebody else of Penryn Harbour was approved.');
    await person.answers('● Submit the application', enter);
    await person.sees('"Penryn Harbour" is a partner already');
    await person.answers('● Associate with the company', enter);
    await person.sees('Ask to be associated with the company');
    person.kill();
  });

  it('asks for real-name authentication on the cn site, and plays its review', async () => {
    const person = personAt(emptyFolder());
    await person.answers('Which site of Huawei Cloud?', down, down, enter);
    await signUp(person, 'China (CN)');
    await person.answers('◆  Company name', '苏州青禾智能科技有限公司', enter);
    await person.answers('◆  Country or region of the company', 'China (CN)', enter);
    await person.answers('◆  Registration number', '91320594MA00000Q7G', enter);
    await person.answers('◆  Register (optional)', enter);
    await person.answers('◆  File name of the scanned business licence', 'licence.pdf', enter);
    await person.answers('Files of this type are not accepted.', clear, 'licence.jpg', enter);
    await person.answers('● As reviewer: Report the result', enter);
    await person.answers('◆  Is it passed?', down, enter);
    await person.answers('◆  Reason', 'The photo is blurred.', enter);
    await person.answers('◆  File name of the scanned business licence', 'sharp.jpg', enter);
    await person.answers('● As reviewer: Report the result', enter);
    await person.answers('◆  Is it passed?', enter);
    await person.answers('● Apply to join HCPN', enter);
    await person.sees('Registration number: 91320594MA00000Q7G');
    await person.answers('◆  Register (optional)', enter);
    await person.answers('◆  Address (optional)', ctrlC);
    expect((await person.leaves()).code).toBe(0);
  });

  it('stops at the end of its input as at Ctrl-C', async () => {
    const person = personAt(emptyFolder());
    await person.sees('Which site of Huawei Cloud?');
    await person.hangsUp();
    await person.sees('Stopped.');
    expect((await person.leaves()).code).toBe(0);
  });
});
