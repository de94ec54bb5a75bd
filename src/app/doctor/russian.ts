/** «12 ГБ», «1,4 ГБ», «640 МБ». */
export function bytesText(bytes: number): string {
  const megabytes = bytes / 2 ** 20;
  if (megabytes < 1024) return `${Math.floor(megabytes)} МБ`;
  const gigabytes = megabytes / 1024;
  return `${gigabytes < 10 ? gigabytes.toFixed(1).replace('.', ',') : Math.floor(gigabytes)} ГБ`;
}
