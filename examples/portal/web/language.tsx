import { en } from 'hcpn-registration/messages/en';
import { fr } from 'hcpn-registration/messages/fr';
import { zhCN } from 'hcpn-registration/messages/zh-CN';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';

/** The languages of the portal, by the name each gives itself. */
export const languages = { en: 'English', fr: 'Français', 'zh-CN': '简体中文' } as const;

/** A language of the portal. */
export type Language = keyof typeof languages;

const catalogues = { en, fr, 'zh-CN': zhCN } as const;

/** Texts of one place of the portal in each language; a text that is missing in one does not compile. */
export type Texts<T> = { readonly [L in Language]: T };

/** Declares the texts of one place; the English ones say which there are. */
export function texts<T>(english: T, others: { readonly [L in Exclude<Language, 'en'>]: NoInfer<T> }): Texts<T> {
  return { en: english, ...others };
}

interface Chosen {
  readonly language: Language;
  readonly choose: (language: Language) => void;
}

const LanguageContext = createContext<Chosen>({ language: 'en', choose: () => {} });

const isLanguage = (name: string | null | undefined): name is Language =>
  name !== null && name !== undefined && Object.hasOwn(languages, name);

function firstLanguage(): Language {
  const kept = localStorage.getItem('language');
  if (isLanguage(kept)) return kept;
  const known = Object.keys(languages).filter(isLanguage);
  return known.find((name) => navigator.language.startsWith(name.slice(0, 2))) ?? 'en';
}

/** Keeps the language a person chose, on this device. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
    localStorage.setItem('language', language);
  }, [language]);
  const chosen = useMemo(() => ({ language, choose: setLanguage }), [language]);
  return <LanguageContext value={chosen}>{children}</LanguageContext>;
}

/** The language, and how to choose another. */
export const useLanguage = () => useContext(LanguageContext);

/** The texts of one place in the chosen language. */
export function useTexts<T>(all: Texts<T>): T {
  return all[useLanguage().language];
}

/** What the package has words for, in the chosen language. */
export const useCatalogue = () => catalogues[useLanguage().language];

/** Times and countries as people of the language write them. */
export function useFormats() {
  const { language } = useLanguage();
  return useMemo(() => {
    const time = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
    const day = new Intl.DateTimeFormat(language, { dateStyle: 'long' });
    const clock = new Intl.DateTimeFormat(language, { timeStyle: 'short' });
    const number = new Intl.NumberFormat(language);
    const countries = new Intl.DisplayNames([language], { type: 'region' });
    const ago = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
    return {
      time: (at: string) => time.format(new Date(at)),
      day: (at: string) => day.format(new Date(at)),
      clock: (at: string) => clock.format(new Date(at)),
      number: (value: number) => number.format(value),
      country: (code: string) => countries.of(code) ?? code,
      hoursAgo: (at: string, now: number) => {
        const hours = Math.round((Date.parse(at) - now) / 3_600_000);
        return Math.abs(hours) < 48 ? ago.format(hours, 'hour') : ago.format(Math.round(hours / 24), 'day');
      },
    };
  }, [language]);
}
