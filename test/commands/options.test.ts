import { Option } from 'commander'
import { expect, test } from 'vitest'
import { type CommandEntry, commands, globalOptions, type Options } from '../../src/commands/index.ts'

async function allOptions(entries: readonly CommandEntry[]): Promise<[command: string, options: Options][]> {
  const found: [string, Options][] = []
  for (const entry of entries) {
    const { options, subcommands } = await entry.load()
    found.push([entry.name, options], ...(await allOptions(subcommands ?? [])))
  }
  return found
}

test('every option is read under the name that the command line gives it', async () => {
  const groups: [string, Options][] = [['every command', globalOptions], ...(await allOptions(commands))]
  for (const [command, options] of groups) {
    for (const [key, { flags }] of Object.entries(options)) {
      const option = new Option(flags)
      const name = option.negate ? `no-${option.name()}` : option.name()
      const camelCase = name
        .replace(/^no-no-/, 'no-')
        .replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())
      expect(key, `${command} ${flags}`).toBe(camelCase)
    }
  }
})

test('every command has an example and says what its exit codes mean', async () => {
  for (const { load } of commands) {
    const { examples, exitCodes, summary } = await load()
    expect(examples.length).toBeGreaterThan(0)
    expect(exitCodes[0]).toBeTypeOf('string')
    expect(summary).not.toBe('')
  }
})
