import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { developmentPaths, partnerPrograms } from '../../src/choices.js';
import { developmentPathMachine } from '../../src/developmentPath/developmentPath.machine.js';
import { roles } from '../../src/events.js';
import type { Issue, IssueCode, IssueParams } from '../../src/issue.js';
import * as english from '../../src/messages/en.js';
import * as french from '../../src/messages/fr.js';
import type { Catalogue } from '../../src/messages/messages.js';
import * as chinese from '../../src/messages/zh-CN.js';
import { partnerProgramMachine } from '../../src/partnerProgram/partnerProgram.machine.js';
import { createPolicy, sites } from '../../src/policy.js';
import { registrationMachine } from '../../src/registration/registration.machine.js';
import { chartOf } from '../../src/snapshot.js';

const { describeAct, describeIssue, describeQuestion, describeStep, en } = english;
const { fr } = french;
const { zhCN } = chinese;

/** How a language is written. */
interface Writing {
  readonly catalogue: Catalogue;
  /** The punctuation of a message: where it begins and where it ends. */
  readonly message: RegExp;
  /** The end of one sentence within a message. */
  readonly end: RegExp;
  /** How a label begins. */
  readonly label: RegExp;
  /** How an act begins: with what to do. */
  readonly act: RegExp;
  readonly question: RegExp;
  /** Names that stay as they are in any language, where the language has another script. */
  readonly kept: RegExp | null;
  /** What has no place in this language, by the rule it breaks. Parameters and kept names are blanked out before. */
  readonly foreign: Readonly<Record<string, RegExp>>;
  /** Codes whose words depend on a number. */
  readonly counting: readonly IssueCode[];
  /** A rejection for the reason 'No such company.', and one without a reason. */
  readonly rejected: readonly [withReason: string, without: string];
}

const counting = [
  'text.tooShort',
  'text.tooLong',
  'password.tooShort',
  'password.tooLong',
  'code.format',
  'code.wrong',
  'code.dailyLimit',
  'realName.filesMissing',
  'invitee.tooManyPartners',
  'invitation.dailyLimit',
] as const;

/** The 6,763 characters of GB 2312, the national standard of the simplified script: two bytes, both with the high bit. */
const simplified = Array.from({ length: 0xf7 - 0xb0 + 1 }, (_, row) =>
  Array.from({ length: 0xfe - 0xa1 + 1 }, (_, cell) => [0xb0 + row, 0xa1 + cell]),
)
  .flat()
  .map((bytes) => new TextDecoder('gbk').decode(new Uint8Array(bytes)))
  .filter((character) => /^\p{Script=Han}$/u.test(character))
  .join('');

/** What is not of that standard, and what it has though it is written in another way in nearly every word. */
const traditional = new RegExp(`(?![${simplified}])\\p{Script=Han}|[乾吒夥後徵拚捱摺於榘菸薹袷醣麴麽]`, 'u');

const writings: readonly Writing[] = [
  {
    catalogue: en,
    message: /^["A-Z].+\.$/u,
    end: /[.?](?=\s|$)/gu,
    label: /^[A-Z]/u,
    act: /^(?!(?:The|An?|To|Your)\b)[A-Z][a-z]+(?<!ed|ing|tion|ment)(?=\s|$)/u,
    question: /^[A-Z].+\?$/u,
    kept: null,
    foreign: { 'no other script, and the plain marks of the keyboard': /[^ -~]/u },
    counting: [...counting, 'account.mobileQuota', 'realName.tooYoung', 'review.resubmissionsUsedUp'],
    rejected: ['rejected: "No such company". ', 'rejected. '],
  },
  {
    catalogue: fr,
    message: /^(?:«|\p{Lu}).+\.$/u,
    end: /[.?](?=\s|$)/gu,
    label: /^\p{Lu}/u,
    act: /^(?:Se \p{Ll}|\p{Lu})\p{Ll}*(?:er|ir|re)(?!\p{L})/u,
    question: /^\p{Lu}.+\?$/u,
    kept: null,
    foreign: {
      'no other script': /(?!\p{Script=Latin})\p{L}/u,
      'no English left over':
        /(?<!\p{L})(?:please|the|this|that|your|you|is|are|been|must|cannot|with|for|from|already|only|not|account|company|path|review|member|yet|first|again)(?!\p{L})/iu,
      'a no-break space before : ; ? ! and »': /[^\u00A0\u202F](?:[;?!»]|:(?!\/\/))/u,
      'a no-break space after «': /«[^\u00A0\u202F]/u,
      'French quotation marks and apostrophes': /["“”'‘]/u,
    },
    counting: [...counting, 'realName.tooYoung'],
    rejected: ['refusée\u00A0: «\u00A0No such company\u00A0». ', 'refusée. '],
  },
  {
    catalogue: zhCN,
    message: /^(?:[“《]|\p{Script=Han}).+。$/u,
    end: /。/gu,
    label: /^《?[\p{Script=Han}A-Z]/u,
    act: /^(?:稍后|暂不|重新)?(?:选择|提交|输入|获取|使|设置|填写|跳过|同意|改用|完善|开始|申请|上报|同步|升级|返回|保存|报备|打开|保留|核查|关联|使用|批准|驳回|修改|取回|撤回|办理|查询|购买|注销|退出|记录|启动|放弃|续期|接受|邀请|发送|解除|撤销|变更|移交|声明)/u,
    question: /^\p{Script=Han}.+？$/u,
    kept: /(?<![A-Za-z])(?:HCPN|HCS|MDF|FH|PDM|ISO|UTC|MB|XState|https?:\/\/)(?![A-Za-z])/g,
    foreign: {
      'no Latin letters but those of proper names': /\p{Script=Latin}/u,
      'no other script': /(?![\p{Script=Han}\p{Script=Latin}])\p{L}/u,
      'no half-width punctuation': /[,.;:?!()"'[\]<>]/u,
      'no full-width letters, digits or spaces': /[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A\u3000]/u,
      'no space at a Chinese character or mark':
        /(?<=[\p{Script=Han}，。：；？！、（）“”《》])\s|\s(?=[\p{Script=Han}，。：；？！、（）“”《》])/u,
      'no traditional characters': traditional,
    },
    counting: [],
    rejected: ['驳回，原因：“No such company”。', '驳回。'],
  },
];

type CodeWithParams = { [C in IssueCode]: keyof IssueParams[C] extends never ? never : C }[IssueCode];

const path = { path: 'software' };
const program = { program: 'reseller' };

/** Parameters as the rules give them, for every code that has some. */
const params: { readonly [C in CodeWithParams]: IssueParams[C] } = {
  'value.wrongType': { expected: 'number' },
  'value.notOffered': { offered: 'individual, enterprise' },
  'value.tooMany': { most: 20 },
  'value.tooFew': { least: 1 },
  'key.unknown': { key: 'colour' },
  'text.tooShort': { least: 2 },
  'text.tooLong': { most: 64 },
  'event.unknown': { type: 'wizard.dance' },
  'event.reserved': { type: 'xstate.init' },
  'event.notExpected': { event: 'wizard.submit' },
  'review.fieldNamed': { field: 'business.companyName' },
  'actor.notAllowed': { role: 'applicant', event: 'review.approve' },
  'revision.stale': { expected: 3, actual: 4 },
  'decision.late': { attempt: 1, current: 2 },
  'decision.unnamed': { current: 2 },
  'port.unavailable': { port: 'lookUpCompany' },
  'file.typeNotAccepted': { accepted: 'image/png, image/jpeg' },
  'file.tooLarge': { mostMegabytes: 10 },
  'account.countryCannotEnableCloud': { country: 'TR' },
  'account.agreementNotAccepted': { agreement: 'customer-agreement' },
  'account.agreementVersionStale': { agreement: 'customer-agreement', current: '2' },
  'account.mobileQuota': { most: 3 },
  'accountName.reservedPrefix': { prefix: 'op_' },
  'password.tooShort': { least: 8 },
  'password.tooLong': { most: 32 },
  'password.tooFewKinds': { least: 2 },
  'code.format': { digits: 6 },
  'code.wrong': { left: 2 },
  'code.resendTooSoon': { from: '2026-11-01T09:01:00.000Z' },
  'code.dailyLimit': { most: 5 },
  'realName.rejected': { reason: 'The certificate is blurred' },
  'realName.tooYoung': { least: 18 },
  'realName.filesMissing': { least: 2 },
  'company.alreadyPartner': { companyName: 'Đại Việt Cloud JSC' },
  'company.differsFromRealName': { field: 'companyName' },
  'sensitiveRelationship.versionStale': { current: '2027-01' },
  'sensitiveRelationship.unanswered': { question: 'employees' },
  'sensitiveRelationship.unknownQuestion': { question: 'pets' },
  'sensitiveRelationship.detailsRequired': { question: 'officials' },
  'agreement.versionStale': { current: '2027-01' },
  'step.outOfOrder': { step: 'agreement', before: 'contact' },
  'step.lookAgain': { step: 'agreement' },
  'review.rejected': { reason: 'The name differs from the licence' },
  'review.resubmissionsUsedUp': { most: 2 },
  'review.overdue': { since: '2026-11-05T00:00:00.000Z' },
  'path.requiresPartner': path,
  'path.alreadySelected': path,
  'path.invitationRequired': path,
  'path.closedByProgram': { ...path, program: 'cloudSolutionProvider' },
  'path.notWhitelisted': path,
  'path.takenBySibling': path,
  'path.notSelected': path,
  'path.differs': path,
  'path.solutionRequired': path,
  'path.validationOpen': path,
  'path.validating': path,
  'path.differentiationOpen': path,
  'path.differentiating': path,
  'path.failed': { ...path, stage: 'roleValidation', reason: 'Too few certified persons' },
  'path.reviewDue': path,
  'path.reviewing': path,
  'pathExit.inProgram': path,
  'pathExit.validating': path,
  'pathExit.roleValidated': path,
  'pathExit.differentiated': path,
  'pathExit.softwareSolution': path,
  'pathExit.advancedSolution': path,
  'pathExit.testCoupon': path,
  'pathExit.examVoucher': path,
  'pathExit.mdf': path,
  'pathExit.fh': path,
  'pathExit.deliverySupport': path,
  'program.requiresPartner': program,
  'program.alreadyRequested': program,
  'program.invitationRequired': program,
  'program.closedByPath': program,
  'program.excludedBy': { ...program, other: 'cloudSolutionProvider' },
  'program.notEnterprise': program,
  'program.realNameRequired': program,
  'program.realNameIndividual': program,
  'program.realNameUsed': program,
  'program.areaTaken': { ...program, area: 'TH' },
  'program.areaMissing': program,
  'program.resources': program,
  'program.consumption': program,
  'program.arrears': program,
  'program.frozen': program,
  'program.creditAccount': program,
  'program.enterpriseCenter': program,
  'program.customerOfPartner': program,
  'program.preregistered': program,
  'program.notRequested': program,
  'program.notEnrolled': program,
  'program.differs': program,
  'program.formOpen': program,
  'program.agreementNotAccepted': { ...program, agreement: 'reseller-agreement' },
  'program.agreementVersionStale': { agreement: 'reseller-agreement', current: '2' },
  'program.sellerMissing': program,
  'program.reviewing': program,
  'program.rejected': { ...program, reason: 'The website cannot be reached' },
  'program.certificateExpired': program,
  'program.certificateExpiring': { ...program, until: '2027-11-05T00:00:00.000Z' },
  'program.renewalTooEarly': { ...program, from: '2027-09-05T00:00:00.000Z' },
  'program.renewing': program,
  'program.renewalRefused': { ...program, reason: 'No revenue' },
  'program.leaveOffline': program,
  'purchase.closed': program,
  'deregistration.onPath': path,
  'deregistration.inProgram': program,
  'invitee.tooManyPartners': { most: 3, days: 365 },
  'invitation.dailyLimit': { most: 100 },
  'statement.versionStale': { current: '1.1' },
  'dedicated.pathNotOffered': path,
  'dedicated.pathRequired': path,
  'dedicated.rejected': { reason: 'The certificate has expired' },
  'dedicated.disqualified': { reason: 'The person has left the company' },
};

/** What a parameter of this name may name, for which every catalogue has words. */
const named: Readonly<Record<string, readonly string[]>> = {
  path: developmentPaths,
  program: partnerPrograms,
  other: partnerPrograms,
  role: roles,
  field: ['companyName', 'registrationNumber'],
  expected: ['number', 'string', 'boolean', 'array', 'object', 'record'],
  event: Object.keys(en.acts),
  step: Object.keys(en.steps),
  before: Object.keys(en.steps),
};

/** What else may be expected of a value; English shows these as they are. */
const expectations = [
  'int',
  'plain data',
  'one of the documented shapes',
  'something else',
  'time zone',
  'at most 64 fields, none of them a secret',
];

const codes = Object.keys(en.issues) as IssueCode[];
const paramsOf = (code: IssueCode): Issue['params'] =>
  Object.hasOwn(params, code) ? params[code as CodeWithParams] : {};
const codesWithParams = Object.keys(params) as CodeWithParams[];

/** The parameters of a code, each changed. */
const changed = (code: IssueCode, change: (value: string | number, name: string) => string | number) =>
  Object.fromEntries(Object.entries(paramsOf(code)).map(([name, value]) => [name, change(value, name)]));

const labelsOf = ({ steps, acts, questions }: Catalogue) => [steps, acts, questions].flatMap(Object.values<string>);

/** A message for each thing its parameters may name, beside the others, which are blank. */
function naming(catalogue: Catalogue, code: IssueCode): readonly string[] {
  const blank = changed(code, (value) => (typeof value === 'number' ? 7 : '7'));
  return Object.keys(blank).flatMap((name) =>
    typeof blank[name] === 'number'
      ? []
      : (named[name] ?? []).map((id) => describeIssue(catalogue, { code, params: { ...blank, [name]: id } })),
  );
}

/** Everything a catalogue says in its own words: parameters are blank, or name something it has words for. */
function ownWords(catalogue: Catalogue): readonly string[] {
  const blanked = codes.flatMap((code) => [
    describeIssue(catalogue, { code, params: changed(code, (value) => (typeof value === 'number' ? 7 : '7')) }),
    ...naming(catalogue, code),
  ]);
  return [...blanked, ...labelsOf(catalogue)];
}

describe.each(writings)('the messages in $catalogue.language', (writing) => {
  const { catalogue, message, end, kept, foreign, rejected } = writing;
  const textOf = (code: IssueCode, given: Issue['params'] = paramsOf(code)) =>
    describeIssue(catalogue, { code, params: given });

  it('are whole sentences for every code, with a reason and without', () => {
    const withoutReason = (code: IssueCode) => changed(code, (value, name) => (name === 'reason' ? '' : value));
    for (const code of codes) {
      for (const text of [textOf(code), textOf(code, withoutReason(code))]) {
        expect(text, code).toMatch(message);
        expect(text, code).not.toMatch(
          /undefined|\bnull\b|NaN|\[object|[{}]|\s{2}|\.\.|。。|""|“”|«\s»|[!！]|\s[.,。，]|^\s|\s$/u,
        );
      }
    }
  });

  it('are one sentence or two', () => {
    for (const code of codes) {
      const text = textOf(
        code,
        changed(code, (value) => (typeof value === 'number' ? 7 : '7')),
      );
      expect([1, 2], text).toContain(text.match(end)?.length);
    }
  });

  it('are different for different codes, but for a reason that is missing', () => {
    const texts = codes.map((code) => textOf(code));
    const repeated = codes.filter((code, place) => texts.indexOf(textOf(code)) !== place);
    expect(repeated).toEqual(['review.reasonMissing']);
    expect(textOf('review.reasonMissing')).toBe(textOf('realName.reasonMissing'));
  });

  it('show every parameter', () => {
    for (const code of codesWithParams) {
      let next = 4711;
      const given = changed(code, (value, name) => (typeof value === 'number' ? next++ : `${name}-${next++}`));
      for (const [name, value] of Object.entries(given))
        expect(textOf(code, given), `${code}: ${name}`).toContain(String(value));
    }
  });

  it('say in words what a parameter names', () => {
    for (const code of codesWithParams) {
      for (const [name, value] of Object.entries(paramsOf(code))) {
        if (typeof value === 'number') continue;
        const about = (id: string) => textOf(code, { ...paramsOf(code), [name]: id });
        for (const id of named[name] ?? [])
          expect(about(id), `${code}: ${id}`).not.toBe(about('\u2603').replaceAll('\u2603', id));
      }
    }
  });

  it('count as the language does', () => {
    const plurals = new Intl.PluralRules(catalogue.language);
    const counted = codesWithParams.filter((code) => {
      const numbers = Object.entries(paramsOf(code)).filter(([, value]) => typeof value === 'number');
      const forms = numbers.map(([name]) => {
        const words = (number: number) => textOf(code, { ...paramsOf(code), [name]: number }).replaceAll(/\d+/g, '#');
        const like = (number: number) => words(plurals.select(number) === 'one' ? 1 : 2);
        for (const number of [0, 1, 2, 5, 21]) expect(words(number), `${code}: ${number}`).toBe(like(number));
        return words(1) !== words(2);
      });
      return forms.includes(true);
    });
    expect(counted.sort()).toEqual([...writing.counting].sort());
  });

  it('say the reason of a rejection, and leave it out where there is none', () => {
    const [withReason, without] = rejected;
    expect(textOf('review.rejected', { reason: 'No such company.' })).toContain(withReason);
    expect(textOf('review.rejected', { reason: '' })).toContain(without);
  });

  it('are left alone by a code of a later version', () => {
    expect(describeIssue(catalogue, { code: 'moon.full' as IssueCode, params: {} })).toBe('moon.full');
  });

  it.each(Object.entries(foreign))('are written with %s, as the labels are', (_claim, mistake) => {
    const expected = catalogue === en ? [] : expectations.map((kind) => textOf('value.wrongType', { expected: kind }));
    for (const text of [...ownWords(catalogue), ...expected])
      expect(kept === null ? text : text.replaceAll(kept, '7')).not.toMatch(mistake);
  });
});

describe.each(writings)('the labels in $catalogue.language', ({ catalogue, label, act, question }) => {
  const { steps, acts, questions } = catalogue;

  it('name every act of the road, and no other', () => {
    const machines = [registrationMachine, developmentPathMachine, partnerProgramMachine];
    const said = machines.flatMap((machine) => Object.keys(chartOf(machine).vocabulary));
    expect(Object.keys(acts).sort()).toEqual([...new Set(said)].sort());
  });

  it('name every step of the road, and no other', () => {
    const policy = createPolicy({ site: 'cn' });
    const { context } = createActor(registrationMachine, { input: { policy } }).getSnapshot();
    const walked = ['wizard', 'association'].flatMap((state) => chartOf(registrationMachine).steps(context, state));
    const stages = [developmentPathMachine, partnerProgramMachine].flatMap((machine) =>
      chartOf(machine).steps({}, machine.config.initial as string),
    );
    const onlyRequired = ['road', 'dedicatedPersonnel'];
    const ids = [...walked, ...stages].map(({ id }) => id).concat(onlyRequired);
    expect(Object.keys(steps).sort()).toEqual([...new Set(ids)].sort());
  });

  it('name every question of the default questionnaires, and no other', () => {
    for (const site of sites) {
      const asked = createPolicy({ site }).sensitiveRelationship.items.map(({ id }) => id);
      expect(Object.keys(questions)).toEqual(asked);
    }
  });

  it('are filled in, without a mark at the end', () => {
    for (const words of [...Object.values(steps), ...Object.values(acts)]) {
      expect(words).toMatch(label);
      expect(words).not.toMatch(/[.,;:?!。，；：？！…]$|\s$|\s{2}/u);
    }
  });

  it('begin with what to do where they name an act', () => {
    for (const words of Object.values(acts)) expect(words).toMatch(act);
  });

  it('ask where they name a question', () => {
    for (const words of Object.values(questions)) expect(words).toMatch(question);
  });

  it('are different for different steps and questions', () => {
    const words = [...Object.values(steps), ...Object.values(questions)];
    expect(new Set(words).size).toBe(words.length);
  });

  it("a question's own text goes before the catalogue's", () => {
    expect(describeQuestion(catalogue, { id: 'officials', text: null })).toBe(questions.officials);
    expect(describeQuestion(catalogue, { id: 'officials', text: 'Any officials?' })).toBe('Any officials?');
    expect(describeQuestion(catalogue, { id: 'pets', text: null })).toBe('pets');
  });
});

describe('G5 the table of traditional characters', () => {
  it('holds the whole standard', () => {
    expect([...simplified]).toHaveLength(6763);
    expect(new Set(simplified).size).toBe(6763);
  });

  it.each([
    ...'們這請號認證應該為與業務註冊關聯點擊選擇從經過發進還沒實說無時間區國處對開將會來絡驗訊寫變權審員據總銷讀並頁夥後於',
  ])('knows %s for one', (character) => expect(`请${character}交`).toMatch(traditional));

  it.each([
    ...'们这请号认证应该为与业务注册关联点击选择从经过发进还没实说无时间区国处对开将会来络验讯写变权审员据总销读并页伙后于',
  ])('does not take %s for one', (character) => expect(character).not.toMatch(traditional));
});

describe('a catalogue', () => {
  it.each([
    ['en', english, en],
    ['fr', french, fr],
    ['zh-CN', chinese, zhCN],
  ] as const)('%s says which language it is in, and brings along what reads it', (language, door, catalogue) => {
    expect(catalogue.language).toBe(language);
    expect(door).toMatchObject({ describeAct, describeIssue, describeQuestion, describeStep });
  });

  it('in English counts in the singular and in the plural', () => {
    const textOf = (code: IssueCode, given: Issue['params']) => describeIssue(en, { code, params: given });
    expect(textOf('text.tooLong', { most: 1 })).toContain('1 character.');
    expect(textOf('text.tooLong', { most: 64 })).toContain('64 characters.');
    expect(textOf('code.wrong', { left: 1 })).toContain('1 more try.');
  });

  it('in French counts in the singular up to one, and in the plural from two on', () => {
    const textOf = (code: IssueCode, given: Issue['params']) => describeIssue(fr, { code, params: given });
    expect(textOf('text.tooLong', { most: 1 })).toContain('1 caractère.');
    expect(textOf('text.tooLong', { most: 64 })).toContain('64 caractères.');
    expect(textOf('code.wrong', { left: 0 })).toContain('0 essai.');
  });

  it('in Chinese lists, and ends a reason, with the marks of the language', () => {
    const textOf = (code: IssueCode, given: Issue['params']) => describeIssue(zhCN, { code, params: given });
    expect(textOf('value.notOffered', { offered: 'a, b, c' })).toContain('：a、b、c。');
    expect(textOf('review.rejected', { reason: '查无此公司。' })).toContain('原因：“查无此公司”。');
  });

  it('finds labels by id; what has no words stands for itself', () => {
    expect(describeAct(en, 'wizard.submit')).toBe('Submit the application');
    expect(describeAct(fr, 'wizard.submit')).toBe('Soumettre la candidature');
    expect(describeAct(zhCN, 'wizard.submit')).toBe('提交申请');
    expect(describeAct(en, 'toString')).toBe('toString');
    expect(describeStep(en, 'contact')).toBe('Contact information');
    expect(describeStep(fr, 'contact')).toBe('Coordonnées');
    expect(describeStep(zhCN, 'contact')).toBe('联系人信息');
    expect(describeStep(en, 'moon')).toBe('moon');
  });
});
