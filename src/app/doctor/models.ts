import { DateTime } from 'luxon';
import { counted } from '../../card/words.js';
import type { Loaded } from '../../config/load.js';
import { isSecretMissing } from '../../config/require-secrets.js';
import { type Finding, fail, ok, warn } from '../../domain/finding.js';
import { dispatcherFor } from '../../lib/proxy.js';
import { lookUpModel, spendLittle } from '../../upstreams/openai/checkup.js';
import { openClient } from '../../upstreams/openai/client.js';
import { addressOf, keyOf, toSet } from './keys.js';
import { type ModelNames, modelWords } from './model-words.js';

export type Section = 'transcription' | 'analysis';

/** Of the two, the sooner: long enough to try the successor out. */
const NOTICE_DAYS = 90;
const SOCKET_MS = 30_000;

/** `usable`: the model that a request may be bought of; null where none would be answered. */
export interface Examined {
  findings: Finding[];
  usable: string | null;
}

/** Key, region and model of one server, without spending anything. */
export async function checkModel(loaded: Loaded, section: Section, now: Date, signal: AbortSignal): Promise<Examined> {
  if (isSecretMissing(loaded.config, `${section}.apiKey`)) {
    const key = keyOf(loaded, section, 'apiKey');
    return { findings: [fail(section, 'нет ключа', toSet(loaded, key))], usable: null };
  }
  const names = namesOf(loaded, section);
  return withClient(loaded, section, async (client) => {
    const { model, successor } = names;
    const found = await lookUpModel(client, model, signal);
    if (found.ailment === 'model-gone' && successor && successor !== model) {
      const heir = await lookUpModel(client, successor, signal);
      return {
        findings: [goneFinding(section, names, heir.ailment === null)],
        usable: heir.ailment ? null : successor,
      };
    }
    if (found.ailment) {
      const { text, cure } = modelWords(found.ailment, names);
      return { findings: [fail(section, text, cure)], usable: null };
    }
    const price = priceFinding(loaded, section);
    return { findings: [modelFinding(section, names, found, now), ...(price ? [price] : [])], usable: model };
  });
}

/** One tiny paid request: the only way to learn whether there is money. */
export async function checkMoney(loaded: Loaded, model: string, signal: AbortSignal): Promise<Finding[]> {
  const names = namesOf(loaded, 'analysis');
  const { transcription, analysis } = loaded.config;
  const isShared = transcription.apiKey === analysis.apiKey && transcription.baseUrl === analysis.baseUrl;
  const ailment = await withClient(loaded, 'analysis', (client) => spendLittle(client, model, signal));
  if (ailment) {
    const { text, cure } = modelWords(ailment, { ...names, model });
    return [fail('money', text, cure)];
  }
  const others = isShared ? '' : '; счёт распознавания речи так не проверить';
  return [ok('money', `пробный запрос к ${model} оплачен${others}`)];
}

export function modelFinding(
  section: Section,
  { model, host, keys, successor }: Pick<ModelNames, 'model' | 'host' | 'keys' | 'successor'>,
  { isKnown, shutdownDate }: { isKnown: boolean; shutdownDate: string | null },
  now: Date,
): Finding {
  if (!isKnown) return ok(section, `${host} отвечает; есть ли в нём модель ${model}, заранее не узнать`);
  if (!shutdownDate) return ok(section, `${host}: ключ принят, модель ${model} есть`);
  const end = DateTime.fromISO(shutdownDate, { zone: 'utc' });
  const days = Math.ceil(end.diff(DateTime.fromJSDate(now), 'days').days);
  const day = end.toFormat('dd.MM.yyyy');
  const next = successor && successor !== model ? successor : null;
  const heir = next ? `; дальше возьмётся ${next}` : '';
  const cure = `Запишите ${keys.model}: ${next ?? 'имя другой модели'}.`;
  if (days <= 0) return fail(section, `срок модели ${model} вышел ${day}, её отключают${heir}`, cure);
  if (days >= NOTICE_DAYS) return ok(section, `${host}: ключ принят, модель ${model} есть до ${day}`);
  const left = counted(days, ['день', 'дня', 'дней']);
  return warn(section, `модель ${model} отключат ${day}, через ${left}${heir}`, cure);
}

function goneFinding(section: Section, { model, successor, keys }: ModelNames, isHeirThere: boolean): Finding {
  return isHeirThere
    ? fail(
        section,
        `модели ${model} больше нет, вместо неё работает ${successor}`,
        `Запишите ${keys.model}: ${successor}.`,
      )
    : fail(section, `нет ни модели ${model}, ни ${successor}`, `Запишите в ${keys.model} имя другой модели.`);
}

function priceFinding({ config }: Loaded, section: Section): Finding | null {
  const { model } = config[section];
  const price = config.prices[model];
  const isPriced = section === 'transcription' ? price?.minute !== undefined : price?.input !== undefined;
  if (isPriced) return null;
  const example = section === 'transcription' ? '{minute: 0}' : '{input: 0, output: 0}';
  const cure = `Допишите цену в долларах, у своего сервера нули: prices: {${model}: ${example}}.`;
  return warn(section, `цена модели ${model} не задана: стоимость будет неизвестна`, cure);
}

function namesOf(loaded: Loaded, section: Section): ModelNames {
  const { model, successor, baseUrl, proxy } = loaded.config[section];
  const key = (name: 'apiKey' | 'baseUrl' | 'proxy') => keyOf(loaded, section, name);
  return {
    model,
    successor,
    host: new URL(baseUrl).host,
    keys: { model: `${section}.model`, apiKey: key('apiKey'), baseUrl: key('baseUrl'), proxy: key('proxy') },
    proxy: proxy && addressOf(proxy),
  };
}

async function withClient<Result>(
  { config }: Loaded,
  section: Section,
  work: (client: ReturnType<typeof openClient>) => Promise<Result>,
): Promise<Result> {
  const { apiKey, baseUrl, proxy } = config[section];
  const dispatcher = await dispatcherFor(proxy, SOCKET_MS);
  try {
    return await work(openClient({ apiKey: apiKey ?? '', baseUrl, dispatcher, timeoutMs: SOCKET_MS }));
  } finally {
    await dispatcher.destroy();
  }
}
