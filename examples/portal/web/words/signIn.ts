import { texts } from '../language.js';

/** Texts of the sign-in. */
export const signInTexts = texts(
  {
    title: 'Sign in',
    about: 'This is a demo. Begin as somebody new, or go on as one of the people below.',
    name: 'Your name',
    nameHelp: 'Any name will do.',
    begin: 'Begin',
    others: 'People of this demo',
    roles: {
      applicant: 'Applicant',
      administrator: 'Administrator of a partner',
      reviewer: 'Reviewer at Huawei Cloud',
    },
  },
  {
    fr: {
      title: 'Se connecter',
      about:
        'Ceci est une démonstration. Commencez sous un nouveau nom, ou continuez avec l’une des personnes ci-dessous.',
      name: 'Votre nom',
      nameHelp: 'N’importe quel nom convient.',
      begin: 'Commencer',
      others: 'Les personnes de cette démonstration',
      roles: {
        applicant: 'Demandeur',
        administrator: 'Administrateur d’un partenaire',
        reviewer: 'Examinateur chez Huawei Cloud',
      },
    },
    'zh-CN': {
      title: '登录',
      about: '这是一个演示。您可以新用户身份开始，或以下列人员身份继续。',
      name: '您的姓名',
      nameHelp: '任意姓名均可。',
      begin: '开始',
      others: '演示中的人员',
      roles: { applicant: '申请人', administrator: '伙伴管理员', reviewer: '华为云审核人员' },
    },
  },
);
