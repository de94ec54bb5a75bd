/** A value as somebody wrote it. Everything is text as yet; an empty text is null. */
export interface Written {
  /** `config.yaml:12`, or the name of a variable. */
  place: string;
  value: string | null | Written[] | Map<string, Written>;
  /** The variable that `${}` took its text from. */
  variable?: string;
}

/** What one layer sets: keys by their dotted names. */
export type Layer = Map<string, Written>;

/** The bare value, for the schema. */
export function plain({ value }: Written): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([name, entry]) => [name, plain(entry)]));
  return Array.isArray(value) ? value.map(plain) : value;
}

/** Where the part of a value was written that the path leads to, or what is nearest around it. */
export function placeAt(written: Written, path: PropertyKey[]): string {
  const [step, ...rest] = path;
  const inner = childAt(written, step);
  return inner ? placeAt(inner, rest) : written.place;
}

/** Later layers win; entries of a mapping are joined, so that a price added is not all prices lost. */
export function stack(layers: Layer[]): Layer {
  const stacked: Layer = new Map();
  for (const [name, upper] of layers.flatMap((layer) => [...layer])) {
    const lower = stacked.get(name)?.value;
    const joined =
      lower instanceof Map && upper.value instanceof Map ? new Map([...lower, ...upper.value]) : upper.value;
    stacked.set(name, { ...upper, value: joined });
  }
  return stacked;
}

function childAt({ value }: Written, step: PropertyKey | undefined): Written | undefined {
  if (value instanceof Map) return value.get(String(step));
  return Array.isArray(value) ? value[Number(step)] : undefined;
}
