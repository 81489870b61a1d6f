import { describe, expect, it } from 'vitest';
import { fr } from '../../src/messages/fr.js';
import type { Catalogue } from '../../src/messages/messages.js';
import { zhCN } from '../../src/messages/zh-CN.js';
import { pairsOf, readReviewed, reviewOf, unread } from './reading.js';

const namesOf = (pairs: ReturnType<typeof unread>) => pairs.map(({ language, name }) => `${language} ${name}`);

describe('G4 each translated text was read beside the English one', () => {
  it('as both are now: run `npm run messages:read`, read what it shows, and accept it with `-- --accept`', () => {
    const open = unread(pairsOf(), readReviewed());
    expect(open.map(({ language, name, english, translated }) => [language, name, english, translated])).toEqual([]);
  });

  it('and nothing is kept of texts that are gone', () => {
    const names = (reviewed: ReturnType<typeof readReviewed>) =>
      Object.entries(reviewed).map(([language, pairs]) => [language, Object.keys(pairs)]);
    expect(names(readReviewed())).toEqual(names(reviewOf(pairsOf())));
  });

  it.each([fr, zhCN])('two acts or two messages that change places in $language are both shown', (catalogue) => {
    const { acts, issues, language } = catalogue;
    const swapped: Catalogue = {
      ...catalogue,
      acts: { ...acts, 'review.approve': acts['review.reject'], 'review.reject': acts['review.approve'] },
      issues: {
        ...issues,
        'dedicated.inReview': issues['dedicated.inPlace'],
        'dedicated.inPlace': issues['dedicated.inReview'],
      },
    };
    const open = unread(pairsOf([swapped]), reviewOf(pairsOf()));
    expect(namesOf(open).sort()).toEqual(
      ['acts review.approve', 'acts review.reject', 'issues dedicated.inPlace', 'issues dedicated.inReview'].map(
        (name) => `${language} ${name}`,
      ),
    );
  });

  it('a change of the English text alone is shown too', () => {
    const reviewed = reviewOf(pairsOf());
    const changed = pairsOf().map((pair) => (pair.name === 'steps email' ? { ...pair, english: 'Telephone' } : pair));
    expect(namesOf(unread(changed, reviewed))).toEqual(['fr steps email', 'zh-CN steps email']);
  });
});

/** Acts that could be taken for one another, with a word that only the right one may have. */
const anchors: Readonly<Record<string, readonly [english: RegExp, french: RegExp, chinese: RegExp]>> = {
  'review.approve': [/^Approve/, /^Approuver/, /批准/],
  'review.reject': [/^Reject/, /^Refuser/, /驳回/],
  'review.screeningPassed': [/passed/, /réussi$/, /已通过$/],
  'review.screeningFailed': [/not pass|failed/, /échoué$/, /未通过$/],
  'path.select': [/^Select|^Choose/, /^Choisir/, /选择/],
  'path.exit': [/^Exit|^Leave/, /^Quitter/, /退出/],
  'path.validation.passed': [/passed/, /réussie$/, /已通过$/],
  'path.validation.failed': [/not pass|failed/, /échoué$/, /未通过$/],
  'program.approved': [/approved/, /approuvée$/, /已通过$/],
  'program.rejected': [/rejected/, /refusée$/, /驳回$/],
  'program.renewed': [/was renewed|is renewed|renewed/, /est renouvelé$/, /已续期$/],
  'program.renewalRefused': [/not|refused/, /n’est pas renouvelé$/, /未获续期$/],
  'association.dedicated.approved': [/approved/, /ajout.*approuvé$/, /专职人员申请已通过$/],
  'association.dedicated.rejected': [/rejected/, /ajout.*refusé$/, /专职人员申请已被驳回$/],
  'association.dedicated.cancelled': [/approved/, /retrait.*approuvé$/, /取消专职人员的申请已通过$/],
  'association.dedicated.kept': [/rejected/, /retrait.*refusé$/, /取消专职人员的申请已被驳回$/],
  'signup.securityPhone.give': [/^Give|^Enter/, /^Indiquer/, /填写/],
  'signup.securityPhone.skip': [/without|Skip/, /sans/, /跳过/],
};

describe('G4 acts that are the opposite of one another', () => {
  const english = new Map(pairsOf().map((pair) => [pair.name, pair.english]));
  it.each(Object.entries(anchors))('%s says so in every language', (act, [inEnglish, inFrench, inChinese]) => {
    expect(english.get(`acts ${act}`)).toMatch(inEnglish);
    expect(Reflect.get(fr.acts, act)).toMatch(inFrench);
    expect(Reflect.get(zhCN.acts, act)).toMatch(inChinese);
  });
});
