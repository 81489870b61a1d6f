import isoCountries from 'i18n-iso-countries';
import { describe, expect, it } from 'vitest';
import { countries } from '../src/countries.js';

describe('countries', () => {
  it('R-002 the list is ISO 3166-1 alpha-2 as i18n-iso-countries keeps it, without its one user-assigned code', () => {
    const theirs = Object.keys(isoCountries.getAlpha2Codes()).filter((code) => code !== 'XK');
    expect([...countries].sort()).toEqual(theirs.sort());
  });

  it('every code of the list has an alpha-3 code elsewhere', () => {
    for (const code of countries) expect(isoCountries.alpha2ToAlpha3(code), code).toMatch(/^[A-Z]{3}$/);
  });
});
