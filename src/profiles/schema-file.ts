/** The name under which a profile's first line looks for its schema. */
export const profileSchemaFile = 'lewis-perf.profile.schema.json'

/** The JSON Schema of profiles, as a file. */
export async function profileSchemaText(): Promise<string> {
  const { profileJsonSchema } = await import('./schema-json.ts')
  return `${JSON.stringify(profileJsonSchema(), null, 2)}\n`
}
