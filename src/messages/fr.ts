import { type Catalogue, wordsFor, wordsForField } from './messages.js';

export type { ActId, Catalogue, Described, Messages, QuestionId, Shown, StepId } from './messages.js';
export {
  describeAct,
  describeIssue,
  describePath,
  describeProgram,
  describeQuestion,
  describeStep,
} from './messages.js';

const steps: Catalogue['steps'] = {
  country: 'Pays ou région',
  email: 'Adresse e-mail',
  password: 'Mot de passe',
  securityPhone: 'Téléphone de sécurité',
  cloud: 'Services Huawei Cloud',
  information: 'Informations du compte',
  realName: 'Authentification par nom réel',
  road: 'Suite de la démarche',
  business: 'Informations sur l’entreprise',
  contact: 'Coordonnées',
  sensitiveRelationship: 'Déclaration des relations sensibles',
  agreement: 'Contrat de certification HCPN',
  review: 'Examen de la candidature',
  enrollment: 'Adhésion',
  roleSelection: 'Choix du rôle',
  roleValidation: 'Validation du rôle',
  competencyDifferentiation: 'Différenciation des compétences',
  annualReview: 'Évaluation annuelle',
  programApplication: 'Candidature au programme',
  programReview: 'Examen de la candidature au programme',
  invitation: 'Invitation',
  statement: 'Déclaration d’association du HUAWEI ID',
  dedicatedPersonnel: 'Personnel dédié',
};

const acts: Catalogue['acts'] = {
  'signup.country.choose': 'Choisir le pays ou la région',
  'signup.email.submit': 'Indiquer une adresse e-mail',
  'signup.code.submit': 'Saisir le code de vérification',
  'signup.code.resend': 'Demander un nouveau code',
  'signup.code.expired': 'Laisser expirer le code',
  'signup.password.set': 'Définir le mot de passe',
  'signup.securityPhone.give': 'Indiquer un téléphone de sécurité',
  'signup.securityPhone.skip': 'Continuer sans téléphone de sécurité',
  'signup.cloud.enable': 'Accepter les conditions et activer les services Huawei Cloud',
  'signup.cloudAccount.linked': 'Utiliser plutôt un compte Huawei Cloud',
  'signup.information.complete': 'Compléter les informations du compte',
  'signup.information.postpone': 'Compléter plus tard les informations du compte',
  'signup.realName.start': 'Commencer l’authentification par nom réel',
  'signup.realName.apply': 'Demander l’authentification par nom réel',
  'signup.realName.postpone': 'Demander plus tard l’authentification par nom réel',
  'signup.realName.decided': 'Signaler le résultat de l’authentification par nom réel',
  'signup.realName.synchronised': 'Reprendre l’authentification par nom réel du compte principal',
  'signup.oldAccount.signedIn': 'Signaler une connexion avec un ancien compte Huawei Cloud',
  'signup.upgrade.request': 'Convertir le compte en HUAWEI ID',
  'signup.upgrade.postpone': 'Convertir le compte plus tard',
  'signup.back': 'Revenir en arrière',
  'wizard.start': 'Demander à rejoindre le réseau de partenaires Huawei Cloud (HCPN)',
  'wizard.business.save': 'Enregistrer les informations sur l’entreprise',
  'wizard.contact.save': 'Enregistrer les coordonnées',
  'wizard.sensitiveRelationship.file': 'Déclarer les relations sensibles',
  'wizard.agreement.accept': 'Accepter le contrat de certification HCPN',
  'wizard.submit': 'Soumettre la candidature',
  'wizard.back': 'Revenir en arrière',
  'wizard.step.open': 'Ouvrir l’étape',
  'wizard.draft.keep': 'Conserver la saisie en cours',
  'wizard.company.checkAgain': 'Vérifier de nouveau l’entreprise',
  'wizard.company.associate': 'Associer le HUAWEI ID à l’entreprise',
  'wizard.company.applyAnyway': 'Présenter une candidature avec un autre compte de l’entreprise',
  'wizard.company.isAnother': 'Déclarer que ce n’est pas mon entreprise',
  'review.screeningPassed': 'Signaler que le contrôle automatique est réussi',
  'review.screeningFailed': 'Signaler que le contrôle automatique a échoué',
  'review.screening.retry': 'Relancer le contrôle automatique',
  'review.approve': 'Approuver la candidature',
  'review.reject': 'Refuser la candidature',
  'review.overdue': 'Signaler que l’examen dure plus longtemps que prévu',
  'review.revise': 'Corriger la candidature',
  'review.resubmit': 'Soumettre la candidature corrigée',
  'review.edit': 'Reprendre la candidature pour la modifier',
  'review.withdraw': 'Retirer la candidature',
  'enrollment.registration.retry': 'Relancer l’enregistrement du partenaire',
  'enrollment.account.lookUp': 'Consulter l’état du compte',
  'enrollment.purchase.request': 'Acheter ou provisionner des services cloud',
  'enrollment.deregister': 'Clôturer le compte',
  'enrollment.sensitiveRelationship.file': 'Déclarer à nouveau les relations sensibles',
  'enrollment.withdraw': 'Se retirer du réseau HCPN',
  'path.invited': 'Enregistrer une invitation à un parcours de développement',
  'path.whitelisted':
    'Enregistrer l’ajout de l’entreprise par Huawei à la liste blanche d’un parcours de développement',
  'path.select': 'Choisir un parcours de développement',
  'path.exit': 'Quitter le parcours de développement',
  'path.solution.certified': 'Signaler qu’une solution logicielle cloud est certifiée',
  'path.validation.submit': 'Demander la validation du rôle',
  'path.validation.passed': 'Signaler que la validation du rôle est réussie',
  'path.validation.failed': 'Signaler que la validation du rôle a échoué',
  'path.differentiation.submit': 'Demander la différenciation des compétences',
  'path.differentiation.passed': 'Signaler que la différenciation des compétences est réussie',
  'path.differentiation.failed': 'Signaler que la différenciation des compétences a échoué',
  'path.annualReview.due': 'Ouvrir l’évaluation annuelle',
  'path.annualReview.submit': 'Se présenter à l’évaluation annuelle',
  'path.annualReview.passed': 'Signaler que l’évaluation annuelle est réussie',
  'path.annualReview.failed': 'Signaler que l’évaluation annuelle a échoué',
  'program.invited': 'Enregistrer une invitation à un programme partenaire',
  'program.apply': 'Demander à rejoindre un programme partenaire',
  'program.cancel': 'Abandonner la candidature au programme',
  'program.submit': 'Soumettre la candidature au programme',
  'program.revise': 'Corriger la candidature au programme',
  'program.approved': 'Signaler que la candidature au programme est approuvée',
  'program.rejected': 'Signaler que la candidature au programme est refusée',
  'program.certificate.expired': 'Laisser expirer le certificat du programme',
  'program.renew': 'Demander le renouvellement du certificat du programme',
  'program.renewed': 'Signaler que le certificat du programme est renouvelé',
  'program.renewalRefused': 'Signaler que le certificat du programme n’est pas renouvelé',
  'program.leave': 'Quitter le programme partenaire',
  'program.left': 'Signaler que le partenaire a quitté le programme',
  'program.cooperation.invited': 'Enregistrer l’invitation du revendeur par un distributeur',
  'program.cooperation.accept': 'Accepter l’invitation du distributeur',
  'association.request': 'Demander à être associé à l’entreprise',
  'association.invite': 'Inviter un membre',
  'association.resend': 'Renvoyer l’invitation',
  'association.account.choose': 'Choisir le HUAWEI ID à inviter',
  'association.open': 'Ouvrir l’invitation',
  'association.accept': 'Accepter l’invitation',
  'association.expired': 'Laisser expirer l’invitation',
  'association.acceptedElsewhere': 'Signaler que l’invitation d’un autre partenaire a été acceptée',
  'association.disassociate': 'Mettre fin à l’association',
  'association.benefit.request': 'Demander un bon d’examen ou un laboratoire cloud',
  'association.dedicated.apply': 'Demander l’ajout du membre au personnel dédié',
  'association.dedicated.approved': 'Signaler que l’ajout au personnel dédié est approuvé',
  'association.dedicated.rejected': 'Signaler que l’ajout au personnel dédié est refusé',
  'association.dedicated.cancel': 'Demander que le membre soit retiré du personnel dédié',
  'association.dedicated.revoke': 'Annuler la demande de retrait du personnel dédié',
  'association.dedicated.cancelled': 'Signaler que le retrait du personnel dédié est approuvé',
  'association.dedicated.kept': 'Signaler que le retrait du personnel dédié est refusé',
  'association.dedicated.disqualified': 'Signaler que Huawei a exclu le membre du personnel dédié',
  'registration.associate': 'Associer le HUAWEI ID à une entreprise déjà partenaire',
  'registration.leave': 'Revenir au choix entre la candidature et l’association',
  'registration.policyChanged': 'Modifier les règles applicables',
  'registration.handOver': 'Transmettre le dossier d’inscription',
};

const questions: Catalogue['questions'] = {
  employees:
    'Un propriétaire, un administrateur, un dirigeant ou un interlocuteur de votre entreprise est-il ou a-t-il été salarié de Huawei ou de l’une de ses sociétés affiliées\u00A0?',
  relatives:
    'Un propriétaire, un administrateur, un dirigeant ou un interlocuteur de votre entreprise est-il un proche parent d’un salarié actuel de Huawei ou de l’une de ses sociétés affiliées\u00A0?',
  officials:
    'Un propriétaire, un administrateur, un dirigeant ou un interlocuteur de votre entreprise exerce-t-il une charge publique, ou a-t-il un proche parent qui en exerce une\u00A0?',
  shareholding:
    'Un salarié actuel ou ancien de Huawei, l’un de ses proches parents ou un agent public détient-il des parts de votre entreprise, directement ou par l’intermédiaire de tiers\u00A0?',
};

const roles: Readonly<Record<string, string>> = {
  applicant: 'candidat',
  member: 'personne à associer',
  administrator: 'administrateur du partenaire',
  reviewer: 'examinateur',
  system: 'système',
};

const fields: Readonly<Record<string, string>> = {
  companyName: 'Nom de l’entreprise',
  country: 'Pays ou région',
  registrationNumber: 'Numéro d’immatriculation',
  register: 'Registre',
  credentialFile: 'Justificatif d’immatriculation',
  address: 'Adresse',
  website: 'Site web',
  industry: 'Secteur d’activité',
  name: 'Nom de la personne de contact',
  jobTitle: 'Fonction',
  email: 'Adresse e-mail',
  phone: 'Numéro de téléphone',
  business: 'Informations sur l’entreprise',
  contact: 'Coordonnées de contact',
  filing: 'Déclaration des relations sensibles',
  acceptance: 'Acceptation de l’accord',
};

const kinds: Readonly<Record<string, string>> = {
  number: 'un nombre',
  int: 'un nombre entier',
  string: 'du texte',
  boolean: 'oui ou non',
  array: 'une liste',
  object: 'un objet',
  record: 'un objet',
  'plain data': 'des données simples',
  'one of the documented shapes': 'l’une des formes documentées',
  'time zone': 'un fuseau horaire',
  'at most 64 fields, none of them a secret': '64 champs au plus, dont aucun n’est secret',
  'something else': 'autre chose',
};

const paths: Catalogue['paths'] = {
  software: 'Logiciel',
  service: 'Service',
  systemIntegrator: 'Intégrateur système',
  learning: 'Formation',
  distributor: 'Distributeur',
};

const programs: Catalogue['programs'] = {
  cloudSolutionProvider: 'Cloud Solution Provider',
  distributor: 'Distributor',
  reseller: 'Reseller',
  koogallerySeller: 'KooGallery Seller',
  koogallerySales: 'KooGallery Sales',
  carrier: 'Carrier',
  partnerCompetency: 'Partner Competency',
  partnerCustomerEngagement: 'Partner Customer Engagement',
};

const quoted = (text: string) => `«\u00A0${text}\u00A0»`;
const act = (type: string) => quoted(wordsFor(acts, type));
const step = (id: string) => quoted(wordsFor(steps, id));
const pathNamed = (id: string) => quoted(wordsFor(paths, id));
const programNamed = (id: string) => quoted(wordsFor(programs, id));
const count = (number: number, one: string, more = `${one}s`) => `${number} ${number < 2 ? one : more}`;

/** All texts in French. */
export const fr: Catalogue = {
  language: 'fr',
  steps,
  acts,
  paths,
  programs,
  questions,
  issues: {
    'value.missing': () => 'Cette information est obligatoire. Veuillez la renseigner.',
    'value.wrongType': ({ expected }) =>
      `Cette valeur ne convient pas. Veuillez indiquer ici\u00A0: ${wordsFor(kinds, expected)}.`,
    'value.notOffered': ({ offered }) =>
      `Cette valeur ne fait pas partie des choix proposés. Veuillez choisir parmi\u00A0: ${offered}.`,
    'value.tooMany': ({ most }) => `Le maximum est ici de ${most}. Veuillez ne pas le dépasser.`,
    'value.tooFew': ({ least }) => `Le minimum est ici de ${least}. Veuillez compléter votre saisie.`,
    'value.repeated': () => 'Cet élément figure deux fois. Veuillez en retirer un.',
    'key.unknown': ({ key }) => `Le champ ${quoted(key)} n’est pas attendu ici. Veuillez le retirer.`,
    'text.tooShort': ({ least }) => `Veuillez saisir au moins ${count(least, 'caractère')}.`,
    'text.tooLong': ({ most }) => `Veuillez saisir au plus ${count(most, 'caractère')}.`,
    'text.unreadable': () => 'Ce texte contient des caractères illisibles. Veuillez le saisir de nouveau.',
    'time.invalid': () =>
      'Cette date ou cette heure n’est pas valide. Veuillez utiliser le format ISO 8601, avec les heures en UTC.',
    'machine.otherMajor': () =>
      'Cette machine n’est pas une machine de XState 5. Veuillez en donner une que XState 5 a créée.',

    'event.unknown': ({ type }) =>
      `Aucun événement ne porte ici le nom ${quoted(type)}. Veuillez vérifier le nom de l’événement.`,
    'event.reserved': ({ type }) =>
      `L’événement ${quoted(type)} est réservé à la machine elle-même et ne peut pas être envoyé.`,
    'event.notExpected': ({ event }) =>
      `L’action ${act(event)} n’est pas possible à ce stade. Veuillez consulter les actions actuellement possibles.`,
    'actor.notAllowed': ({ role, event }) =>
      `L’action ${act(event)} n’est pas permise au rôle ${quoted(wordsFor(roles, role))}. Veuillez la laisser à une personne dont le rôle l’autorise.`,
    'actor.mismatch': () =>
      'Cette session a été ouverte pour une autre personne. Veuillez vous connecter sous l’identité pour laquelle elle a été ouverte.',
    'actor.notApplicant': () =>
      'Ce dossier d’inscription appartient à une autre personne. Veuillez laisser cette personne le poursuivre, ou vous le transmettre.',
    'actor.ownDecision': () =>
      'Nul ne décide de ce qui est le sien. Veuillez laisser cette décision à une autre personne.',
    'handOver.sameOwner': () =>
      'Le dossier d’inscription appartient déjà à cette personne. Veuillez en indiquer une autre.',
    'revision.stale': ({ expected, actual }) =>
      `Ce dossier d’inscription a changé entre-temps (révision ${actual} au lieu de ${expected}). Veuillez le recharger et recommencer votre opération.`,
    'decision.late': ({ attempt, current }) =>
      `Cette décision porte sur l’envoi n° ${attempt}, alors que l’envoi en cours est le n° ${current}. Veuillez examiner l’envoi en cours et vous prononcer à son sujet.`,
    'decision.unnamed': ({ current }) =>
      `Une décision indique l’envoi sur lequel elle porte. Veuillez examiner l’envoi n° ${current} et l’indiquer.`,
    'port.unavailable': ({ port }) =>
      `Le service dont dépend cette étape n’a pas répondu (${port}). Rien n’est perdu\u00A0; veuillez réessayer.`,

    'country.unknown': () =>
      'Ce pays ou cette région n’est pas connu. Veuillez indiquer son code à deux lettres selon la norme ISO 3166-1.',
    'email.invalid': () => 'Cette adresse e-mail n’est pas valide. Veuillez la vérifier.',
    'phone.invalid': () =>
      'Ce numéro de téléphone n’est pas valide. Veuillez l’indiquer au format international, avec le signe + et l’indicatif du pays.',
    'companyName.notAName': () =>
      'Un nom d’entreprise ne peut pas se composer uniquement de chiffres, de symboles ou d’espaces. Veuillez l’indiquer tel qu’il figure sur le justificatif d’immatriculation.',
    'registrationNumber.invalid': () =>
      'Un numéro d’immatriculation comporte au moins une lettre ou un chiffre. Veuillez l’indiquer tel qu’il figure sur le justificatif d’immatriculation.',
    'registrationNumber.notUnifiedCode': () =>
      'Ce code de crédit social unifié n’est pas valide. Veuillez indiquer les 18 caractères qui figurent sur la licence commerciale.',
    'website.invalid': () => 'Veuillez indiquer l’adresse complète du site web, en commençant par http:// ou https://.',
    'file.typeNotAccepted': ({ accepted }) =>
      `Les fichiers de ce type ne sont pas acceptés. Veuillez téléverser un fichier de l’un de ces types\u00A0: ${accepted}.`,
    'file.tooLarge': ({ mostMegabytes }) =>
      `Le fichier est trop volumineux. Veuillez téléverser un fichier de ${mostMegabytes}\u00A0Mo au plus.`,

    'account.required': () =>
      'Il faut d’abord un compte dont les services Huawei Cloud sont activés. Veuillez en créer un, puis rejoindre le réseau HCPN.',
    'account.countryRequired': () => 'Veuillez choisir le pays ou la région du compte.',
    'account.countryImmutable': () =>
      'Le pays ou la région ne peut plus être modifié une fois le HUAWEI ID créé. Pour un autre pays ou une autre région, veuillez créer un autre HUAWEI ID.',
    'account.countryCannotEnableCloud': ({ country }) =>
      `Un HUAWEI ID créé dans ce pays ou cette région (${country}) ne permet pas d’activer les services Huawei Cloud. Veuillez plutôt créer un compte Huawei Cloud.`,
    'account.emailUnverified': () =>
      'L’adresse e-mail n’est pas encore confirmée. Veuillez l’indiquer, puis saisir le code qui y est envoyé.',
    'account.passwordUnset': () => 'Veuillez définir un mot de passe pour créer le HUAWEI ID.',
    'account.securityPhoneUndecided': () => 'Veuillez indiquer un téléphone de sécurité ou passer cette étape.',
    'account.securityPhoneUnverified': () =>
      'Le téléphone de sécurité n’est pas encore confirmé. Veuillez saisir le code qui y a été envoyé ou passer cette étape.',
    'account.cloudNotEnabled': () =>
      'Les services Huawei Cloud ne sont pas encore activés. Veuillez d’abord les activer.',
    'account.agreementNotAccepted': ({ agreement }) =>
      `Les conditions ${quoted(agreement)} ne sont pas acceptées. Veuillez les lire et les accepter pour activer les services Huawei Cloud.`,
    'account.agreementVersionStale': ({ agreement, current }) =>
      `Il existe une version plus récente des conditions ${quoted(agreement)}. Veuillez lire et accepter la version ${current}.`,
    'account.informationIncomplete': () =>
      'Les informations du compte sont incomplètes. Veuillez les compléter maintenant ou plus tard.',
    'account.typeAlreadySet': () =>
      'Le type de compte se choisit une fois pour toutes. Veuillez le laisser tel qu’il est.',
    'account.nameLocked': () =>
      'Le nom ne peut plus être modifié après l’authentification par nom réel. Veuillez conserver le nom authentifié, ou faire d’abord authentifier le nouveau nom.',
    'account.mobileQuota': ({ most }) =>
      `Ce numéro de mobile est déjà rattaché à ${most} HUAWEI ID, soit le maximum autorisé. Veuillez utiliser un autre numéro ou passer cette étape.`,
    'account.registrationRefused': () =>
      'Le HUAWEI ID n’a pas pu être créé. Veuillez vérifier l’adresse e-mail, ou vous connecter si vous avez déjà un compte.',
    'accountName.characters': () =>
      'Un nom de compte ne peut contenir que des lettres, des chiffres, des espaces, des traits d’union, des points et des traits de soulignement. Veuillez en choisir un autre.',
    'accountName.reservedPrefix': ({ prefix }) =>
      `Un nom de compte ne peut pas commencer par ${quoted(prefix)}. Veuillez en choisir un autre.`,
    'accountName.onlyDigits': () =>
      'Un nom de compte ne peut pas se composer uniquement de chiffres. Veuillez en choisir un autre.',
    'password.tooShort': ({ least }) =>
      `Le mot de passe est trop court. Veuillez utiliser au moins ${count(least, 'caractère')}.`,
    'password.tooLong': ({ most }) =>
      `Le mot de passe est trop long. Veuillez utiliser au plus ${count(most, 'caractère')}.`,
    'password.noLetter': () => 'Le mot de passe doit contenir au moins une lettre. Veuillez en ajouter une.',
    'password.noDigit': () => 'Le mot de passe doit contenir au moins un chiffre. Veuillez en ajouter un.',
    'password.hasSpace': () => 'Le mot de passe ne doit pas contenir d’espaces. Veuillez les supprimer.',
    'password.tooFewKinds': ({ least }) =>
      `Le mot de passe doit réunir au moins ${least} de ces types de caractères\u00A0: majuscules, minuscules, chiffres, caractères spéciaux. Veuillez les combiner.`,
    'password.equalsAccountName': () =>
      'Le mot de passe ne doit pas être le nom du compte, ni à l’endroit ni à l’envers. Veuillez en choisir un autre.',
    'password.containsContact': () =>
      'Le mot de passe ne doit contenir ni l’adresse e-mail ni le numéro de mobile. Veuillez en choisir un autre.',
    'code.format': ({ digits }) =>
      `Le code comporte ${count(digits, 'chiffre')}. Veuillez le saisir tel qu’il a été envoyé.`,
    'code.wrong': ({ left }) => `Ce code n’est pas celui qui a été envoyé. Il vous reste ${count(left, 'essai')}.`,
    'code.expired': () => 'Le code n’est plus valable. Veuillez en demander un autre.',
    'code.resendTooSoon': ({ from }) =>
      `Un nouveau code pourra être envoyé à partir du ${from}. Veuillez patienter jusque-là.`,
    'code.locked': () => 'Un code erroné a été saisi trop de fois. Veuillez demander un nouveau code.',
    'code.dailyLimit': ({ most }) =>
      `Il n’est pas possible d’envoyer plus de ${count(most, 'code')} par jour. Veuillez réessayer demain.`,
    'upgrade.open': () =>
      'Le compte peut être converti en HUAWEI ID. Veuillez le convertir, ou le garder tel quel pour l’instant.',
    'upgrade.contactOnUnusedId': () =>
      'La même adresse e-mail ou le même numéro de mobile figure à la fois sur le compte et sur un HUAWEI ID qui n’a jamais servi pour Huawei Cloud. Veuillez changer cette adresse ou ce numéro sur l’un des deux.',
    'upgrade.idBoundElsewhere': () =>
      'Ce HUAWEI ID est lié à un autre compte Huawei Cloud. Veuillez utiliser un autre HUAWEI ID.',
    'upgrade.countryMismatch': () =>
      'Le compte et le HUAWEI ID ne relèvent pas du même pays ou de la même région. Veuillez utiliser un HUAWEI ID créé dans le même pays ou la même région que le compte.',
    'upgrade.idFrozen': () => 'Ce HUAWEI ID est bloqué. Veuillez le faire débloquer ou en utiliser un autre.',
    'upgrade.mobileTaken': () =>
      'Le numéro de mobile du compte appartient déjà à un HUAWEI ID. Veuillez utiliser ce HUAWEI ID ou changer de numéro.',
    'realName.required': () =>
      'L’authentification par nom réel en tant qu’entreprise est requise au préalable. Veuillez l’effectuer, puis rejoindre le réseau HCPN.',
    'realName.inReview': () =>
      'L’authentification par nom réel est en cours d’examen, ce qui prend un à trois jours ouvrés. Veuillez attendre le résultat.',
    'realName.rejected': ({ reason }) =>
      `L’authentification par nom réel a été refusée${because(reason)}. Veuillez corriger les justificatifs et refaire une demande.`,
    'realName.alreadyPassed': () =>
      'L’authentification par nom réel est déjà effectuée et reste en vigueur. Si l’entreprise change de nom ou d’entité juridique, veuillez la faire authentifier de nouveau.',
    'realName.enterpriseIsFinal': () =>
      'Un compte authentifié en tant qu’entreprise ne peut pas devenir un compte de particulier. Veuillez utiliser un autre compte pour cela.',
    'realName.tooYoung': ({ least }) =>
      `L’authentification par nom réel en tant que particulier est ouverte à partir de ${count(least, 'an')}. Veuillez faire déposer la demande par un adulte.`,
    'realName.filesMissing': ({ least }) =>
      `Il faut au moins ${count(least, 'fichier')}. Veuillez téléverser d’abord le certificat, puis le recto et le verso de la pièce d’identité.`,
    'realName.notOffered': () =>
      'L’authentification par nom réel n’est pas nécessaire sur ce site. Veuillez poursuivre sans cette étape.',
    'realName.nameDiffers': () =>
      'Le nom de ce compte diffère de celui du compte principal, avant comme après l’authentification de ce dernier. Veuillez authentifier ce compte séparément.',
    'realName.reasonMissing': () => 'Tout refus doit être motivé. Veuillez en indiquer la raison.',
    'realName.reauthenticationOpen': () =>
      'L’authentification par nom réel en vigueur le reste jusqu’à ce que la suivante soit acceptée. Veuillez déposer le nouveau certificat, maintenant ou plus tard.',
    'realName.masterInvitationOpen': () =>
      'Une invitation entre ce compte et un compte principal ou membre d’entreprise est encore en attente. Veuillez faire répondre à cette invitation ou la faire retirer, puis refaire une demande.',
    'realName.sharedWithMaster': () =>
      'Ce compte partage l’authentification par nom réel de son compte principal d’entreprise. Veuillez faire authentifier de nouveau le compte principal\u00A0; le résultat sera repris pour ce compte.',

    'road.open': () =>
      'Veuillez demander à rejoindre le réseau HCPN, ou associer votre HUAWEI ID à une entreprise déjà partenaire.',
    'join.alreadyPartner': () =>
      'Ce compte est déjà enregistré comme partenaire. Vous n’avez plus de candidature à présenter.',
    'company.alreadyPartner': ({ companyName }) =>
      `L’entreprise ${quoted(companyName)} est déjà partenaire\u00A0: aucune candidature n’est nécessaire. Veuillez plutôt associer votre HUAWEI ID à l’entreprise.`,
    'company.unchecked': () =>
      'Il reste à vérifier si l’entreprise est déjà partenaire. Veuillez enregistrer les informations sur l’entreprise ou relancer la vérification.',
    'company.differsFromRealName': ({ field }) =>
      `La valeur du champ ${quoted(wordsFor(fields, field))} diffère de celle qui a été authentifiée. Veuillez la saisir telle qu’elle a été authentifiée ou, si l’entreprise a changé de nom ou d’entité juridique, faire authentifier l’entreprise de nouveau.`,
    'company.secondAccountNotOffered': () =>
      'Il n’est pas possible de présenter une candidature avec un autre compte de la même entreprise. Veuillez plutôt associer votre HUAWEI ID à cette entreprise.',
    'business.missing': () => 'Les informations sur l’entreprise manquent encore. Veuillez les renseigner.',
    'contact.missing': () => 'Les coordonnées manquent encore. Veuillez les renseigner.',
    'sensitiveRelationship.notFiled': () =>
      'Les relations sensibles ne sont pas encore déclarées. Veuillez répondre au questionnaire\u00A0; cette étape est obligatoire.',
    'sensitiveRelationship.versionStale': ({ current }) =>
      `Le questionnaire a changé. Veuillez répondre à la version ${current}.`,
    'sensitiveRelationship.unanswered': ({ question }) =>
      `La question ${quoted(question)} est restée sans réponse. Veuillez répondre par oui ou par non.`,
    'sensitiveRelationship.unknownQuestion': ({ question }) =>
      `La question ${quoted(question)} ne fait pas partie de ce questionnaire ou a reçu deux réponses. Veuillez répondre une seule fois à chaque question.`,
    'sensitiveRelationship.detailsRequired': ({ question }) =>
      `Votre réponse à la question ${quoted(question)} demande une explication. Veuillez préciser qui est concerné et de quelle manière.`,
    'agreement.notAccepted': () =>
      'Le contrat de certification HCPN n’est pas encore accepté. Veuillez le lire et l’accepter avant de soumettre la candidature.',
    'agreement.versionStale': ({ current }) =>
      `Il existe une version plus récente du contrat de certification HCPN. Veuillez lire et accepter la version ${current}.`,
    'agreement.authorityNotConfirmed': () =>
      'La personne qui accepte le contrat déclare avoir le pouvoir d’engager l’entreprise. Veuillez le confirmer, ou faire accepter le contrat par une personne habilitée.',
    'step.outOfOrder': ({ step: later, before }) =>
      `L’étape ${step(later)} s’ouvre une fois l’étape ${step(before)} terminée. Veuillez d’abord terminer cette dernière.`,
    'step.lookAgain': ({ step: affected }) =>
      `Une réponse dont dépend l’étape ${step(affected)} a changé. Veuillez revoir cette étape et l’enregistrer de nouveau.`,
    'step.none': () => 'Il n’y a pas d’étape précédente. Veuillez continuer à partir d’ici.',

    'review.inProgress': () =>
      'La candidature est en cours d’examen et ne peut pas être modifiée. Veuillez attendre le résultat.',
    'review.reasonMissing': () => 'Tout refus doit être motivé. Veuillez en indiquer la raison.',
    'review.rejected': ({ reason }) =>
      `La candidature a été refusée${because(reason)}. Veuillez la corriger en conséquence et la soumettre de nouveau.`,
    'review.resubmissionsUsedUp': ({ most }) =>
      `La candidature a déjà été soumise de nouveau ${most} fois, ce qui est le maximum autorisé. Veuillez contacter Huawei Cloud.`,
    'review.unchanged': () =>
      'Rien n’a changé depuis le refus de la candidature. Veuillez la corriger selon le motif indiqué avant de la soumettre de nouveau.',
    'review.fieldNamed': ({ field }) =>
      `L’examinateur vous demande de revoir le champ ${quoted(wordsForField(fields, field))}. Veuillez le corriger selon le motif indiqué.`,
    'review.overdue': ({ since }) =>
      `Le délai d’examen prévu est dépassé depuis le ${since}. Veuillez contacter Huawei Cloud si vous ne pouvez pas attendre.`,

    'review.screening': () => 'La candidature fait l’objet d’un contrôle automatique. Veuillez attendre le résultat.',
    'review.notWithdrawable': () =>
      'Une candidature ne peut pas être retirée pendant son examen. Veuillez attendre le résultat.',
    'enrollment.registering': () =>
      'L’entreprise est en cours d’enregistrement comme partenaire. Veuillez patienter ou réessayer.',
    'enrollment.cannotWithdraw': () =>
      'Une fois son adhésion enregistrée, un partenaire ne peut plus se retirer du réseau HCPN.',
    'enrollment.choiceOpen': () =>
      'Vous êtes partenaire. Vous pouvez maintenant choisir un parcours de développement ou rejoindre un programme partenaire.',
    'path.requiresPartner': ({ path }) =>
      `Le parcours de développement ${pathNamed(path)} est réservé aux partenaires HCPN. Veuillez d’abord rejoindre le réseau HCPN.`,
    'path.alreadySelected': ({ path }) =>
      `Le parcours de développement ${pathNamed(path)} est déjà choisi. Vous n’avez plus rien à faire à ce sujet.`,
    'path.closedByProgram': ({ path, program }) =>
      `Un compte qui a demandé à rejoindre le programme ${programNamed(program)}, ou qui y participe, ne peut pas choisir le parcours de développement ${pathNamed(path)}. Veuillez utiliser un autre compte de votre société.`,
    'path.invitationRequired': ({ path }) =>
      `Le parcours de développement ${pathNamed(path)} n’est ouvert que sur invitation. Veuillez en demander une à votre interlocuteur chez Huawei.`,
    'path.notWhitelisted': ({ path }) =>
      `Votre entreprise ne figure pas sur la liste blanche du parcours de développement ${pathNamed(path)}. Veuillez demander à votre PDM chez Huawei de l’y ajouter.`,
    'path.takenBySibling': ({ path }) =>
      `Un autre compte partenaire de votre entreprise a choisi le parcours de développement ${pathNamed(path)}. Veuillez utiliser cet autre compte pour ce parcours.`,
    'path.notSelected': ({ path }) =>
      `Le parcours de développement ${pathNamed(path)} n’est pas choisi. Veuillez d’abord le choisir.`,
    'path.differs': ({ path }) =>
      `Seul le parcours de développement ${pathNamed(path)} est concerné ici. Veuillez indiquer ce parcours, ou utiliser la machine de l’autre parcours.`,
    'path.solutionRequired': ({ path }) =>
      `La validation du rôle pour le parcours de développement ${pathNamed(path)} exige au moins une solution logicielle cloud certifiée. Veuillez d’abord en faire certifier une.`,
    'path.validationOpen': ({ path }) =>
      `Le parcours de développement ${pathNamed(path)} est choisi. L’étape suivante est la validation du rôle\u00A0; veuillez la demander dès que tout est prêt.`,
    'path.validating': ({ path }) =>
      `La validation du rôle pour le parcours de développement ${pathNamed(path)} est en cours. Veuillez attendre le résultat.`,
    'path.differentiationOpen': ({ path }) =>
      `La validation du rôle pour le parcours de développement ${pathNamed(path)} est réussie. L’étape suivante est la différenciation des compétences\u00A0; veuillez la demander dès que tout est prêt.`,
    'path.differentiating': ({ path }) =>
      `La différenciation des compétences pour le parcours de développement ${pathNamed(path)} est en cours. Veuillez attendre le résultat.`,
    'path.failed': ({ path, stage, reason }) =>
      `L’étape ${step(stage)} du parcours de développement ${pathNamed(path)} n’a pas été réussie${because(reason)}. Veuillez apporter les améliorations nécessaires et présenter une nouvelle demande.`,
    'path.reviewDue': ({ path }) =>
      `L’échéance de l’évaluation annuelle du parcours de développement ${pathNamed(path)} est arrivée. Veuillez vous y présenter.`,
    'path.reviewing': ({ path }) =>
      `L’évaluation annuelle du parcours de développement ${pathNamed(path)} est en cours. Veuillez attendre le résultat.`,
    'pathExit.inProgram': ({ path }) =>
      `Vous ne pouvez pas quitter le parcours de développement ${pathNamed(path)}, car le compte a rejoint un programme partenaire. Veuillez conserver ce parcours.`,
    'pathExit.validating': ({ path }) =>
      `Vous ne pouvez pas quitter le parcours de développement ${pathNamed(path)} pendant la validation du rôle. Veuillez attendre le résultat.`,
    'pathExit.roleValidated': ({ path }) =>
      `Vous ne pouvez plus quitter le parcours de développement ${pathNamed(path)} après la validation du rôle. Veuillez conserver ce parcours.`,
    'pathExit.differentiated': ({ path }) =>
      `Vous ne pouvez plus quitter le parcours de développement ${pathNamed(path)} après la différenciation des compétences. Veuillez conserver ce parcours.`,
    'pathExit.softwareSolution': ({ path }) =>
      `Vous ne pouvez pas quitter le parcours de développement ${pathNamed(path)}, car une certification de solution logicielle cloud a été demandée ou enregistrée. Veuillez conserver ce parcours.`,
    'pathExit.advancedSolution': ({ path }) =>
      `Vous ne pouvez pas quitter le parcours de développement ${pathNamed(path)}, car une solution logicielle cloud avancée a été demandée ou enregistrée. Veuillez conserver ce parcours.`,
    'pathExit.testCoupon': ({ path }) =>
      `Vous ne pouvez pas quitter le parcours de développement ${pathNamed(path)}, car le compte possède des bons de test. Veuillez conserver ce parcours.`,
    'pathExit.examVoucher': ({ path }) =>
      `Vous ne pouvez pas quitter le parcours de développement ${pathNamed(path)}, car le compte possède des bons d’examen. Veuillez conserver ce parcours.`,
    'pathExit.mdf': ({ path }) =>
      `Vous ne pouvez pas quitter le parcours de développement ${pathNamed(path)}, car des fonds MDF ont été demandés. Veuillez conserver ce parcours.`,
    'pathExit.fh': ({ path }) =>
      `Vous ne pouvez pas quitter le parcours de développement ${pathNamed(path)}, car un financement FH a été demandé. Veuillez conserver ce parcours.`,
    'pathExit.deliverySupport': ({ path }) =>
      `Vous ne pouvez pas quitter le parcours de développement ${pathNamed(path)}, car un soutien aux capacités de mise en œuvre est enregistré. Veuillez conserver ce parcours.`,

    'program.requiresPartner': ({ program }) =>
      `Le programme ${programNamed(program)} est réservé aux partenaires HCPN. Veuillez d’abord rejoindre le réseau HCPN.`,
    'program.alreadyRequested': ({ program }) =>
      `Vous avez déjà présenté une candidature au programme ${programNamed(program)}. Vous n’avez rien d’autre à faire à ce sujet.`,
    'program.invitationRequired': ({ program }) =>
      `Le programme ${programNamed(program)} n’est ouvert que sur invitation. Veuillez en demander une à votre responsable d’écosystème local.`,
    'program.closedByPath': ({ program }) =>
      `Un compte qui a choisi un parcours de développement ne peut pas rejoindre le programme ${programNamed(program)}. Veuillez utiliser un autre compte pour ce programme.`,
    'program.excludedBy': ({ program, other }) =>
      `Un même compte ne peut pas participer à la fois au programme ${programNamed(program)} et au programme ${programNamed(other)}. Veuillez utiliser un autre compte pour l’un des deux.`,
    'program.notEnterprise': ({ program }) =>
      `Seuls les comptes d’entreprise peuvent rejoindre le programme ${programNamed(program)}. Veuillez utiliser un compte d’entreprise.`,
    'program.realNameRequired': ({ program }) =>
      `Le programme ${programNamed(program)} exige l’authentification par nom réel en tant qu’entreprise. Veuillez d’abord l’effectuer.`,
    'program.realNameIndividual': ({ program }) =>
      `Un compte authentifié par nom réel en tant que particulier, ou en voie de l’être, ne peut pas rejoindre le programme ${programNamed(program)}. Veuillez utiliser un autre compte.`,
    'program.realNameUsed': ({ program }) =>
      `Un compte authentifié par nom réel, ou en voie de l’être, ne peut pas rejoindre le programme ${programNamed(program)}. Veuillez utiliser un autre compte.`,
    'program.areaTaken': ({ program, area }) =>
      `Un autre compte de votre entreprise participe déjà au programme ${programNamed(program)} pour la zone d’activité ${area}. Veuillez utiliser ce compte ou choisir une autre zone d’activité.`,
    'program.areaMissing': ({ program }) =>
      `Le programme ${programNamed(program)} exige une zone d’activité. Veuillez choisir le pays ou la région.`,
    'program.resources': ({ program }) =>
      `Un compte qui a des ressources provisionnées ne peut pas rejoindre le programme ${programNamed(program)}. Veuillez libérer ces ressources ou utiliser un nouveau compte.`,
    'program.consumption': ({ program }) =>
      `Un compte qui a déjà consommé des services ne peut pas rejoindre le programme ${programNamed(program)}. Veuillez utiliser un nouveau compte.`,
    'program.arrears': ({ program }) =>
      `Un compte qui présente des impayés ne peut pas rejoindre le programme ${programNamed(program)}. Veuillez d’abord régler les sommes dues.`,
    'program.frozen': ({ program }) =>
      `Un compte bloqué ne peut pas rejoindre le programme ${programNamed(program)}. Veuillez d’abord le faire débloquer.`,
    'program.creditAccount': ({ program }) =>
      `Un compte auquel est rattaché un compte de crédit ne peut pas rejoindre le programme ${programNamed(program)}. Veuillez utiliser un autre compte.`,
    'program.enterpriseCenter': ({ program }) =>
      `Un compte principal ou membre d’Enterprise Center ne peut pas rejoindre le programme ${programNamed(program)}. Veuillez utiliser un compte extérieur à Enterprise Center.`,
    'program.customerOfPartner': ({ program }) =>
      `Un compte qui est client d’un autre partenaire ne peut pas rejoindre le programme ${programNamed(program)}. Veuillez mettre fin à cette association ou utiliser un autre compte.`,
    'program.preregistered': ({ program }) =>
      `Le compte a été préenregistré par Huawei et ne peut pas rejoindre le programme ${programNamed(program)}. Veuillez contacter votre responsable du développement commercial chez Huawei.`,
    'program.notRequested': ({ program }) =>
      `Il n’existe pas de candidature au programme ${programNamed(program)}. Veuillez d’abord en présenter une.`,
    'program.notEnrolled': ({ program }) =>
      `Vous n’avez pas rejoint le programme ${programNamed(program)}. Veuillez d’abord présenter une candidature.`,
    'program.differs': ({ program }) =>
      `Seul le programme ${programNamed(program)} est concerné ici. Veuillez indiquer ce programme, ou utiliser la machine de l’autre programme.`,
    'program.formOpen': ({ program }) =>
      `La candidature au programme ${programNamed(program)} n’est pas encore soumise. Veuillez la compléter et la soumettre.`,
    'program.agreementNotAccepted': ({ program, agreement }) =>
      `Le contrat ${quoted(agreement)} du programme ${programNamed(program)} n’est pas accepté. Veuillez le lire et l’accepter avant de soumettre la candidature.`,
    'program.agreementVersionStale': ({ agreement, current }) =>
      `Il existe une version plus récente du contrat ${quoted(agreement)} du programme. Veuillez lire et accepter la version ${current}.`,
    'program.sellerMissing': ({ program }) =>
      `Le programme ${programNamed(program)} exige des informations sur le vendeur. Veuillez les indiquer, avec le site web.`,
    'program.reviewing': ({ program }) =>
      `La candidature au programme ${programNamed(program)} est en cours d’examen. Veuillez attendre le résultat.`,
    'program.rejected': ({ program, reason }) =>
      `La candidature au programme ${programNamed(program)} a été refusée${because(reason)}. Veuillez la corriger en conséquence et la soumettre de nouveau.`,
    'program.certificateExpired': ({ program }) =>
      `Le certificat du programme ${programNamed(program)} a expiré. Veuillez le renouveler.`,
    'program.certificateExpiring': ({ program, until }) =>
      `Le certificat du programme ${programNamed(program)} est valable jusqu’au ${until}. Vous pouvez le renouveler dès maintenant.`,
    'program.renewalTooEarly': ({ program, from }) =>
      `Le certificat du programme ${programNamed(program)} pourra être renouvelé à partir du ${from}. Veuillez patienter jusque-là.`,
    'program.renewing': ({ program }) =>
      `Le renouvellement du certificat du programme ${programNamed(program)} est en cours d’examen. Veuillez attendre le résultat.`,
    'program.renewalRefused': ({ program, reason }) =>
      `Le certificat du programme ${programNamed(program)} n’a pas été renouvelé${because(reason)}. Veuillez améliorer les points signalés et refaire une demande.`,
    'program.leaveOffline': ({ program }) =>
      `Vous ne pouvez pas quitter ici le programme ${programNamed(program)}. Veuillez contacter votre responsable d’écosystème ou votre responsable du réseau de distribution.`,
    'program.notReseller': () =>
      `Un distributeur ne peut inviter que des revendeurs. Veuillez d’abord rejoindre le programme ${programNamed('reseller')}.`,
    'program.otherCountry': () =>
      'Le distributeur est enregistré dans un autre pays ou une autre région. Veuillez choisir un distributeur de votre pays ou de votre région.',
    'program.hasDistributor': () =>
      'Le revendeur coopère déjà avec un autre distributeur. Veuillez d’abord mettre fin à cette coopération.',
    'program.noCooperationInvitation': () =>
      'Aucun distributeur n’a invité le revendeur. Veuillez demander une invitation à un distributeur.',
    'purchase.closed': ({ program }) =>
      `Dès la candidature au programme ${programNamed(program)}, le compte ne peut plus ni acheter ni provisionner de services cloud. Veuillez utiliser un autre compte pour cela.`,

    'deregistration.requested': () =>
      'La clôture du compte est demandée, et rien de nouveau ne peut y être commencé. Veuillez attendre le résultat.',
    'deregistration.partner': () =>
      'Un compte partenaire ne peut pas être clôturé ici, car l’adhésion au réseau HCPN est définitive. Veuillez contacter Huawei Cloud.',
    'deregistration.applying': () =>
      'Un compte qui a une candidature de partenaire en cours ne peut pas être clôturé. Veuillez attendre le résultat.',
    'deregistration.onPath': ({ path }) =>
      `Un compte engagé dans le parcours de développement ${pathNamed(path)} ne peut pas être clôturé. Veuillez d’abord quitter ce parcours.`,
    'deregistration.inProgram': ({ program }) =>
      `Un compte qui participe au programme ${programNamed(program)} ne peut pas être clôturé. Veuillez d’abord quitter ce programme.`,
    'deregistration.frozen': () =>
      'Un compte bloqué pour des raisons de sécurité ne peut pas être clôturé. Veuillez d’abord le faire débloquer.',
    'deregistration.associated': () =>
      'Un compte associé à un partenaire ne peut pas être clôturé. Veuillez d’abord faire mettre fin à cette association.',
    'deregistration.enterpriseCenter': () =>
      'Un compte principal ou membre d’Enterprise Center ne peut pas être clôturé. Veuillez d’abord quitter Enterprise Center.',
    'deregistration.boundElsewhere': () =>
      'Un compte lié à un site HCS ou Cloud Alliance ne peut pas être clôturé. Veuillez d’abord faire supprimer ce lien.',
    'deregistration.resources': () =>
      'Un compte dont des ressources sont en cours d’utilisation ne peut pas être clôturé. Veuillez d’abord libérer ces ressources.',
    'deregistration.balance': () =>
      'Un compte dont le solde est créditeur ne peut pas être clôturé. Veuillez d’abord retirer ou épuiser ce solde.',
    'deregistration.overdue': () =>
      'Un compte dont des paiements sont en retard ne peut pas être clôturé. Veuillez d’abord régler les sommes dues.',
    'deregistration.pendingSettlement': () =>
      'Un compte dont des remboursements ou des factures sont en attente ne peut pas être clôturé. Veuillez attendre qu’ils soient réglés.',
    'deregistration.contracts': () =>
      'Un compte dont des contrats ne sont pas entièrement exécutés ne peut pas être clôturé. Veuillez d’abord les exécuter ou y mettre fin.',
    'deregistration.orders': () =>
      'Un compte dont des commandes sont impayées ou en attente ne peut pas être clôturé. Veuillez d’abord les payer ou les annuler.',

    'invitee.notFound': () =>
      'Aucun HUAWEI ID ne correspond. Veuillez vérifier le numéro de téléphone, l’adresse e-mail ou le nom du compte.',
    'invitee.enterpriseAuthenticated': () =>
      'Ce HUAWEI ID est authentifié en tant qu’entreprise et ne peut pas être invité. Veuillez inviter un HUAWEI ID personnel.',
    'invitee.associatedElsewhere': () =>
      'Ce HUAWEI ID est associé à un autre partenaire. Veuillez d’abord faire mettre fin à cette association.',
    'invitee.isPartnerAccount': () =>
      'Ce HUAWEI ID est lui-même un compte partenaire et ne peut pas être invité. Veuillez inviter un HUAWEI ID personnel.',
    'invitee.tooManyPartners': ({ most, days }) =>
      `Ce HUAWEI ID a déjà été associé à ${count(most, 'partenaire')} sur une période de ${count(days, 'jour')}, soit le maximum autorisé. Veuillez l’inviter plus tard.`,
    'invitee.notRealName': () =>
      'Ce HUAWEI ID n’est pas authentifié par nom réel en tant que particulier. Veuillez d’abord demander à la personne d’effectuer cette authentification.',
    'invitation.dailyLimit': ({ most }) =>
      `Il n’est pas possible d’inviter plus de ${count(most, 'membre')} par jour. Veuillez continuer demain.`,
    'invitation.awaited': () =>
      'Il n’y a pas encore d’invitation. Veuillez demander à l’administrateur du partenaire d’inviter votre HUAWEI ID.',
    'invitation.unanswered': () =>
      'L’invitation n’a pas encore été acceptée. Veuillez l’accepter tant qu’elle est valable.',
    'invitation.beingAccepted': () =>
      'L’acceptation de l’invitation est en cours de vérification. Veuillez patienter un instant.',
    'invitation.expired': () =>
      'L’invitation a expiré. Veuillez demander à l’administrateur du partenaire de la renvoyer.',
    'invitation.void': () =>
      'Cette invitation n’est plus valable, car celle d’un autre partenaire a été acceptée. Veuillez en demander une nouvelle si vous en avez encore besoin.',
    'invitation.cancelled': () =>
      'L’association a été annulée. Veuillez demander une nouvelle invitation à l’administrateur si vous en avez encore besoin.',
    'invitation.notYours': () =>
      'Cette invitation est destinée à un autre HUAWEI ID. Veuillez vous connecter avec le HUAWEI ID invité.',
    'invitation.accountNotMatched': () =>
      'Ce HUAWEI ID ne figure pas parmi ceux qui correspondent. Veuillez choisir l’un d’eux.',
    'invitation.requestNotOffered': () =>
      'Vous ne pouvez pas demander vous-même à être associé. Veuillez demander à l’administrateur du partenaire de vous inviter.',
    'invitation.none': () => 'Aucune invitation n’a encore été envoyée. Veuillez d’abord inviter le membre.',
    'association.inPlace': () => 'L’association est déjà en place. Vous n’avez plus rien à faire à ce sujet.',
    'statement.notAccepted': () =>
      'La déclaration d’association du HUAWEI ID n’est pas acceptée. Veuillez la lire et l’accepter avant de continuer.',
    'statement.versionStale': ({ current }) =>
      `Il existe une version plus récente de la déclaration d’association du HUAWEI ID. Veuillez lire et accepter la version ${current}.`,
    'statement.notEmployee': () =>
      'Seuls les salariés du partenaire peuvent lui être associés. Veuillez confirmer que vous en faites partie.',
    'association.companyUnknown': () =>
      'L’entreprise concernée n’est pas connue. Veuillez indiquer le nom du partenaire.',
    'association.required': () =>
      'La personne n’est pas associée à l’entreprise. Veuillez d’abord mener l’association à son terme.',
    'dedicated.pathNotOffered': ({ path }) =>
      `Il n’y a pas de personnel dédié pour le parcours ${pathNamed(path)}. Veuillez choisir le parcours ${pathNamed('service')}, ${pathNamed('systemIntegrator')} ou ${pathNamed('learning')}.`,
    'dedicated.pathRequired': ({ path }) =>
      `L’entreprise n’est pas engagée dans le parcours de développement ${pathNamed(path)}. Veuillez d’abord lui demander de choisir ce parcours.`,
    'dedicated.inReview': () =>
      'La demande d’ajout au personnel dédié est en cours d’examen. Veuillez attendre le résultat.',
    'dedicated.inPlace': () =>
      'Le membre fait déjà partie du personnel dédié. Vous n’avez plus rien à faire à ce sujet.',
    'dedicated.none': () => 'Le membre ne fait pas partie du personnel dédié. Veuillez d’abord demander son ajout.',
    'dedicated.rejected': ({ reason }) =>
      `La demande d’ajout au personnel dédié a été refusée${because(reason)}. Veuillez la corriger et la présenter de nouveau.`,
    'dedicated.cancelling': () =>
      'La demande de retrait du personnel dédié est en cours d’examen. Veuillez attendre le résultat ou annuler cette demande.',
    'dedicated.disqualified': ({ reason }) =>
      `Le membre ne fait plus partie du personnel dédié${because(reason)}. Vous pouvez faire une nouvelle demande.`,
  },
};

/** A reason someone else wrote, to be put before the end of a sentence. */
function because(reason: string): string {
  const text = reason.replace(/[.\s]+$/, '');
  return text === '' ? '' : `\u00A0: ${quoted(text)}`;
}
