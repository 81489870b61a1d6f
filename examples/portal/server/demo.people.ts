import type { AccountInformation, Business, Contact } from 'hcpn-registration';

/** What somebody of the demo types. */
export interface Person {
  readonly country: string;
  readonly email: string;
  readonly password: string;
  readonly securityPhone: string | null;
  readonly information: AccountInformation | null;
}

/** What a company of the demo types in the wizard. */
export interface Company {
  readonly business: Business;
  readonly contact: Contact;
}

export const sabine: Person = {
  country: 'DE',
  email: 'sabine.krueger@lindenhof-energietechnik.example',
  password: 'Beispiel-Passwort-1',
  securityPhone: '+49 171 39200 42',
  information: {
    accountType: 'enterprise',
    name: 'Sabine Krüger',
    accountName: 'lindenhof-energietechnik',
    mobileNumber: '+49 171 39200 42',
    paymentMethodAdded: false,
  },
};

export const lindenhof: Business = {
  companyName: 'Lindenhof Energietechnik GmbH',
  country: 'DE',
  registrationNumber: 'HRB 214365',
  address: 'Lindenallee 12, 04103 Leipzig',
  website: 'https://www.lindenhof-energietechnik.example',
  industry: 'Energy',
};

export const xiaowen: Person = {
  country: 'CN',
  email: 'lin.xiaowen@qinghe-ai.example',
  password: 'Qinghe-Example-2026',
  securityPhone: '+86 100 0000 4568',
  information: {
    accountType: 'individual',
    name: '林晓雯',
    accountName: 'qinghe-ai',
    mobileNumber: '+86 100 0000 4568',
    paymentMethodAdded: true,
  },
};

export const napatsorn: Person = {
  country: 'TH',
  email: 'napatsorn@chiangdao-data.example',
  password: 'Example-Chang-77',
  securityPhone: null,
  information: null,
};

export const chiangdao: Company = {
  business: {
    companyName: 'เชียงดาว ดาต้า',
    country: 'TH',
    registrationNumber: '0-5055-60000-00-1',
    address: '99/9 หมู่ 5 ตำบลเชียงดาว อำเภอเชียงดาว จังหวัดเชียงใหม่ 50170',
    website: 'https://chiangdao-data.example',
    industry: 'Data services',
  },
  contact: {
    name: 'นภัสสร ศรีสุวรรณ',
    jobTitle: 'กรรมการผู้จัดการ',
    email: 'napatsorn@chiangdao-data.example',
    phone: '+66 2 000 0142',
  },
};

export const mai: Person = {
  country: 'VN',
  email: 'mai.nguyen@senviet-software.example',
  password: 'Vi-Du-Sen-2026',
  securityPhone: null,
  information: null,
};

export const senviet: Company = {
  business: {
    companyName: 'Phần mềm Sen Việt',
    country: 'VN',
    registrationNumber: '0100000017',
    website: 'https://senviet-software.example',
  },
  contact: {
    name: 'Nguyễn Thị Mai',
    jobTitle: 'Giám đốc',
    email: 'mai.nguyen@senviet-software.example',
    phone: '+84 24 0000 0171',
  },
};

export const luis: Person = {
  country: 'BR',
  email: 'luis.azevedo@ipe-nuvem.example',
  password: 'Exemplo-Nuvem-26',
  securityPhone: null,
  information: null,
};

export const ipe: Company = {
  business: {
    companyName: 'Ipê Nuvem Serviços Digitais Ltda.',
    country: 'BR',
    registrationNumber: '00.000.000/0001-91',
    website: 'https://ipe-nuvem.example',
  },
  contact: {
    name: 'Luís Azevedo',
    jobTitle: 'Diretor de parcerias',
    email: 'luis.azevedo@ipe-nuvem.example',
    phone: '+55 11 0000 0123',
  },
};

export const eleni: Person = {
  country: 'GR',
  email: 'eleni.papadaki@aigaio-dedomena.example',
  password: 'Paradeigma-2026',
  securityPhone: '+30 210 000 0123',
  information: {
    accountType: 'individual',
    name: 'Ελένη Παπαδάκη',
    accountName: 'eleni-papadaki',
    mobileNumber: '+30 210 000 0123',
    paymentMethodAdded: false,
  },
};

export const dimitris: Person = {
  country: 'GR',
  email: 'dimitris.alexiou@aigaio-dedomena.example',
  password: 'Paradeigma-2027',
  securityPhone: null,
  information: {
    accountType: 'individual',
    name: 'Δημήτρης Αλεξίου',
    accountName: 'dimitris-alexiou',
    mobileNumber: '+30 210 000 0456',
    paymentMethodAdded: false,
  },
};

export const frieda: Person = {
  country: 'DE',
  email: 'frieda.brandt@elbtor-logistik.example',
  password: 'Beispiel-Passwort-2',
  securityPhone: null,
  information: null,
};

/** The register is left out, as many do who know only one. */
export const elbtor: Business = {
  companyName: 'Elbtor Logistiksysteme GmbH',
  country: 'DE',
  registrationNumber: 'HRB 12345',
  website: 'https://elbtor-logistik.example',
};

export const bowen: Person = {
  country: 'CN',
  email: 'chen.bowen@yuanshan.example',
  password: 'Yuanshan-Example-2026',
  securityPhone: null,
  information: {
    accountType: 'enterprise',
    name: '深圳远山数据有限公司',
    accountName: 'yuanshan',
    mobileNumber: '+86 100 0000 5601',
    paymentMethodAdded: true,
  },
};

export const joana: Person = {
  country: 'PT',
  email: 'joana.ferreira@maralto.example',
  password: 'Exemplo-Mar-26',
  securityPhone: null,
  information: null,
};

export const tiago: Person = {
  country: 'PT',
  email: 'tiago.nogueira@maralto.example',
  password: 'Exemplo-Mar-27',
  securityPhone: null,
  information: null,
};

/** One company, as each of its two applicants tells of it. */
export function marAlto(name: string, email: string): Company {
  return {
    business: { companyName: 'Mar Alto Sistemas, Lda.', country: 'PT', registrationNumber: '500 000 018' },
    contact: { name, email, phone: '+351 210 000 123' },
  };
}

export const clara: Person = {
  country: 'SE',
  email: 'clara.lindqvist@norrsken-moln.example',
  password: 'Exempel-Moln-26',
  securityPhone: null,
  information: null,
};

export const norrsken: Company = {
  business: {
    companyName: 'Norrsken Molntjänster AB',
    country: 'SE',
    registrationNumber: '556000-0018',
    website: 'https://norrsken-moln.example',
  },
  contact: { name: 'Clara Lindqvist', email: 'clara.lindqvist@norrsken-moln.example', phone: '+46 8 000 01 23' },
};

export const katerina: Person = {
  country: 'GR',
  email: 'katerina.vlachou@kyklades-logismiko.example',
  password: 'Paradeigma-2028',
  securityPhone: null,
  information: {
    accountType: 'individual',
    name: 'Κατερίνα Βλάχου',
    accountName: 'katerina-vlachou',
    mobileNumber: '+30 210 000 0789',
    paymentMethodAdded: false,
  },
};

export const kyklades: Company = {
  business: { companyName: 'Κυκλάδες Λογισμικό Ε.Π.Ε.', country: 'GR', registrationNumber: '000987654000' },
  contact: { name: 'Κατερίνα Βλάχου', email: 'katerina.vlachou@kyklades-logismiko.example', phone: '+30 210 000 0789' },
};
