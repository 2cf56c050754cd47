import type { Outcome, Profile } from '../../core/index.ts'
import { loadProfile, profileSourceText, toYaml } from '../../profiles/index.ts'
import { defineCommand, switchOption } from '../command.ts'

export const command = defineCommand({
  name: 'show',
  summary: 'one profile, as written or resolved',
  about: [
    'As written by default; --resolved adds all that it extends and shows every number that a command would use.',
  ],
  options: { resolved: switchOption('--resolved', 'with everything that it extends') },
  operands: [{ name: 'profile', description: 'name or file', required: true }],
  examples: [
    { command: 'lewis-perf profile show lewis', shows: 'the file as written, with its comments' },
    { command: 'lewis-perf profile show lewis --resolved', shows: 'every number that size uses' },
  ],
  exitCodes: { 0: 'shown', 2: 'no such profile, or mistakes in it' },
  async run({ resolved }, { operands, world }): Promise<Outcome<Profile>> {
    const name = operands[0] ?? ''
    const { profile } = await loadProfile(name, world)
    const text = resolved ? await toYaml(profile) : await profileSourceText(name, world)
    return {
      data: profile,
      findings: [],
      tables: [],
      warnings: [],
      documents: [{ name: `${profile.name}.yaml`, mediaType: 'application/yaml', text }],
    }
  },
})
