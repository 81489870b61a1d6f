import * as z from 'zod/mini';
import { type Fields, identifier, instant, type Member, type Schema } from './fields.js';

/** Development paths a partner may select. */
export const developmentPaths = ['software', 'service', 'systemIntegrator', 'learning', 'distributor'] as const;

/** Partner programs a partner may join. */
export const partnerPrograms = [
  'cloudSolutionProvider',
  'distributor',
  'reseller',
  'koogallerySeller',
  'koogallerySales',
  'carrier',
  'partnerCompetency',
  'partnerCustomerEngagement',
] as const;

/** A development path. */
export type DevelopmentPath = Member<typeof developmentPaths>;

/** A partner program. */
export type PartnerProgram = Member<typeof partnerPrograms>;

/** A development path, as an event names it. */
export const pathSchema: Schema<DevelopmentPath> = z.enum(developmentPaths);

/** A partner program, as an event names it. */
export const programSchema: Schema<PartnerProgram> = z.enum(partnerPrograms);

/** What can be read in public about a program: its conditions, some of them, or no more than its title. */
export interface Publication {
  readonly conditions: 'public' | 'partly' | 'notPublic';
  /** The page, by its key in `docs/reference/rules.md`. */
  readonly source: string;
  /** The date on the page, where it bears one. */
  readonly date?: string;
}

/** How far the conditions of each program are public. Where they are not, the program has the generic flow. */
export const programPublications: Readonly<Record<PartnerProgram, Publication>> = {
  cloudSolutionProvider: { conditions: 'public', source: 'S04', date: '2024-08-16' },
  distributor: { conditions: 'public', source: 'S05', date: '2023-04-27' },
  reseller: { conditions: 'partly', source: 'S49' },
  koogallerySeller: { conditions: 'partly', source: 'S28', date: '2023-10-20' },
  koogallerySales: { conditions: 'notPublic', source: 'S03' },
  carrier: { conditions: 'notPublic', source: 'S01', date: '2024-08-23' },
  partnerCompetency: { conditions: 'notPublic', source: 'S03' },
  partnerCustomerEngagement: { conditions: 'partly', source: 'S48' },
};

/** A certificate of a path or program; it shows its own validity. */
export const certificateSchema = z.strictObject({
  id: identifier,
  issuedAt: instant,
  /** Null where it does not end. */
  validUntil: z.nullable(instant),
});

/** A certificate of a path or program. */
export type Certificate = Fields<typeof certificateSchema>;

/** A certificate as Huawei reports it. */
export const issuedSchema = z.strictObject({ id: identifier, validUntil: z.optional(instant) });
