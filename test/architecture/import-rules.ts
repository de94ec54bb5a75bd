import type { IForbiddenRuleType } from 'dependency-cruiser';

const ROOMS = [
  'pipeline',
  'card',
  'audio',
  'store',
  'http',
  'config',
  'upstreams/novofon',
  'upstreams/openai',
  'upstreams/telegram',
];

/** What a room may import besides itself, the domain and lib. */
const ALSO: Record<string, string[]> = { pipeline: ['card'], 'upstreams/telegram': ['card'] };

/** Packages that speak to the outside live in one room. */
const HOMES = {
  'better-sqlite3|kysely': 'src/store/',
  'node-cron': 'src/app/',
  openai: 'src/upstreams/openai/',
  'telegraf|p-queue': 'src/upstreams/telegram/',
  'got|lossless-json|jsonrepair': 'src/upstreams/novofon/',
  'fastify|@fastify': 'src/http/',
  'commander|ora|string-width': 'src/cli/',
  'csv-stringify|write-excel-file': 'src/cli/export/',
  yaml: 'src/config/',
  'pino|pino-pretty|undici|agent-base|socks': 'src/lib/',
  'mpg123-decoder': 'src/(audio|simulators/openai)/',
  'snowball-stemmers': 'src/domain/search/',
};

const rooms = ROOMS.map(
  (room): IForbiddenRuleType => ({
    name: `${room} imports only itself, the domain and lib`,
    severity: 'error',
    from: { path: `^src/${room}/` },
    to: { path: '^src/', pathNot: [room, 'domain', 'lib', ...(ALSO[room] ?? [])].map((each) => `^src/${each}/`) },
  }),
);

const homes = Object.entries(HOMES).map(
  ([packages, home]): IForbiddenRuleType => ({
    name: `${packages} at home in ${home}`,
    severity: 'error',
    from: { path: '^src/', pathNot: `^(${home})` },
    to: { path: `^node_modules/(${packages})(/|$)` },
  }),
);

/** Which room may import which; type-only imports count. `docs/ARCHITECTURE.md` says why. */
export const forbidden: IForbiddenRuleType[] = [
  {
    name: 'the domain imports nothing of ours',
    severity: 'error',
    from: { path: '^src/domain/' },
    to: { path: '^src/', pathNot: '^src/domain/' },
  },
  {
    name: 'the domain does no I/O',
    severity: 'error',
    from: { path: '^src/domain/' },
    to: { dependencyTypes: ['core'], pathNot: '^stream$' },
  },
  {
    name: 'lib knows nothing of calls',
    severity: 'error',
    from: { path: '^src/lib/' },
    to: { path: '^src/', pathNot: '^src/lib/' },
  },
  {
    name: 'simulators share no code with the program',
    severity: 'error',
    from: { path: '^src/simulators/' },
    to: { path: '^src/', pathNot: '^src/simulators/' },
  },
  {
    name: 'only the demo imports simulators',
    severity: 'error',
    from: { path: '^src/', pathNot: ['^src/simulators/', '^src/cli/demo'] },
    to: { path: '^src/simulators/' },
  },
  {
    name: 'the command line imports app, config, card, lib and the domain',
    severity: 'error',
    from: { path: '^src/cli/', pathNot: '^src/cli/demo' },
    to: { path: '^src/', pathNot: '^src/(cli|app|config|card|lib|domain)/' },
  },
  {
    name: 'nobody imports the command line, and only it imports the app',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/(cli|app)/' },
    to: { path: '^src/(cli|app)/' },
  },
  { name: 'no circles', severity: 'error', from: {}, to: { circular: true } },
  ...rooms,
  ...homes,
];
