import type { StepStatus } from 'hcpn-registration';
import type { Catalogue } from 'hcpn-registration/messages';
import { en } from 'hcpn-registration/messages/en';
import { fr } from 'hcpn-registration/messages/fr';
import { zhCN } from 'hcpn-registration/messages/zh-CN';

/** What this page calls its fields; the package has the words for steps, acts, questions and everything wrong. */
interface FieldWords {
  readonly label: string;
  readonly help?: string;
}

/** What the page says itself, in one language. */
export interface Words {
  readonly name: string;
  readonly catalogue: Catalogue;
  readonly title: string;
  readonly language: string;
  readonly progress: (done: number, total: number) => string;
  readonly status: Readonly<Record<StepStatus, string>>;
  readonly optional: (label: string) => string;
  readonly choose: string;
  readonly yes: string;
  readonly no: string;
  readonly wrong: string;
  readonly about: (label: string, text: string) => string;
  readonly busy: string;
  readonly partner: (partnerId: string) => string;
  readonly answers: string;
  readonly filed: (time: string) => string;
  /** An older version of the machines kept no time. */
  readonly filedEarlier: string;
  /** Another tab has saved, and nothing was typed here. */
  readonly moved: string;
  /** Another tab has saved, and what was typed here is not sent yet. */
  readonly behind: string;
  readonly show: string;
  /** An act was refused, because another tab has saved. */
  readonly stale: string;
  readonly changes: string;
  readonly changed: string;
  readonly nothing: string;
  readonly step: string;
  readonly kept: string;
  readonly keptAt: (step: string) => string;
  readonly failed: (code: string) => string;
  readonly outside: string;
  readonly outbox: string;
  readonly noLetter: string;
  readonly letter: (to: string) => string;
  readonly reviewer: string;
  readonly saved: (revision: number) => string;
  readonly link: string;
  readonly another: string;
  readonly fields: Readonly<Record<string, FieldWords>>;
  readonly agreements: Readonly<Record<string, string>>;
  readonly accept: (agreement: string) => string;
  readonly options: Readonly<Record<string, string>>;
}

const english: Words = {
  name: 'English',
  catalogue: en,
  title: 'Registration with the Huawei Cloud Partner Network',
  language: 'Language',
  progress: (done, total) => `${done} of ${total} steps done`,
  status: { done: 'done', open: 'open', lookAgain: 'please look again', waiting: 'waiting' },
  optional: (label) => `${label} (optional)`,
  choose: 'Please choose',
  yes: 'Yes',
  no: 'No',
  wrong: 'Please look at this:',
  about: (label, text) => `${label}: ${text}`,
  busy: 'One moment, please.',
  partner: (partnerId) => `Your company is a partner in the Huawei Cloud Partner Network. Partner ID: ${partnerId}`,
  answers: 'What you will submit',
  filed: (time) => `Filed on ${time}`,
  filedEarlier: 'Filed earlier',
  moved: 'This registration has gone on in another tab. You see it as it is now.',
  behind: 'This registration was changed in another tab. What you are typing here is not touched.',
  show: 'Show what has changed',
  stale: 'Nothing was sent: this registration was changed in another tab, and you had not seen that yet.',
  changes: 'What has changed:',
  changed: 'changed',
  nothing: '(empty)',
  step: 'Step',
  kept: 'What you typed is still in the form. Please check it and send it again.',
  keptAt: (step) => `What you typed is kept. You find it when you go back to the step “${step}”.`,
  failed: (code) => `It is not known whether this was saved (${code}). Please load the page again.`,
  outside: 'Simulated services',
  outbox: 'Outbox',
  noLetter: 'Verification codes appear here.',
  letter: (to) => `To ${to}: your verification code is`,
  reviewer: 'Reviewer',
  saved: (revision) => `Saved in this browser, revision ${revision}.`,
  link: 'Link to this registration',
  another: 'Begin another registration',
  fields: {
    country: { label: 'Country or region' },
    email: { label: 'E-mail address', help: 'For example ada@company.example' },
    verificationCode: { label: 'Verification code', help: 'In this example you find it in the outbox on this page.' },
    password: { label: 'Password', help: 'At least 8 characters, with a letter and a digit, without spaces.' },
    phone: { label: 'Phone number', help: 'In international form, for example +353 85 012 3456' },
    accountType: { label: 'Account type' },
    name: { label: 'Name' },
    accountName: { label: 'Account name', help: 'Letters, digits, spaces, hyphens, dots and underscores.' },
    mobileNumber: { label: 'Mobile number', help: 'In international form, for example +353 85 012 3456' },
    paymentMethodAdded: { label: 'A payment method is added.' },
    companyName: { label: 'Company name', help: 'As on the registration credential.' },
    registrationNumber: { label: 'Registration number', help: 'As on the registration credential.' },
    register: { label: 'Register', help: 'The court or state, where a country has several registers.' },
    address: { label: 'Address' },
    website: { label: 'Website', help: 'Beginning with http:// or https://' },
    industry: { label: 'Industry' },
    jobTitle: { label: 'Job title' },
    details: { label: 'Explanation', help: 'Who, and in which relationship.' },
    authorityConfirmed: {
      label: 'I have read the HCPN Certification Agreement, and I am authorised to accept it for my company.',
    },
    reason: { label: 'Reason' },
  },
  agreements: { 'customer-agreement': 'Huawei Cloud Customer Agreement', 'privacy-statement': 'Privacy Statement' },
  accept: (agreement) => `I accept the ${agreement}.`,
  options: { enterprise: 'Enterprise', individual: 'Individual' },
};

const french: Words = {
  name: 'Français',
  catalogue: fr,
  title: 'Inscription au réseau de partenaires Huawei Cloud (HCPN)',
  language: 'Langue',
  progress: (done, total) => `${done} étapes sur ${total} terminées`,
  status: { done: 'terminée', open: 'à faire', lookAgain: 'à revoir', waiting: 'en attente' },
  optional: (label) => `${label} (facultatif)`,
  choose: 'Veuillez choisir',
  yes: 'Oui',
  no: 'Non',
  wrong: 'Veuillez vérifier\u00a0:',
  about: (label, text) => `${label}\u00a0: ${text}`,
  busy: 'Un instant, s’il vous plaît.',
  partner: (partnerId) =>
    `Votre entreprise fait partie du réseau de partenaires Huawei Cloud. Identifiant de partenaire\u00a0: ${partnerId}`,
  answers: 'Ce que vous allez soumettre',
  filed: (time) => `Déclaration du ${time}`,
  filedEarlier: 'Déclaration antérieure',
  moved: 'Cette inscription a avancé dans un autre onglet. Vous la voyez telle qu’elle est maintenant.',
  behind: 'Cette inscription a été modifiée dans un autre onglet. Ce que vous saisissez ici n’est pas touché.',
  show: 'Voir ce qui a changé',
  stale:
    'Rien n’a été envoyé\u00a0: cette inscription a été modifiée dans un autre onglet, et vous ne l’aviez pas encore vu.',
  changes: 'Ce qui a changé\u00a0:',
  changed: 'modifié',
  nothing: '(vide)',
  step: 'Étape',
  kept: 'Votre saisie est toujours dans le formulaire. Veuillez la vérifier et l’envoyer de nouveau.',
  keptAt: (step) => `Votre saisie est conservée. Vous la retrouverez en revenant à l’étape «\u00a0${step}\u00a0».`,
  failed: (code) => `On ne sait pas si cela a été enregistré (${code}). Veuillez recharger la page.`,
  outside: 'Services simulés',
  outbox: 'Boîte d’envoi',
  noLetter: 'Les codes de vérification apparaissent ici.',
  letter: (to) => `À ${to}\u00a0: votre code de vérification est`,
  reviewer: 'Examinateur',
  saved: (revision) => `Enregistré dans ce navigateur, révision ${revision}.`,
  link: 'Lien vers cette inscription',
  another: 'Commencer une autre inscription',
  fields: {
    country: { label: 'Pays ou région' },
    email: { label: 'Adresse e-mail', help: 'Par exemple ada@entreprise.example' },
    verificationCode: {
      label: 'Code de vérification',
      help: 'Dans cet exemple, il se trouve dans la boîte d’envoi de cette page.',
    },
    password: { label: 'Mot de passe', help: 'Au moins 8 caractères, dont une lettre et un chiffre, sans espace.' },
    phone: { label: 'Numéro de téléphone', help: 'Au format international, par exemple +353 85 012 3456' },
    accountType: { label: 'Type de compte' },
    name: { label: 'Nom' },
    accountName: { label: 'Nom du compte', help: 'Lettres, chiffres, espaces, traits d’union, points et soulignés.' },
    mobileNumber: { label: 'Numéro de mobile', help: 'Au format international, par exemple +353 85 012 3456' },
    paymentMethodAdded: { label: 'Un moyen de paiement est ajouté.' },
    companyName: { label: 'Nom de l’entreprise', help: 'Comme sur le justificatif d’immatriculation.' },
    registrationNumber: { label: 'Numéro d’immatriculation', help: 'Comme sur le justificatif d’immatriculation.' },
    register: { label: 'Registre', help: 'Le tribunal ou l’État, là où un pays a plusieurs registres.' },
    address: { label: 'Adresse' },
    website: { label: 'Site web', help: 'Commence par http:// ou https://' },
    industry: { label: 'Secteur d’activité' },
    jobTitle: { label: 'Fonction' },
    details: { label: 'Explication', help: 'Qui, et quelle relation.' },
    authorityConfirmed: {
      label: 'J’ai lu le contrat de certification HCPN et j’ai le pouvoir de l’accepter pour mon entreprise.',
    },
    reason: { label: 'Motif' },
  },
  agreements: {
    'customer-agreement': 'contrat client de Huawei Cloud',
    'privacy-statement': 'déclaration de confidentialité',
  },
  accept: (agreement) => `J’accepte\u00a0: ${agreement}.`,
  options: { enterprise: 'Entreprise', individual: 'Particulier' },
};

const chinese: Words = {
  name: '简体中文',
  catalogue: zhCN,
  title: '华为云合作伙伴网络（HCPN）注册',
  language: '语言',
  progress: (done, total) => `共 ${total} 步，已完成 ${done} 步`,
  status: { done: '已完成', open: '待办', lookAgain: '请再次确认', waiting: '等待中' },
  optional: (label) => `${label}（选填）`,
  choose: '请选择',
  yes: '是',
  no: '否',
  wrong: '请检查以下内容：',
  about: (label, text) => `${label}：${text}`,
  busy: '请稍候。',
  partner: (partnerId) => `贵公司已成为华为云合作伙伴网络的合作伙伴。合作伙伴ID：${partnerId}`,
  answers: '将要提交的内容',
  filed: (time) => `报备时间：${time}`,
  filedEarlier: '较早的报备',
  moved: '此注册已在另一个标签页中继续。您看到的是最新状态。',
  behind: '此注册已在另一个标签页中更改。您在此处输入的内容未受影响。',
  show: '查看更改',
  stale: '未发送任何内容：此注册已在另一个标签页中更改，而您尚未看到。',
  changes: '已更改的内容：',
  changed: '已更改',
  nothing: '（空）',
  step: '步骤',
  kept: '您输入的内容仍在表单中。请检查后重新发送。',
  keptAt: (step) => `您输入的内容已保留。返回“${step}”步骤即可看到。`,
  failed: (code) => `无法确定是否已保存（${code}）。请重新加载页面。`,
  outside: '模拟服务',
  outbox: '发件箱',
  noLetter: '验证码将显示在此处。',
  letter: (to) => `发送至 ${to}：您的验证码为`,
  reviewer: '审核人员',
  saved: (revision) => `已保存在此浏览器中，版本 ${revision}。`,
  link: '此注册的链接',
  another: '开始另一个注册',
  fields: {
    country: { label: '国家/地区' },
    email: { label: '邮件地址', help: '例如 ada@company.example' },
    verificationCode: { label: '验证码', help: '在本示例中，请查看本页的发件箱。' },
    password: { label: '密码', help: '至少8个字符，包含字母和数字，不含空格。' },
    phone: { label: '电话号码', help: '国际格式，例如 +353 85 012 3456' },
    accountType: { label: '账号类型' },
    name: { label: '姓名' },
    accountName: { label: '账号名', help: '可包含字母、数字、空格、连字符、点和下划线。' },
    mobileNumber: { label: '手机号', help: '国际格式，例如 +353 85 012 3456' },
    paymentMethodAdded: { label: '已添加支付方式。' },
    companyName: { label: '公司名称', help: '与注册证件一致。' },
    registrationNumber: { label: '注册号', help: '与注册证件一致。' },
    register: { label: '登记机关', help: '同一国家有多个登记机关时，填写法院或州。' },
    address: { label: '地址' },
    website: { label: '网址', help: '以 http:// 或 https:// 开头' },
    industry: { label: '行业' },
    jobTitle: { label: '职务' },
    details: { label: '说明', help: '涉及何人，以及何种关系。' },
    authorityConfirmed: { label: '我已阅读《HCPN认证协议》，并有权代表公司接受该协议。' },
    reason: { label: '原因' },
  },
  agreements: { 'customer-agreement': '《华为云用户协议》', 'privacy-statement': '《隐私政策声明》' },
  accept: (agreement) => `我接受${agreement}。`,
  options: { enterprise: '企业', individual: '个人' },
};

/** The languages of this page, by their tag. */
export const languages: Readonly<Record<string, Words>> = { en: english, fr: french, 'zh-CN': chinese };

/** The language a person chose, or the first of the browser's that there is. */
export function languageOf(chosen: string | null): string {
  const wanted = [chosen ?? '', ...navigator.languages];
  const known = Object.keys(languages);
  const found = wanted.map((tag) => known.find((one) => tag !== '' && one.split('-')[0] === tag.split('-')[0]));
  return found.find((tag) => tag !== undefined) ?? 'en';
}

/** The words of a language. */
export function wordsOf(tag: string): Words {
  return languages[tag] ?? english;
}
