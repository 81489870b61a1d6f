import type { Certificate } from 'hcpn-registration';
import { useFormats, useTexts } from '../language.js';
import { homeTexts } from '../words/home.js';

type Shown = Omit<Certificate, 'id'> & { readonly id: string | null };

/** A certificate in words: its number, since when and until when it is valid. */
export function useCertificateWords(): (certificate: Shown) => string {
  const words = useTexts(homeTexts);
  const { day } = useFormats();
  return ({ id, issuedAt, validUntil }) =>
    [
      ...(id === null ? [] : [id]),
      words.issuedAt(day(issuedAt)),
      validUntil === null ? words.withoutEnd : words.validUntil(day(validUntil)),
    ].join(' · ');
}
