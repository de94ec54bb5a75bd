import { adviceFor } from '../../card/alert.js';
import type { ModelAilment } from '../../upstreams/openai/checkup.js';

/** What stands in the words about a server of models. */
export interface ModelNames {
  model: string;
  host: string;
  /** Names of configuration keys. */
  keys: { model: string; apiKey: string; baseUrl: string; proxy: string };
  successor: string | null;
  /** `host:port`. */
  proxy: string | null;
}

/** What is wrong and what to do about it. */
export function modelWords(ailment: ModelAilment, names: ModelNames): { text: string; cure: string | null } {
  const { model, host, keys, successor, proxy } = names;
  const way = proxy ? `прокси ${proxy} (${keys.proxy})` : `сеть, ${keys.proxy}`;
  const words: Record<ModelAilment, [text: string, cure: string | null]> = {
    'bad-key': [`${host} не принимает ключ`, `Проверьте ${keys.apiKey}: возьмите действующий ключ в кабинете.`],
    'no-money': ['на счёте нет денег или исчерпан лимит', `Пополните счёт или поднимите лимит в кабинете ${host}.`],
    region: [
      `${host} не обслуживает страну, из которой мы пришли`,
      proxy
        ? `Выход прокси ${proxy} в закрытой стране: смените ${keys.proxy}.`
        : `Задайте ${keys.proxy} (прокси в другой стране) или ${keys.baseUrl} (шлюз).`,
    ],
    forbidden: [`${host} отказывает в доступе`, adviceFor('openai.access')],
    'model-gone': [
      `модели ${model} нет или она недоступна этому ключу`,
      `Запишите ${keys.model}: ${successor ?? 'имя другой модели'}.`,
    ],
    'proxy-login': ['прокси не принимает имя или пароль', `Проверьте имя и пароль в ${keys.proxy}.`],
    unreachable: [`${host} недоступен`, `Проверьте ${way} и адрес в ${keys.baseUrl}.`],
    'slow-down': [`${host} просит реже спрашивать`, 'Повторите через минуту.'],
    failed: [`${host} отвечает ошибкой сервера`, 'Повторите позже: звонки подождут.'],
    'wrong-address': [`по адресу ${host} нет такого API`, `Проверьте ${keys.baseUrl}: обычно он кончается на /v1.`],
    'foreign-answer': [
      `вместо ${host} отвечает кто-то другой`,
      `Проверьте ${keys.baseUrl} и ${keys.proxy}: ответ не похож на ответ сервера моделей.`,
    ],
    refused: [`${host} не принимает наш запрос для ${model}`, `Запишите в ${keys.model} другую модель.`],
  };
  const [text, cure] = words[ailment];
  return { text, cure };
}
