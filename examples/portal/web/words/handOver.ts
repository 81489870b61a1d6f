import { texts } from '../language.js';

/** Texts of handing a registration over to a colleague. */
export const handOverTexts = texts(
  {
    about: 'A colleague can go on with this registration in your place, for example when you change your task.',
    aboutPartner: 'Somebody else can go on with this registration, for example when the person has another task now.',
    find: 'Find the colleague',
    notFound: 'Nobody has this account here. Ask your colleague for it.',
    title: (name: string) => `Hand the registration over to ${name}?`,
    follows: (name: string) => `${name} goes on with it from now on, and everything that was entered is theirs to see.`,
    followsForOneself:
      'You no longer see it, and cannot take it back: only the colleague, or an administrator, hands it on. The HUAWEI ID stays that of the person who registered it. What you accepted stays accepted by you.',
    followsForPartner: 'The person before no longer sees it. The HUAWEI ID stays that of the person who registered it.',
    keep: 'Keep it',
    done: (name: string) => `The registration is handed over to ${name}.`,
  },
  {
    fr: {
      about:
        'Un collègue peut poursuivre cette inscription à votre place, par exemple lorsque vous changez d’attributions.',
      aboutPartner:
        'Une autre personne peut poursuivre cette inscription, par exemple lorsque celle-ci a changé d’attributions.',
      find: 'Trouver le collègue',
      notFound: 'Personne n’a ce compte ici. Demandez-le à votre collègue.',
      title: (name) => `Transmettre l’inscription à ${name} ?`,
      follows: (name) => `${name} la poursuit désormais, et voit tout ce qui a été saisi.`,
      followsForOneself:
        'Vous ne la voyez plus et ne pouvez pas la reprendre : seul le collègue, ou un administrateur, peut la transmettre à nouveau. Le HUAWEI ID reste celui de la personne qui l’a enregistré. Ce que vous avez accepté reste accepté par vous.',
      followsForPartner:
        'La personne précédente ne la voit plus. Le HUAWEI ID reste celui de la personne qui l’a enregistré.',
      keep: 'La conserver',
      done: (name) => `L’inscription est transmise à ${name}.`,
    },
    'zh-CN': {
      about: '同事可代替您继续办理此注册，例如您的工作有变动时。',
      aboutPartner: '可由其他人继续办理此注册，例如该人员的工作有变动时。',
      find: '查找同事',
      notFound: '此处没有该账号。请向同事询问。',
      title: (name) => `将注册移交给${name}？`,
      follows: (name) => `今后由${name}继续办理，并可查看已填写的全部内容。`,
      followsForOneself:
        '您将不能再查看此注册，也不能收回：只能由该同事或管理员再次移交。华为账号仍属于注册它的人员。您已接受的内容仍视为由您接受。',
      followsForPartner: '原人员将不能再查看此注册。华为账号仍属于注册它的人员。',
      keep: '保留',
      done: (name) => `注册已移交给${name}。`,
    },
  },
);
