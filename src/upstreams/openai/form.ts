import { z } from 'zod';
import type { Preset } from '../../domain/analysis/preset.js';
import { schemaFor } from '../../domain/analysis/schema.js';

/** What an answer must look like: to be read by us, and as the model is told. */
export interface Form {
  schema: ReturnType<typeof schemaFor>;
  jsonSchema: Record<string, unknown>;
}

export function formFor(preset: Preset): Form {
  const schema = schemaFor(preset);
  const { $schema: _, ...jsonSchema } = z.toJSONSchema(schema);
  return { schema, jsonSchema };
}
