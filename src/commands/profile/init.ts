import { OperatorError, type Outcome } from '../../core/index.ts'
import { isProfilePath, profileSchemaFile, profileSchemaText, profileTemplate } from '../../profiles/index.ts'
import { defineCommand, switchOption } from '../command.ts'

export const command = defineCommand({
  name: 'init',
  summary: 'a commented profile to start from',
  about: [
    'With a file name it writes the profile, and beside it the JSON Schema that editors complete it with;',
    'without one it prints the profile.',
  ],
  options: { force: switchOption('--force', 'overwrite the file') },
  operands: [{ name: 'file', description: 'file to write' }],
  examples: [
    { command: 'lewis-perf profile init my.yaml', shows: 'my.yaml and its schema' },
    { command: 'lewis-perf profile init > my.yaml', shows: 'the profile alone' },
  ],
  exitCodes: { 0: 'written', 2: 'the file is there already', 3: 'the file could not be written' },
  async run({ force }, { operands }): Promise<Outcome<{ files: string[] }>> {
    const [file] = operands
    const profile = { name: 'profile.yaml', mediaType: 'application/yaml', text: profileTemplate() }
    if (file === undefined || file === '-') return outcome([], [profile])
    if (!isProfilePath(file)) {
      throw new OperatorError({
        sentence: `A profile file needs a .yaml ending, got ${file}.`,
        hint: `Without it --profile would look for a shipped profile: write ${file}.yaml.`,
      })
    }
    const schema = `${file.slice(0, file.lastIndexOf('/') + 1)}${profileSchemaFile}`
    return {
      ...outcome(
        [file, schema],
        [
          { ...profile, file, keepExisting: force !== true },
          {
            name: profileSchemaFile,
            mediaType: 'application/schema+json',
            text: await profileSchemaText(),
            file: schema,
          },
        ],
      ),
      headline: `${file} is a profile to start from: edit it, then try lewis-perf profile validate ${file}.`,
    }
  },
})

function outcome(
  files: string[],
  documents: Outcome<unknown>['documents'] & {},
): Outcome<{ files: string[] }> {
  return { data: { files }, findings: [], tables: [], warnings: [], documents }
}
