import type { Command, CommandEntry, Operand, Options } from '../command.ts'

/** What can follow one command on the command line. */
export interface CompletionNode {
  /** The words before: empty for the top, then `size` or `profile show`. */
  path: string[]
  summary: string
  subcommands: { name: string; summary: string }[]
  options: CompletionOption[]
  operands: readonly Operand[]
}

export interface CompletionOption {
  long: string
  short: string | null
  description: string
  takesValue: boolean
  choices: readonly string[]
}

/** Every command with its subcommands, the global options added to each. */
export async function completionTree(
  entries: readonly CommandEntry[],
  globals: Options,
  profileNames: readonly string[],
): Promise<CompletionNode[]> {
  const nodes: CompletionNode[] = [
    {
      path: [],
      summary: '',
      subcommands: entries.map(nameAndSummary),
      options: optionsOf(globals, profileNames),
      operands: [],
    },
  ]
  const visit = async (entry: CommandEntry, before: string[]): Promise<void> => {
    const command: Command = await entry.load()
    const path = [...before, entry.name]
    nodes.push({
      path,
      summary: command.summary,
      subcommands: (command.subcommands ?? []).map(nameAndSummary),
      options: optionsOf({ ...command.options, ...globals }, profileNames),
      operands: (command.operands ?? []).map((operand) =>
        operand.name === 'profile' ? { ...operand, choices: profileNames } : operand,
      ),
    })
    for (const sub of command.subcommands ?? []) await visit(sub, path)
  }
  for (const entry of entries) await visit(entry, [])
  return nodes
}

function nameAndSummary({ name, summary }: CommandEntry): { name: string; summary: string } {
  return { name, summary }
}

function optionsOf(options: Options, profileNames: readonly string[]): CompletionOption[] {
  const own = Object.values(options).map((option) => {
    const long = /--[a-z-]+/.exec(option.flags)?.[0] ?? ''
    return {
      long,
      short: /^-[a-z]\b/i.exec(option.flags)?.[0] ?? null,
      description: option.description,
      takesValue: option.kind === 'value',
      choices: long === '--profile' ? profileNames : option.kind === 'value' ? (option.choices ?? []) : [],
    }
  })
  return [
    ...own,
    { long: '--help', short: '-h', description: 'help and examples', takesValue: false, choices: [] },
  ]
}
