import * as z from 'zod/mini';
import { country, identifier, personal, text } from './fields.js';
import { port } from './ports.js';

const ports = {
  /**
   * Is this company a partner already? Asked when the business information is saved, and again on Submit. Whoever
   * is told of a partner by mistake, the register not being said, can state that the company is another. `huaweiId`: the
   * account that asks, once it has one. Where that very account is the partner, because it was made one and the answer was lost, answer
   * `null`: `registerPartner` then gives it the same id again.
   */
  lookUpCompany: port(
    z.strictObject({
      companyName: text(2048),
      country,
      registrationNumber: text(512),
      register: z.optional(text(256)),
      huaweiId: z.optional(personal(identifier)),
    }),
    z.strictObject({ partner: z.nullable(z.strictObject({ partnerId: identifier, companyName: text(2048) })) }),
  ),
};

/** What is asked of the outside world about a company, as a table. */
export type CompanyQuestions = { readonly [N in keyof typeof ports]: (typeof ports)[N] };

/** What is asked of the outside world about a company, by every chart that asks. */
export const companyPorts: CompanyQuestions = ports;
