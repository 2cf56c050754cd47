import * as z from 'zod'
import { rejected } from '../core/index.ts'
import type { Kind } from './kind.ts'

/** A key of a section: its schema and, where it differs from the YAML key, its name in a profile. */
interface Renamed<To extends string, S extends z.ZodType> {
  to: To
  schema: S
}
type Field = z.ZodType | Renamed<string, z.ZodType>
type Fields = Readonly<Record<string, Field>>
type Value<F> = F extends Renamed<string, infer S> ? z.output<S> : F extends z.ZodType ? z.output<F> : never
type Held<F extends Fields> = {
  [K in keyof F as F[K] extends Renamed<infer To, z.ZodType> ? To : K]?: Value<F[K]>
}

// Every message of these schemas is "problem\nhint": zod carries no second text.
const separator = '\n'

/** The two halves of a message that these schemas gave. */
export function messageParts(message: string): { problem: string; hint: string } {
  const [problem = '', hint = ''] = message.split(separator)
  return { problem, hint }
}

/** A single value, read and written by its `kind`; `description` is what editors show. */
export function leaf<T>(kind: Kind<T>, description: string) {
  return z
    .codec(z.unknown(), z.custom<T>(), {
      decode: (value, context) => {
        const parsed = isSingle(value)
          ? kind.read(value)
          : rejected(value === null ? 'is empty' : 'must be a single value', kind.form)
        if (parsed.ok) return parsed.value
        context.issues.push({
          code: 'custom',
          message: parsed.problem + separator + parsed.hint,
          input: value,
        })
        return z.NEVER
      },
      encode: (value) => kind.write(value),
    })
    .meta({ description, ...kind.json })
}

/** Whatever stands there, as plain data. */
export function anything(description: string) {
  return z.unknown().meta({ description })
}

/** The key is called `to` in a profile. */
export function as<To extends string, S extends z.ZodType>(to: To, schema: S): Renamed<To, S> {
  return { to, schema }
}

/** A map with these keys only, all of them optional. */
export function section<F extends Fields>(description: string, fields: F) {
  const keys = Object.keys(fields)
  const shape: Record<string, z.ZodOptional> = {}
  for (const [key, field] of Object.entries(fields)) shape[key] = schemaOf(field).optional()
  const written = z.strictObject(shape, {
    error: ({ code }) =>
      code === 'unrecognized_keys'
        ? `has an unknown key${separator}${keys.join(' ')}`
        : `must be a map${separator}Write its keys below it, indented: ${keys.join(', ')}.`,
  })
  return z
    .codec(written, z.custom<Held<F>>(), {
      decode: (value) =>
        rename(
          value,
          Object.entries(fields).map(([key, field]) => [key, nameOf(field, key)]),
        ) as Held<F>,
      encode: (value) =>
        rename(
          value,
          Object.entries(fields).map(([key, field]) => [nameOf(field, key), key]),
        ),
    })
    .meta({ description })
}

/** A map whose keys the operator chooses, each of the kind `key`. */
export function mapOf<S extends z.ZodType>(description: string, key: Kind<string>, value: S) {
  const name = z.string().superRefine((text, context) => {
    const parsed = key.read(text)
    if (!parsed.ok) context.addIssue(`has a key that ${parsed.problem}${separator}${parsed.hint}`)
  })
  return z
    .record(name.meta({ ...key.json }), value, {
      error: ({ code }) =>
        code === 'invalid_type' ? `must be a map${separator}Write its keys below it, indented.` : undefined,
    })
    .meta({ description })
}

/** A list of values of one schema; a list in a file replaces that of the profile that it extends. */
export function listOf<S extends z.ZodType>(description: string, item: S) {
  return z
    .array(item, { error: () => `must be a list${separator}Begin each entry with a dash.` })
    .meta({ description })
}

function isSingle(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

function schemaOf(field: Field): z.ZodType {
  return 'to' in field ? field.schema : field
}

function nameOf(field: Field, key: string): string {
  return 'to' in field ? field.to : key
}

function rename(
  value: object,
  names: readonly (readonly [from: string, to: string])[],
): Record<string, unknown> {
  const values = new Map<string, unknown>(Object.entries(value))
  const present = names.filter(([from]) => values.get(from) !== undefined)
  return Object.fromEntries(present.map(([from, to]) => [to, values.get(from)]))
}
