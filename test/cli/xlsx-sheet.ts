import { inflateRawSync } from 'node:zlib';

/** A cell as Excel would have it: texts and figures apart, with the code of its format. */
interface SheetCell {
  value: string | number;
  format: string | null;
  isBold: boolean;
  isWrapped: boolean;
}

export interface Sheet {
  /** By their address: `B2`. */
  cells: Map<string, SheetCell>;
  xml: string;
}

/** The one sheet of a workbook. */
export function readSheet(file: Buffer): Sheet {
  const entries = unzip(file);
  const part = (name: string) => entries.get(name) ?? '';
  const strings = matches(part('xl/sharedStrings.xml'), /<si><t[^>]*>(.*?)<\/t><\/si>/gs).map(([, text]) =>
    plainText(text),
  );
  const styles = readStyles(part('xl/styles.xml'));
  const xml = part('xl/worksheets/sheet1.xml');
  const cells = new Map<string, SheetCell>();
  for (const [, attributes = '', value] of matches(xml, /<c ([^>]*)><v>(.*?)<\/v><\/c>/gs)) {
    const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1];
    const style = styles[Number(attribute('s') ?? 0)] ?? { format: null, isBold: false, isWrapped: false };
    const text = attribute('t') === 's' ? strings[Number(value)] : Number(value);
    if (text === undefined || Number.isNaN(text)) throw new Error(`cell ${attribute('r')} holds ${value}`);
    cells.set(attribute('r') ?? '', { ...style, value: text });
  }
  return { cells, xml };
}

function readStyles(xml: string) {
  const formats = new Map(
    matches(xml, /<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/g).map(([, id, code]) => [id, plainText(code)]),
  );
  const fonts = matches(/<fonts.*?<\/fonts>/s.exec(xml)?.[0] ?? '', /<font>(.*?)<\/font>|<font\/>/gs);
  return matches(/<cellXfs.*?<\/cellXfs>/s.exec(xml)?.[0] ?? '', /<xf ([^>]*?)(?:\/>|>(.*?)<\/xf>)/gs).map(
    ([, own = '', inner = '']) => ({
      format: formats.get(/numFmtId="(\d+)"/.exec(own)?.[1] ?? '') ?? null,
      isBold: fonts[Number(/fontId="(\d+)"/.exec(own)?.[1] ?? 0)]?.[1]?.includes('<b/>') ?? false,
      isWrapped: inner.includes('wrapText="1"'),
    }),
  );
}

/** The files of an archive, by way of its central directory. */
function unzip(file: Buffer): Map<string, string> {
  const end = file.lastIndexOf(Buffer.from('PK\x05\x06'));
  const files = new Map<string, string>();
  let at = file.readUInt32LE(end + 16);
  for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
    const [packed, name, extra, note] = [
      file.readUInt32LE(at + 20),
      ...[28, 30, 32].map((of) => file.readUInt16LE(at + of)),
    ];
    const local = file.readUInt32LE(at + 42);
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const bytes = file.subarray(start, start + (packed ?? 0));
    const isPacked = file.readUInt16LE(at + 10) === 8;
    files.set(
      file.toString('utf8', at + 46, at + 46 + (name ?? 0)),
      (isPacked ? inflateRawSync(bytes) : bytes).toString(),
    );
    at += 46 + (name ?? 0) + (extra ?? 0) + (note ?? 0);
  }
  return files;
}

function matches(text: string, pattern: RegExp): string[][] {
  return [...text.matchAll(pattern)].map((match) => [...match].map((group) => group ?? ''));
}

/** Marks of XML, and Excel's own `_x0041_`. */
function plainText(text = ''): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/_x([0-9a-f]{4})_/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
}
