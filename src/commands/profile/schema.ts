import type { Outcome } from '../../core/index.ts'
import { profileSchemaFile, profileSchemaText } from '../../profiles/index.ts'
import type { Command } from '../command.ts'

export const command: Command = {
  name: 'schema',
  summary: 'the JSON Schema of profiles',
  about: [
    'Editors complete and check a profile whose first line is',
    '# yaml-language-server: $schema=./lewis-perf.profile.schema.json',
  ],
  options: {},
  examples: [
    { command: 'lewis-perf profile schema > lewis-perf.profile.schema.json', shows: 'the schema as a file' },
  ],
  exitCodes: { 0: 'printed', 2: 'a wrong flag' },
  async run(): Promise<Outcome<{ schema: unknown }>> {
    const text = await profileSchemaText()
    return {
      data: { schema: JSON.parse(text) },
      findings: [],
      tables: [],
      warnings: [],
      documents: [{ name: profileSchemaFile, mediaType: 'application/schema+json', text }],
    }
  },
}
