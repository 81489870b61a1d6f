import { texts } from '../language.js';

/** Texts of the list of one's registrations. */
export const registrationsTexts = texts(
  {
    title: 'My registrations',
    about: 'Everything you begin is kept. Come back whenever you like, on any device.',
    withoutCompany: 'No company yet',
    changed: (time: string) => `Last changed ${time}`,
    site: 'Huawei Cloud site',
    siteHelp: 'Where the company buys from, or sells for, Huawei Cloud.',
    sites: { intl: 'International site', eu: 'European site', cn: 'Chinese mainland site' },
    begin: 'Begin a registration',
    roads: {
      signup: 'Account',
      choosingRoad: 'Account ready',
      wizard: 'Application',
      review: 'Review',
      enrollment: 'Partner',
      association: 'Association',
    },
  },
  {
    fr: {
      title: 'Mes inscriptions',
      about: 'Tout ce que vous commencez est conservé. Revenez quand vous voulez, sur tout appareil.',
      withoutCompany: 'Pas encore d’entreprise',
      changed: (time) => `Dernière modification : ${time}`,
      site: 'Site de Huawei Cloud',
      siteHelp: 'Là où l’entreprise achète ou vend Huawei Cloud.',
      sites: { intl: 'Site international', eu: 'Site européen', cn: 'Site de Chine continentale' },
      begin: 'Commencer une inscription',
      roads: {
        signup: 'Compte',
        choosingRoad: 'Compte prêt',
        wizard: 'Demande',
        review: 'Examen',
        enrollment: 'Partenaire',
        association: 'Association',
      },
    },
    'zh-CN': {
      title: '我的注册',
      about: '您开始的一切都会保留，可随时在任何设备上继续。',
      withoutCompany: '尚无公司',
      changed: (time) => `最近更改：${time}`,
      site: '华为云站点',
      siteHelp: '公司购买或销售华为云的站点。',
      sites: { intl: '国际站', eu: '欧洲站', cn: '中国站' },
      begin: '开始注册',
      roads: {
        signup: '账号',
        choosingRoad: '账号就绪',
        wizard: '申请',
        review: '审核',
        enrollment: '伙伴',
        association: '关联',
      },
    },
  },
);
