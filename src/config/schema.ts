import { z } from 'zod';
import { LONGEST_WAIT_MS } from '../domain/due.js';
import { WEEKDAYS } from '../domain/when.js';
import * as is from './values.js';

/**
 * Every key of the configuration. Values arrive as text and leave as what the program uses: durations in milliseconds
 * under the names they have in YAML, empty values as null. Defaults stand in `config.example.yaml` and nowhere else.
 */
export type Settings = z.infer<typeof schema>;

const chat = is.whole('the id of a chat, such as -5007549435');
const count = is.whole('one such as 4', 1);
const model = is.text('the name of a model');
const folder = is.text('a folder such as ./data');
const e164 = is.pattern(
  'a full phone number',
  'it with + and country code, such as "+79843330712"',
  /^\+[1-9]\d{7,14}$/,
);
const extension = is.pattern('an extension', 'its digits, such as 100', /^\d{1,6}$/);
const host = is.pattern('a host', 'a bare name such as novofon.ru', /^[a-z\d]([a-z\d.-]*[a-z\d])?$/i);
const userOrName = is.pattern('a Telegram user', 'an id such as 123456789 or a name such as @olga', /^(\d+|@\w+)$/);
const language = is.pattern('a language', 'its code, such as ru', /^[a-z]{2,3}$/);
const time = is.pattern('a time of day', "one such as '09:00'", /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);
const side = is.choice('client', 'employee');
const channels = 'auto or {in: [client, employee], out: [employee, client]}';
const notAPrice = 'is not a price, write {minute: 0.006} or {input: 2.5, output: 10}';

const price = z
  .strictObject(
    { minute: is.dollars().optional(), input: is.dollars().optional(), output: is.dollars().optional() },
    { error: notAPrice },
  )
  .refine(({ minute, input, output }) => minute !== undefined || (input !== undefined && output !== undefined), {
    error: notAPrice,
  });

/** A server that speaks OpenAI's protocol; what is empty comes from `openai`, `none` keeps it empty. */
const ownServer = {
  apiKey: is.secret('its key, or none').nullable(),
  baseUrl: is.url().nullable(),
  proxy: is.proxy('none').nullable(),
};

export const schema = z.strictObject({
  novofon: z.strictObject({
    api: is.choice('v1', 'v2').nullable(),
    key: is.secret('the key of the API').nullable(),
    secret: is.secret('the secret of the API').nullable(),
    token: is.secret('the access token').nullable(),
    baseUrl: is.url().nullable(),
    mediaUrl: is.url(),
    numbers: is.list(e164, '["+79843330712"]'),
    extensions: is.list(extension, '[100, 101]'),
    limits: z.strictObject({ statistics: count, all: count }),
    timezone: is.zone('auto'),
    recordingHosts: is.list(host, '[novofon.ru]'),
    proxy: is.proxy().nullable(),
  }),
  employees: is.mapping(is.text('the name to show'), '{"100": Алексей}'),
  timezone: is.zone().nullable(),
  poll: z.strictObject({
    schedule: is.cron(),
    lookback: is.duration(),
    firstLookback: is.duration(),
    minTalk: is.duration(),
  }),
  openai: z.strictObject({
    apiKey: is.secret('the API key').nullable(),
    baseUrl: is.url(),
    proxy: is.proxy().nullable(),
  }),
  /** USD: of a minute of audio, of a million tokens in and out. */
  prices: is.mapping(price, '{whisper-1: {minute: 0.006}}'),
  transcription: z.strictObject({
    model,
    successor: model.nullable(),
    language,
    vocabulary: is.list(is.text('a name or a term'), '[Новофон, Черёмушки]'),
    replace: is.mapping(is.text('the right word'), '{навафон: Новофон}'),
    ...ownServer,
  }),
  analysis: z.strictObject({
    model,
    successor: model.nullable(),
    preset: is.text('the name of a preset or the path of a YAML file'),
    ...ownServer,
  }),
  database: z.strictObject({
    path: is.text('a file such as ./data/audiobot.db'),
    url: z.null({ error: 'PostgreSQL is not built yet, remove this and write database.path' }),
  }),
  recordings: z.strictObject({
    dir: folder,
    keep: is.duration(),
    channels: z
      .union([z.literal('auto'), z.strictObject({ in: z.tuple([side, side]), out: z.tuple([side, side]) })], {
        error: `is not an order of channels, write ${channels}`,
      })
      .register(is.traits, { form: 'mapping' }),
  }),
  history: z.strictObject({ keep: is.duration() }),
  telegram: z.strictObject({
    botToken: is.secret('the token of the bot').nullable(),
    chatId: chat,
    threadId: is.whole('the number of a topic', 1).nullable(),
    alertChatId: chat.nullable(),
    apiRoot: is.url(),
    proxy: is.proxy().nullable(),
    limits: z.strictObject({ perChatMinute: count, gap: is.duration() }),
    mode: is.choice('bot', 'send-only'),
    early: is.flag(),
    level: is.choice('all', 'target', 'red'),
    admins: is.list(userOrName, '[123456789]'),
    missedCalls: is.flag(),
    unansweredOutgoing: is.flag(),
  }),
  server: z.strictObject({
    host: is.text('an address such as 0.0.0.0'),
    port: is.whole('0 to 65535', 0, 65_535),
    webhookSecret: is.secret('a word of your own').nullable(),
    trustProxy: is.flag(),
    maxCallsPerHour: count,
  }),
  pipeline: z.strictObject({
    concurrency: count,
    lease: is.duration(1, LONGEST_WAIT_MS),
    recordingDeadline: is.duration(),
    stopGrace: is.duration(),
  }),
  missed: z.strictObject({ remindAfter: is.duration() }),
  workingHours: z.strictObject({
    days: is.list(is.choice(...WEEKDAYS), '[mon, tue, wed, thu, fri]'),
    from: time,
    to: time,
  }),
  digest: z.strictObject({ schedule: is.cron().nullable() }),
  hooks: is.list(is.url(), '[https://host/path]'),
  locale: is.pattern('a language', 'its code, such as ru', /^[a-z]{2}$/),
  log: z.strictObject({
    level: is.choice('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
    format: is.choice('auto', 'pretty', 'json'),
  }),
});
