import * as z from 'zod'
import { profileSchema } from './schema.ts'

/** JSON Schema (draft 7, which editors know best) of a profile file as it is written. */
export function profileJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(profileSchema, { io: 'input', target: 'draft-7' })
  return { $schema, title: 'lewis-perf profile', ...schema }
}
