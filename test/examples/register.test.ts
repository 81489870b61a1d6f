import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { applicants, emptyFolder, everythingIn, root, runDemo, savedRevisions } from './demo.js';

const ends: Readonly<Record<string, { readonly says: string; readonly shows: readonly string[] }>> = {
  'germany-happy-road.json': {
    says: 'Lindenhof Energietechnik GmbH is a partner in the Huawei Cloud Partner Network',
    shows: [
      'This is not a valid e-mail address',
      'The password needs at least one digit',
      'The agreement "customer-agreement" is not accepted',
      'The system check is passed; no manual review is needed.',
      'Once enrolled, a partner cannot withdraw from HCPN.',
    ],
  },
  'thailand-manual-review.json': {
    says: 'บริษัท เชียงดาว ดาต้า จำกัด is a partner in the Huawei Cloud Partner Network',
    shows: [
      '"Approve the application" is not for the applicant to do',
      'Reviewer: Reject the application: “The company name differs from the registration credential',
      'Revise the application',
      'Submission 2',
    ],
  },
  'china-real-name.json': {
    says: '苏州青禾智能科技有限公司 is a partner in the Huawei Cloud Partner Network',
    shows: [
      'This mobile number already has 3 HUAWEI IDs',
      'Enterprise real-name authentication comes first',
      '营业执照照片模糊',
      'This is not a valid unified social credit code',
      'The program "Distributor" is open by invitation only.',
      'Requested programs  Cloud Solution Provider (in review)',
    ],
  },
  'portugal-two-applicants.json': {
    says: 'tiago-nogueira is associated with Mar Alto Sistemas, Lda.',
    shows: [
      'Submission 1 did not pass the system check',
      'Reviewer: Approve the application',
      'A colleague was faster: Mar Alto Sistemas, Lda. is a partner by now, and is one only once.',
      'Mar Alto Sistemas, Lda. is partner P-MARALTO1 already.',
      'Tiago Nogueira: Associate with the company',
    ],
  },
  'vietnam-closed-program.json': {
    says: 'Công ty TNHH Phần mềm Sen Việt is a partner in the Huawei Cloud Partner Network',
    shows: [
      'Nguyễn Thị Mai: Select a development path: Software',
      'Nguyễn Thị Mai: Apply to join a partner program: Cloud Solution Provider',
      'An account that has selected a development path cannot join',
      'An account with provisioned resources cannot join',
      'An account with consumption records cannot join',
      'Development paths   Software (role selected)',
    ],
  },
  'brazil-two-programs.json': {
    says: 'Ipê Nuvem Serviços Digitais Ltda. is a partner in the Huawei Cloud Partner Network',
    shows: [
      'The agreement "solution-partner-cooperation-agreement" of the program',
      'Reviewer: Report that the application to the program is rejected: “A descrição dos serviços está incompleta.”',
      'Luís Azevedo: Revise the application to the program',
      'Huawei Cloud: Record an invitation to a partner program: Distributor',
      'exclude each other on one account',
      'Requested programs  none',
      'Enrolled programs   Cloud Solution Provider (certificate CSP-2026-0042, valid until 2027-12-31',
    ],
  },
  'greece-association.json': {
    says: 'eleni-papadaki is associated with Αιγαίο Δεδομένα Α.Ε.',
    shows: [
      'No HUAWEI ID matches',
      'This HUAWEI ID is authenticated as an enterprise',
      'This HUAWEI ID is a partner account itself',
      'Several HUAWEI IDs match: eleni-papadaki, kostas-ioannou',
      'The Statement for HUAWEI ID association is not accepted',
    ],
  },
};

/** Every password an applicant types, whether it is taken or not. */
function passwordsOf(file: string): string[] {
  const { signup } = JSON.parse(readFileSync(`${root}examples/data/${file}`, 'utf8')) as {
    signup: { password: string | string[] };
  };
  return [signup.password].flat();
}

/** The codes that were delivered, and everything printed beside their delivery. */
function deliveries(out: string) {
  const lines = out.split('\n');
  const codes = lines.flatMap((line) => /✉ .* verification code is (\d+)$/.exec(line)?.[1] ?? []);
  return { codes, rest: lines.filter((line) => !line.includes('✉')).join('\n') };
}

const withoutTimes = (text: string) => text.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME');

describe('npm start', () => {
  it('has an end in store for every applicant', () => expect(Object.keys(ends).sort()).toEqual([...applicants].sort()));

  it.each(applicants)('plays %s to the end, and keeps no secret', async (file) => {
    const cwd = emptyFolder();
    const { out, err, code } = await runDemo(['--file', `${root}examples/data/${file}`], { cwd });
    expect({ err, code }).toEqual({ err: '', code: 0 });
    expect(out).toContain(`★ ${ends[file]?.says}`);
    for (const text of ends[file]?.shows ?? []) expect(out).toContain(text);
    const revisions = savedRevisions(out);
    expect(revisions).toEqual(revisions.map((_, place) => place + 1));
    expect(out).toContain(`Kept in`);
    expect(out).toContain(`.registrations, under the key "${file.replace('.json', '')}", revision ${revisions.at(-1)}`);

    const kept = everythingIn(`${cwd}/.registrations`);
    const { codes, rest } = deliveries(out);
    expect(codes.length).toBeGreaterThan(0);
    for (const secret of [...passwordsOf(file), ...codes]) {
      expect(rest).not.toContain(secret);
      expect(kept).not.toContain(secret);
    }
  });

  it('plays the same each time, apart from times', async () => {
    const [one, other] = await Promise.all(
      [emptyFolder(), emptyFolder()].map((cwd) =>
        runDemo(['--file', `${root}examples/data/china-real-name.json`], { cwd }),
      ),
    );
    expect(withoutTimes(one?.out ?? '')).toBe(withoutTimes(other?.out ?? '-'));
  });

  it('is plain text where nobody looks at a terminal', async () => {
    const { out } = await runDemo(['--store', emptyFolder()], { env: { CI: '1', FORCE_COLOR: '1', INIT_CWD: '/' } });
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });

  it('says that a registration is finished, and begins another one with --fresh', async () => {
    const store = emptyFolder();
    const first = await runDemo(['--store', store]);
    expect(first.code).toBe(0);
    const again = await runDemo(['--store', store]);
    expect(again.code).toBe(0);
    expect(again.out).toContain('This registration is finished, revision 24.');
    expect(savedRevisions(again.out)).toEqual([]);
    const fresh = await runDemo(['--store', store, '--fresh']);
    expect(fresh.out).toContain('under the key "thailand-manual-review-2"');
    expect(savedRevisions(fresh.out)).toEqual(savedRevisions(first.out));
    const latest = await runDemo(['--store', store]);
    expect(latest.out).toContain('under the key "thailand-manual-review-2"');
  });
});
