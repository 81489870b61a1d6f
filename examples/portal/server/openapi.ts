import type { OpenAPIHono } from '@hono/zod-openapi';
import { registrationMachine, rolesByEvent, schemaByEvent } from 'hcpn-registration';
import * as z from 'zod';
import type { PortalEnv } from './env.js';

/** The API as an OpenAPI document, with each event that may be said as a schema of its own. */
export function describeApi(api: Pick<OpenAPIHono<PortalEnv>, 'getOpenAPI31Document'>): object {
  const described = api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Partner portal',
      version: '1',
      description:
        'Registration with the Huawei Cloud Partner Network, over hcpn-registration. The services are simulated.',
    },
    servers: [{ url: '/api' }],
  });
  const events = eventSchemas();
  const body = described.paths?.['/registrations/{key}/events']?.post?.requestBody;
  if (body === undefined || '$ref' in body) throw new Error('The route that takes events is not described.');
  const mapping = Object.fromEntries(Object.keys(events).map((type) => [type, `#/components/schemas/${type}`]));
  body.content['application/json'] = {
    schema: {
      oneOf: Object.values(mapping).map(($ref) => ({ $ref })),
      discriminator: { propertyName: 'type', mapping },
    },
  };
  return {
    ...described,
    components: { ...described.components, schemas: { ...described.components?.schemas, ...events } },
  };
}

/** Each event by its type, without what the server adds: when it was said, and who said it as what. */
function eventSchemas() {
  const roles = rolesByEvent(registrationMachine);
  const entries = Object.entries(schemaByEvent(registrationMachine)).map(([type, schema]) => {
    const { $schema: _, properties = {}, required = [], ...described } = z.toJSONSchema(schema, { io: 'input' });
    const { at: _at, by: _by, ...said } = properties;
    const needed = required.filter((name) => name !== 'at' && name !== 'by');
    const description = `Said by: ${roles[type]?.join(', ')}.`;
    return [type, { ...described, description, properties: said, required: needed }] as const;
  });
  return Object.fromEntries(entries);
}
