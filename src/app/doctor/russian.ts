const RULES = new Intl.PluralRules('ru');

/** «1 день», «3 дня», «12 дней». */
export function counted(count: number, forms: [one: string, few: string, many: string]): string {
  const rule = RULES.select(count);
  return `${count} ${rule === 'one' ? forms[0] : rule === 'few' ? forms[1] : forms[2]}`;
}

/** «12 ГБ», «1,4 ГБ», «640 МБ». */
export function bytesText(bytes: number): string {
  const megabytes = bytes / 2 ** 20;
  if (megabytes < 1024) return `${Math.floor(megabytes)} МБ`;
  const gigabytes = megabytes / 1024;
  return `${gigabytes < 10 ? gigabytes.toFixed(1).replace('.', ',') : Math.floor(gigabytes)} ГБ`;
}
