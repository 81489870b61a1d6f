import type { Message } from 'hcpn-registration';
import * as z from 'zod';
import { type Letter, letterSchema } from '../api.js';
import { type Kept, readKept } from './kept.js';
import type { Portal } from './portal.js';

const payloadSchema = z.record(z.string(), z.unknown());
const disassociatedSchema = z.object({ huaweiId: z.string(), partnerId: z.string() });
const handedOverSchema = z.object({ from: z.string().nullable(), to: z.string() });
const invitedSchema = z.object({ channels: z.array(letterSchema.shape.channel) });

/**
 * Writes what a registration tells the world as letters, lets another partner have whom one has disassociated, and lists a
 * registration that was handed over with its owner of now. The same message does the same, however often it comes.
 */
export async function announce(portal: Portal, message: Message): Promise<void> {
  if (message.type === 'association.disassociated') {
    const { huaweiId, partnerId } = disassociatedSchema.parse(JSON.parse(message.text));
    await portal.members.leave(huaweiId, partnerId, message.at);
  }
  const kept = await readKept(portal, message.key);
  if (kept === null) return;
  if (message.type === 'registration.handedOver') await portal.owners.pass(message.key, kept.owner);
  for (const letter of lettersFor(kept, message)) await portal.letters.write(letter);
}

function lettersFor(kept: Kept, { id, at, key, type, text }: Message): Letter[] {
  const payload = payloadSchema.parse(JSON.parse(text));
  const { application, association } = kept.snapshot.context;
  const companyName = association.company?.companyName ?? application.business?.companyName ?? null;
  const values = { ...payload, companyName };
  if (type === 'registration.handedOver') {
    const { from, to } = handedOverSchema.parse(payload);
    return [from, to]
      .filter((person) => person !== null)
      .map((person) => ({
        id: `${id}:${person}`,
        at,
        channel: 'stationMessage',
        to: person,
        key,
        about: type,
        values,
      }));
  }
  return channelsOf(type, payload).map((channel) => ({
    id: `${id}:${channel}`,
    at,
    channel,
    to: addressOf(kept, type, channel),
    key,
    about: type,
    values,
  }));
}

function channelsOf(type: string, payload: z.infer<typeof payloadSchema>): Letter['channel'][] {
  return type === 'association.invited' ? invitedSchema.parse(payload).channels : ['email'];
}

/** Where a letter goes to: what the person gave for it, and in the portal itself their HUAWEI ID. */
function addressOf({ owner, snapshot: { context } }: Kept, type: string, channel: Letter['channel']): string {
  const { account, application } = context;
  if (channel === 'stationMessage') return account.huaweiId ?? owner;
  if (channel === 'sms') return account.securityPhone.number ?? account.information?.mobileNumber ?? owner;
  const isPersonal = type.startsWith('association.');
  return (isPersonal ? null : application.contact?.email) ?? account.email ?? owner;
}
