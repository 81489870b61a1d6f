import { texts } from '../language.js';

/** Texts of the choice of road and of the join wizard. */
export const wizardTexts = texts(
  {
    aboutRoad:
      'Apply to join the Huawei Cloud Partner Network, or be associated with a company that is a partner already.',
    notYet: 'Before you can join',
    aboutBusiness: 'The company that shall become a partner.',
    checkFailed: 'The company could not be looked up',
    aboutCheckFailed: 'Nothing is lost. Check again, or go back and correct the business information.',
    offer: 'This company is a partner already',
    aboutOffer: 'Associate your HUAWEI ID with it instead of applying again.',
    meanwhile: 'Your company became a partner meanwhile',
    aboutMeanwhile:
      'Somebody else of your company was faster. A company is one partner, so this application goes no further; associate your HUAWEI ID with the partner.',
    meanwhileKept: 'Nothing you entered is lost. The partner sees none of it.',
    notMine: 'Is this another company?',
    notMineWays: [
      'Companies of one country can have the same number in two registers. Go back, and say which register keeps yours.',
      'Or say that the partner is not your company, and go on. A reviewer looks at the application then, whatever the system check says.',
    ],
    notMineTitle: 'Go on as another company?',
    notMineText:
      'You state that your company is not the partner of the same number. People at Huawei Cloud look at that before anything is decided; it takes longer than the system check alone.',
    keep: 'Not yet',
    realNameCompany:
      'Company name, country or region and number come from the real-name authentication that is in force.',
    renamed:
      'Has the company another name by now, or is it another entity? Authenticate again. The authentication in force stays valid until the new one is approved.',
    partner: (name: string, id: string) => `${name}, partner ${id}`,
    aboutContact: 'The person Huawei Cloud may turn to about this application.',
    aboutFiling: 'Please answer every question. Affirming one is no refusal: a person looks at the application then.',
    yes: 'Yes',
    no: 'No',
    affirmed: 'Please say who, in which position, and what the relationship is.',
    aboutAgreement: (version: string) => `Version ${version}`,
    agreementText:
      'The HCPN Certification Agreement holds between the company and Huawei Cloud from the moment it is accepted here. The portal of a host shows its full text here.',
    accepted: 'The agreement is accepted.',
    readText: 'Read the text of the agreement',
    stillMissing: 'Still missing before you can submit',
    atStep: (step: string, text: string) => `${step}: ${text}`,
  },
  {
    fr: {
      aboutRoad:
        'Demandez à rejoindre le réseau de partenaires Huawei Cloud, ou soyez associé à une entreprise déjà partenaire.',
      notYet: 'Avant de pouvoir rejoindre le réseau',
      aboutBusiness: 'L’entreprise qui doit devenir partenaire.',
      checkFailed: 'L’entreprise n’a pas pu être recherchée',
      aboutCheckFailed: 'Rien n’est perdu. Recherchez à nouveau, ou revenez corriger les informations.',
      offer: 'Cette entreprise est déjà partenaire',
      aboutOffer: 'Associez-y votre HUAWEI ID au lieu de faire une nouvelle demande.',
      meanwhile: 'Votre entreprise est devenue partenaire entre-temps',
      aboutMeanwhile:
        'Une autre personne de votre entreprise a été plus rapide. Une entreprise est un seul partenaire : cette demande ne va pas plus loin ; associez votre HUAWEI ID au partenaire.',
      meanwhileKept: 'Rien de votre saisie n’est perdu. Le partenaire n’en voit rien.',
      notMine: 'S’agit-il d’une autre entreprise ?',
      notMineWays: [
        'Deux entreprises d’un même pays peuvent avoir le même numéro dans deux registres. Revenez en arrière et indiquez le registre de la vôtre.',
        'Ou déclarez que ce partenaire n’est pas votre entreprise, et poursuivez. Un examinateur étudie alors la demande, quel que soit le résultat du contrôle automatique.',
      ],
      notMineTitle: 'Poursuivre en tant qu’autre entreprise ?',
      notMineText:
        'Vous déclarez que votre entreprise n’est pas le partenaire du même numéro. Des personnes de Huawei Cloud le vérifient avant toute décision ; c’est plus long que le seul contrôle automatique.',
      keep: 'Pas encore',
      realNameCompany:
        'Le nom de l’entreprise, le pays ou la région et le numéro viennent de l’authentification par nom réel en vigueur.',
      renamed:
        'L’entreprise a-t-elle changé de nom, ou d’entité ? Authentifiez-la à nouveau. L’authentification en vigueur reste valable jusqu’à l’approbation de la nouvelle.',
      partner: (name, id) => `${name}, partenaire ${id}`,
      aboutContact: 'La personne à laquelle Huawei Cloud peut s’adresser au sujet de cette demande.',
      aboutFiling:
        'Veuillez répondre à chaque question. Répondre oui n’est pas un refus : une personne examine alors la demande.',
      yes: 'Oui',
      no: 'Non',
      affirmed: 'Veuillez indiquer qui, à quel poste, et quelle est la relation.',
      aboutAgreement: (version) => `Version ${version}`,
      agreementText:
        'L’accord de certification HCPN lie l’entreprise et Huawei Cloud dès qu’il est accepté ici. Le portail d’un hôte en affiche ici le texte intégral.',
      accepted: 'L’accord est accepté.',
      readText: 'Lire le texte de l’accord',
      stillMissing: 'Il manque encore, avant l’envoi',
      atStep: (step, text) => `${step} : ${text}`,
    },
    'zh-CN': {
      aboutRoad: '申请加入华为云伙伴网络，或与已是伙伴的公司关联。',
      notYet: '加入之前',
      aboutBusiness: '将成为伙伴的公司。',
      checkFailed: '未能查询该公司',
      aboutCheckFailed: '没有任何内容丢失。请重新查询，或返回更正企业信息。',
      offer: '该公司已是伙伴',
      aboutOffer: '请将您的华为账号与其关联，无需再次申请。',
      meanwhile: '您的公司在此期间已成为伙伴',
      aboutMeanwhile:
        '贵公司的其他人员已先完成申请。一家公司只能是一个伙伴，因此本申请不再继续；请将您的华为账号与该伙伴关联。',
      meanwhileKept: '您填写的内容没有丢失，该伙伴不会看到这些内容。',
      notMine: '这是另一家公司？',
      notMineWays: [
        '同一国家的两家公司可能在不同登记机关有相同的注册号。请返回并填写贵公司的登记机关。',
        '或声明该伙伴不是您的公司并继续。届时无论系统检查结果如何，都将由人工审核。',
      ],
      notMineTitle: '以另一家公司的身份继续？',
      notMineText: '您声明贵公司并非注册号相同的该伙伴。华为云人员会先核实，再作出决定，所需时间比系统检查更长。',
      keep: '暂不',
      realNameCompany: '公司名称、国家或地区和注册号来自有效的实名认证。',
      renamed: '公司已更名或变更主体？请重新认证。新的认证通过之前，现有认证继续有效。',
      partner: (name, id) => `${name}，伙伴 ${id}`,
      aboutContact: '华为云就此申请联系的人员。',
      aboutFiling: '请回答每个问题。回答“是”并不意味着拒绝，届时将由人工审核。',
      yes: '是',
      no: '否',
      affirmed: '请说明何人、任何职务、何种关系。',
      aboutAgreement: (version) => `版本 ${version}`,
      agreementText: '自在此接受之时起，HCPN 认证协议在公司与华为云之间生效。实际门户会在此显示协议全文。',
      accepted: '已接受协议。',
      readText: '查看协议文本',
      stillMissing: '提交前还缺少',
      atStep: (step, text) => `${step}：${text}`,
    },
  },
);
