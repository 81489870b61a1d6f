import { demoUsers } from './demo.users.js';
import { run } from './server.js';
import { readSettings } from './settings.js';

const settings = await readSettings(process.env);
const { port, stop } = await run(settings);

const address = `http://${settings.host}:${port}`;
console.log(
  [
    `The partner portal is open at ${address}`,
    '',
    'Sign in as',
    ...demoUsers.map(({ id, name, role }) => `  ${id.padEnd(10)} ${role.padEnd(14)} ${name}`),
    '',
    `Letters and codes: ${address}/outbox`,
    `The API:           ${address}/api/docs`,
    `Data:              ${settings.databaseUrl === null ? settings.dataFolder : 'PostgreSQL'}`,
  ].join('\n'),
);

let isStopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.on(signal, () => {
    if (isStopping) return;
    isStopping = true;
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
