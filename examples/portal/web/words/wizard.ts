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
      partner: (name, id) => `${name}，伙伴 ${id}`,
      aboutContact: '华为云就此申请联系的人员。',
      aboutFiling: '请回答每个问题。回答“是”并不意味着拒绝，届时将由人工审核。',
      yes: '是',
      no: '否',
      affirmed: '请说明何人、任何职务、何种关系。',
      aboutAgreement: (version) => `版本 ${version}`,
      agreementText: '自在此接受之时起，HCPN 认证协议在公司与华为云之间生效。实际门户会在此显示协议全文。',
      accepted: '已接受协议。',
      stillMissing: '提交前还缺少',
      atStep: (step, text) => `${step}：${text}`,
    },
  },
);
