import type { Settings } from './schema.js';

/** The configuration in force: what may be left empty and follows from something else is filled in. Times in milliseconds. */
export type Config = ReturnType<typeof derive>;

export function derive(settings: Settings) {
  const { novofon, openai, telegram } = settings;
  const api = novofon.api ?? (novofon.token && !novofon.key && !novofon.secret ? 'v2' : 'v1');
  return {
    ...settings,
    novofon: { ...novofon, api, baseUrl: novofon.baseUrl ?? BASE_URLS[api] },
    transcription: { ...settings.transcription, ...serverOf(settings.transcription, openai) },
    analysis: { ...settings.analysis, ...serverOf(settings.analysis, openai) },
    telegram: {
      ...telegram,
      alertChatId: telegram.alertChatId ?? telegram.chatId,
      // Without the slash a path in it would be lost (apis/telegram.md).
      apiRoot: `${telegram.apiRoot}/`,
    },
  };
}

const BASE_URLS = { v1: 'https://api.novofon.com', v2: 'https://dataapi-jsonrpc.novofon.ru/v2.0' };

type Server = Settings['openai'];

function serverOf(own: { [key in keyof Server]: string | null }, common: Server): Server {
  return {
    apiKey: own.apiKey === 'none' ? null : (own.apiKey ?? common.apiKey),
    baseUrl: own.baseUrl ?? common.baseUrl,
    proxy: own.proxy === 'none' ? null : (own.proxy ?? common.proxy),
  };
}
