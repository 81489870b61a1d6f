import type { Announcement, DevelopmentPathEvent, PartnerProgramEvent } from 'hcpn-registration';
import { texts } from '../language.js';

/** What letters are about. */
export type LetterAbout = Announcement['type'] | 'verificationCode';

/** What a letter can name, as text; empty where it is not given. */
export interface LetterValues {
  readonly company: string;
  readonly reason: string;
  readonly partnerId: string;
  readonly path: string;
  readonly program: string;
  /** What was carried out on a path or in a program, as a sentence. */
  readonly news: string;
  readonly huaweiId: string;
  readonly validUntil: string;
  readonly enrolledAt: string;
  readonly validityMinutes: string;
  readonly benefit: string;
  readonly status: string;
  /** Accounts of this portal. */
  readonly from: string;
  readonly to: string;
}

/** A letter as it is read. */
export interface LetterText {
  readonly subject: string;
  readonly text: string;
}

type LetterTexts = Readonly<Record<LetterAbout, (values: LetterValues) => LetterText>>;
type News = Readonly<Record<DevelopmentPathEvent['type'] | PartnerProgramEvent['type'], string>>;
type Benefits = Readonly<Record<Extract<Announcement, { type: 'association.benefitRequested' }>['benefit'], string>>;
type Statuses = Readonly<Record<Extract<Announcement, { type: 'association.dedicatedChanged' }>['status'], string>>;

const because = (reason: string) => (reason === '' ? '' : ` Reason: ${reason}`);
const raison = (reason: string) => (reason === '' ? '' : ` Raison : ${reason}`);
const yuanyin = (reason: string) => (reason === '' ? '' : `原因：${reason}`);

const news: News = {
  'path.invited': 'Huawei Cloud invites your company to the path.',
  'path.whitelisted': 'Your company is on the whitelist of the path now.',
  'path.select': 'The path is selected. Next comes role validation.',
  'path.exit': 'The path was left.',
  'path.solution.certified': 'A cloud software solution was certified.',
  'path.validation.submit': 'Role validation was submitted for.',
  'path.validation.passed': 'Role validation is passed.',
  'path.validation.failed': 'Role validation was not passed.',
  'path.differentiation.submit': 'Competency differentiation was submitted for.',
  'path.differentiation.passed': 'Competency differentiation is passed.',
  'path.differentiation.failed': 'Competency differentiation was not passed.',
  'path.annualReview.due': 'The annual review is due.',
  'path.annualReview.submit': 'The annual review was submitted for.',
  'path.annualReview.passed': 'The annual review is passed.',
  'path.annualReview.failed': 'The annual review was not passed.',
  'program.invited': 'Huawei Cloud invites your company to the program.',
  'program.apply': 'An application to the program was begun.',
  'program.cancel': 'The application to the program was given up.',
  'program.submit': 'The application to the program was submitted. Huawei Cloud reviews it.',
  'program.revise': 'The application to the program is being revised.',
  'program.approved': 'The application to the program is approved.',
  'program.rejected': 'The application to the program was rejected.',
  'program.certificate.expired': 'The certificate of the program has expired.',
  'program.renew': 'A renewal of the certificate was asked for.',
  'program.renewed': 'The certificate of the program is renewed.',
  'program.renewalRefused': 'The certificate of the program was not renewed.',
  'program.leave': 'The program was left.',
  'program.left': 'Your company is no longer in the program.',
  'program.cooperation.invited': 'A distributor invites your company to cooperate.',
  'program.cooperation.accept': 'The cooperation with the distributor was accepted.',
};

const benefits: Benefits = { examVoucher: 'an exam voucher', cloudLab: 'a cloud lab' };

const statuses: Statuses = {
  applying: 'The application is in review.',
  rejected: 'The application was rejected.',
  dedicated: 'The member is dedicated personnel now.',
  cancelling: 'The cancellation is in review.',
  cancelled: 'The member is no longer dedicated personnel.',
  disqualified: 'Huawei Cloud has disqualified the member.',
};

const letters: LetterTexts = {
  verificationCode: ({ validityMinutes }) => ({
    subject: 'Your verification code',
    text: `Enter this code to go on. It is valid for ${validityMinutes} minutes. Tell it nobody.`,
  }),
  'review.manualReviewStarted': ({ company }) => ({
    subject: 'Your application is in review',
    text: `A reviewer of Huawei Cloud looks at the application of ${company}. You need not do anything.`,
  }),
  'review.approved': ({ company }) => ({
    subject: 'Your application is approved',
    text: `The application of ${company} to the Huawei Cloud Partner Network is approved.`,
  }),
  'review.rejected': ({ company, reason }) => ({
    subject: 'Your application was rejected',
    text: `The application of ${company} was rejected.${because(reason)} Please correct it and submit it again.`,
  }),
  'registration.handedOver': ({ company, from, to }) => ({
    subject: 'A registration was handed over',
    text: `${company === '' ? 'A registration' : `The registration of ${company}`} is now that of the account ${to}${from === '' ? '' : `, and no longer of ${from}`}. Contact Huawei Cloud if nobody told you of it.`,
  }),
  'enrollment.enrolled': ({ company, partnerId, enrolledAt }) => ({
    subject: 'Welcome to the Huawei Cloud Partner Network',
    text: `${company} has been a partner since ${enrolledAt}. The partner ID is ${partnerId}. Next, select a development path or join a partner program.`,
  }),
  'path.changed': ({ path, news: what, reason }) => ({
    subject: `Development path ${path}`,
    text: `${what}${because(reason)}`,
  }),
  'program.changed': ({ program, news: what, reason }) => ({
    subject: `Partner program ${program}`,
    text: `${what}${because(reason)}`,
  }),
  'enrollment.sensitiveRelationshipFiled': ({ partnerId }) => ({
    subject: 'Your sensitive relationships were filed again',
    text: `The filing of the partner ${partnerId} is recorded beside the earlier ones.`,
  }),
  'enrollment.deregistrationRequested': ({ partnerId }) => ({
    subject: 'Deregistering your account was requested',
    text: `The account of the partner ${partnerId} is going to be deregistered. Contact Huawei Cloud at once if you did not ask for it.`,
  }),
  'association.invited': ({ company, validUntil }) => ({
    subject: `${company} invites you`,
    text: `${company} invites your HUAWEI ID to be associated with it. The invitation is valid until ${validUntil}.`,
  }),
  'association.expired': ({ company }) => ({
    subject: 'The invitation has expired',
    text: `The invitation of ${company} is no longer valid. Ask its administrator for another one.`,
  }),
  'association.accepted': ({ company, huaweiId }) => ({
    subject: 'The association is in place',
    text: `The HUAWEI ID ${huaweiId} is associated with ${company} now.`,
  }),
  'association.disassociated': ({ company, huaweiId }) => ({
    subject: 'The association was cancelled',
    text: `The HUAWEI ID ${huaweiId} is no longer associated with ${company}.`,
  }),
  'association.benefitRequested': ({ company, benefit }) => ({
    subject: 'A benefit was requested for you',
    text: `${company} has requested ${benefit} for you.`,
  }),
  'association.dedicatedChanged': ({ company, status, reason }) => ({
    subject: `Dedicated personnel of ${company}`,
    text: `${status}${because(reason)}`,
  }),
};

/** Texts of the outbox: every letter a real host would send. */
export const outboxTexts = texts(
  {
    title: 'Outbox',
    about: 'What a real portal would send by e-mail, SMS and station message. It comes up here by itself.',
    recipient: 'Recipient',
    everybody: 'Everybody',
    channels: { email: 'E-mail', sms: 'SMS', stationMessage: 'Station message' },
    to: (recipient: string) => `To ${recipient}`,
    empty: 'No letters yet. Begin a registration, and the first code comes up here.',
    copy: 'Copy the code',
    copied: 'Copied',
    open: 'Open the registration',
    news,
    benefits,
    statuses,
    letters,
  },
  {
    fr: {
      title: 'Boîte d’envoi',
      about:
        'Ce qu’un vrai portail enverrait par e-mail, SMS et message interne. Les nouveaux messages apparaissent d’eux-mêmes.',
      recipient: 'Destinataire',
      everybody: 'Tout le monde',
      channels: { email: 'E-mail', sms: 'SMS', stationMessage: 'Message interne' },
      to: (recipient) => `À ${recipient}`,
      empty: 'Pas encore de message. Commencez une inscription, et le premier code apparaît ici.',
      copy: 'Copier le code',
      copied: 'Copié',
      open: 'Ouvrir l’inscription',
      news: {
        'path.invited': 'Huawei Cloud invite votre entreprise à ce parcours.',
        'path.whitelisted': 'Votre entreprise figure désormais sur la liste blanche du parcours.',
        'path.select': 'Le parcours est choisi. L’étape suivante est la validation du rôle.',
        'path.exit': 'Le parcours a été quitté.',
        'path.solution.certified': 'Une solution logicielle cloud a été certifiée.',
        'path.validation.submit': 'La validation du rôle a été demandée.',
        'path.validation.passed': 'La validation du rôle est réussie.',
        'path.validation.failed': 'La validation du rôle a échoué.',
        'path.differentiation.submit': 'La différenciation des compétences a été demandée.',
        'path.differentiation.passed': 'La différenciation des compétences est réussie.',
        'path.differentiation.failed': 'La différenciation des compétences a échoué.',
        'path.annualReview.due': 'L’échéance de l’évaluation annuelle est arrivée.',
        'path.annualReview.submit': 'L’évaluation annuelle a été demandée.',
        'path.annualReview.passed': 'L’évaluation annuelle est réussie.',
        'path.annualReview.failed': 'L’évaluation annuelle a échoué.',
        'program.invited': 'Huawei Cloud invite votre entreprise à ce programme.',
        'program.apply': 'Une candidature au programme a été commencée.',
        'program.cancel': 'La candidature au programme a été abandonnée.',
        'program.submit': 'La candidature au programme a été soumise. Huawei Cloud l’examine.',
        'program.revise': 'La candidature au programme est en cours de correction.',
        'program.approved': 'La candidature au programme est approuvée.',
        'program.rejected': 'La candidature au programme a été refusée.',
        'program.certificate.expired': 'Le certificat du programme a expiré.',
        'program.renew': 'Le renouvellement du certificat a été demandé.',
        'program.renewed': 'Le certificat du programme est renouvelé.',
        'program.renewalRefused': 'Le certificat du programme n’a pas été renouvelé.',
        'program.leave': 'Le programme a été quitté.',
        'program.left': 'Votre entreprise ne fait plus partie du programme.',
        'program.cooperation.invited': 'Un distributeur invite votre entreprise à coopérer.',
        'program.cooperation.accept': 'La coopération avec le distributeur a été acceptée.',
      },
      benefits: { examVoucher: 'un bon d’examen', cloudLab: 'un laboratoire cloud' },
      statuses: {
        applying: 'La demande est en cours d’examen.',
        rejected: 'La demande a été refusée.',
        dedicated: 'Le membre fait désormais partie du personnel dédié.',
        cancelling: 'L’annulation est en cours d’examen.',
        cancelled: 'Le membre ne fait plus partie du personnel dédié.',
        disqualified: 'Huawei Cloud a disqualifié le membre.',
      },
      letters: {
        verificationCode: ({ validityMinutes }) => ({
          subject: 'Votre code de vérification',
          text: `Saisissez ce code pour continuer. Il est valable ${validityMinutes} minutes. Ne le communiquez à personne.`,
        }),
        'review.manualReviewStarted': ({ company }) => ({
          subject: 'Votre candidature est en cours d’examen',
          text: `Un examinateur de Huawei Cloud étudie la candidature de ${company}. Vous n’avez rien à faire.`,
        }),
        'review.approved': ({ company }) => ({
          subject: 'Votre candidature est approuvée',
          text: `La candidature de ${company} au réseau de partenaires Huawei Cloud est approuvée.`,
        }),
        'review.rejected': ({ company, reason }) => ({
          subject: 'Votre candidature a été refusée',
          text: `La candidature de ${company} a été refusée.${raison(reason)} Veuillez la corriger et la soumettre à nouveau.`,
        }),
        'registration.handedOver': ({ company, from, to }) => ({
          subject: 'Une inscription a été transmise',
          text: `${company === '' ? 'Une inscription' : `L’inscription de ${company}`} est désormais celle du compte ${to}${from === '' ? '' : `, et n’est plus celle de ${from}`}. Contactez Huawei Cloud si personne ne vous en a parlé.`,
        }),
        'enrollment.enrolled': ({ company, partnerId, enrolledAt }) => ({
          subject: 'Bienvenue dans le réseau de partenaires Huawei Cloud',
          text: `${company} est partenaire depuis le ${enrolledAt}. L’ID de partenaire est ${partnerId}. Choisissez maintenant un parcours de développement ou rejoignez un programme partenaire.`,
        }),
        'path.changed': ({ path, news: what, reason }) => ({
          subject: `Parcours de développement ${path}`,
          text: `${what}${raison(reason)}`,
        }),
        'program.changed': ({ program, news: what, reason }) => ({
          subject: `Programme partenaire ${program}`,
          text: `${what}${raison(reason)}`,
        }),
        'enrollment.sensitiveRelationshipFiled': ({ partnerId }) => ({
          subject: 'Vos relations sensibles ont été déclarées à nouveau',
          text: `La déclaration du partenaire ${partnerId} est enregistrée à côté des précédentes.`,
        }),
        'enrollment.deregistrationRequested': ({ partnerId }) => ({
          subject: 'La suppression de votre compte a été demandée',
          text: `Le compte du partenaire ${partnerId} va être supprimé. Contactez aussitôt Huawei Cloud si vous ne l’avez pas demandé.`,
        }),
        'association.invited': ({ company, validUntil }) => ({
          subject: `${company} vous invite`,
          text: `${company} invite votre HUAWEI ID à lui être associé. L’invitation est valable jusqu’au ${validUntil}.`,
        }),
        'association.expired': ({ company }) => ({
          subject: 'L’invitation a expiré',
          text: `L’invitation de ${company} n’est plus valable. Demandez-en une autre à son administrateur.`,
        }),
        'association.accepted': ({ company, huaweiId }) => ({
          subject: 'L’association est en place',
          text: `Le HUAWEI ID ${huaweiId} est désormais associé à ${company}.`,
        }),
        'association.disassociated': ({ company, huaweiId }) => ({
          subject: 'L’association a été annulée',
          text: `Le HUAWEI ID ${huaweiId} n’est plus associé à ${company}.`,
        }),
        'association.benefitRequested': ({ company, benefit }) => ({
          subject: 'Un avantage a été demandé pour vous',
          text: `${company} a demandé ${benefit} pour vous.`,
        }),
        'association.dedicatedChanged': ({ company, status, reason }) => ({
          subject: `Personnel dédié de ${company}`,
          text: `${status}${raison(reason)}`,
        }),
      },
    },
    'zh-CN': {
      title: '发件箱',
      about: '实际门户会通过邮件、短信和站内信发送的内容，新消息会自动显示在此处。',
      recipient: '收件人',
      everybody: '所有人',
      channels: { email: '邮件', sms: '短信', stationMessage: '站内信' },
      to: (recipient) => `收件人：${recipient}`,
      empty: '暂无消息。开始注册后，第一个验证码会显示在此处。',
      copy: '复制验证码',
      copied: '已复制',
      open: '打开注册',
      news: {
        'path.invited': '华为云邀请贵公司加入此路径。',
        'path.whitelisted': '贵公司已加入此路径的白名单。',
        'path.select': '已选择此路径，下一步是角色认证。',
        'path.exit': '已退出此路径。',
        'path.solution.certified': '云软件方案已通过认证。',
        'path.validation.submit': '已提交角色认证申请。',
        'path.validation.passed': '角色认证已通过。',
        'path.validation.failed': '角色认证未通过。',
        'path.differentiation.submit': '已提交能力差异化认证申请。',
        'path.differentiation.passed': '能力差异化认证已通过。',
        'path.differentiation.failed': '能力差异化认证未通过。',
        'path.annualReview.due': '已到年度审核时间。',
        'path.annualReview.submit': '已提交年度审核申请。',
        'path.annualReview.passed': '年度审核已通过。',
        'path.annualReview.failed': '年度审核未通过。',
        'program.invited': '华为云邀请贵公司加入此计划。',
        'program.apply': '已开始申请此计划。',
        'program.cancel': '已放弃此计划的申请。',
        'program.submit': '已提交此计划的申请，由华为云审核。',
        'program.revise': '正在修改此计划的申请。',
        'program.approved': '此计划的申请已获批准。',
        'program.rejected': '此计划的申请已被驳回。',
        'program.certificate.expired': '此计划的证书已过期。',
        'program.renew': '已申请证书续期。',
        'program.renewed': '此计划的证书已续期。',
        'program.renewalRefused': '此计划的证书未获续期。',
        'program.leave': '已退出此计划。',
        'program.left': '贵公司已不在此计划中。',
        'program.cooperation.invited': '有总经销商邀请贵公司合作。',
        'program.cooperation.accept': '已接受与总经销商的合作。',
      },
      benefits: { examVoucher: '考试券', cloudLab: '云实验' },
      statuses: {
        applying: '申请正在审核。',
        rejected: '申请已被驳回。',
        dedicated: '该成员已成为专职人员。',
        cancelling: '取消申请正在审核。',
        cancelled: '该成员已不再是专职人员。',
        disqualified: '华为云已取消该成员的专职人员资格。',
      },
      letters: {
        verificationCode: ({ validityMinutes }) => ({
          subject: '您的验证码',
          text: `请输入此验证码以继续，${validityMinutes}分钟内有效。请勿告知他人。`,
        }),
        'review.manualReviewStarted': ({ company }) => ({
          subject: '您的申请正在审核',
          text: `华为云审核人员正在审核${company}的申请，您无需操作。`,
        }),
        'review.approved': ({ company }) => ({
          subject: '您的申请已获批准',
          text: `${company}加入华为云伙伴网络的申请已获批准。`,
        }),
        'review.rejected': ({ company, reason }) => ({
          subject: '您的申请已被驳回',
          text: `${company}的申请已被驳回。${yuanyin(reason)} 请修改后重新提交。`,
        }),
        'registration.handedOver': ({ company, from, to }) => ({
          subject: '注册已移交',
          text: `${company === '' ? '一项注册' : `${company}的注册`}现属于账号 ${to}${from === '' ? '' : `，不再属于 ${from}`}。如果您对此不知情，请联系华为云。`,
        }),
        'enrollment.enrolled': ({ company, partnerId, enrolledAt }) => ({
          subject: '欢迎加入华为云伙伴网络',
          text: `${company}已于 ${enrolledAt} 成为伙伴，伙伴 ID 为 ${partnerId}。接下来可选择发展路径或加入伙伴计划。`,
        }),
        'path.changed': ({ path, news: what, reason }) => ({
          subject: `${path}发展路径`,
          text: `${what}${yuanyin(reason)}`,
        }),
        'program.changed': ({ program, news: what, reason }) => ({
          subject: `${program}计划`,
          text: `${what}${yuanyin(reason)}`,
        }),
        'enrollment.sensitiveRelationshipFiled': ({ partnerId }) => ({
          subject: '敏感关系已重新申报',
          text: `伙伴 ${partnerId} 的申报已与先前的申报一并记录。`,
        }),
        'enrollment.deregistrationRequested': ({ partnerId }) => ({
          subject: '已申请注销您的账号',
          text: `伙伴 ${partnerId} 的账号即将注销。如非您本人操作，请立即联系华为云。`,
        }),
        'association.invited': ({ company, validUntil }) => ({
          subject: `${company}邀请您`,
          text: `${company}邀请您的华为账号与其关联，邀请有效期至 ${validUntil}。`,
        }),
        'association.expired': ({ company }) => ({
          subject: '邀请已过期',
          text: `${company}的邀请已失效，请联系其管理员重新邀请。`,
        }),
        'association.accepted': ({ company, huaweiId }) => ({
          subject: '关联已建立',
          text: `华为账号 ${huaweiId} 已与${company}关联。`,
        }),
        'association.disassociated': ({ company, huaweiId }) => ({
          subject: '关联已解除',
          text: `华为账号 ${huaweiId} 与${company}的关联已解除。`,
        }),
        'association.benefitRequested': ({ company, benefit }) => ({
          subject: '已为您申请权益',
          text: `${company}已为您申请${benefit}。`,
        }),
        'association.dedicatedChanged': ({ company, status, reason }) => ({
          subject: `${company}的专职人员`,
          text: `${status}${yuanyin(reason)}`,
        }),
      },
    },
  },
);
