import type { Outcome } from '../../core/index.ts'
import { shippedProfileNames } from '../../profiles/index.ts'
import type { Command } from '../command.ts'
import { globalOptions } from '../global-options.ts'
import { commands } from '../index.ts'
import { bashScript } from './bash.ts'
import { fishScript } from './fish.ts'
import { completionTree } from './tree.ts'
import { zshScript } from './zsh.ts'

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript }
const shells = Object.keys(scripts) as (keyof typeof scripts)[]

/** A completion script: it knows every command, option and value, and starts no process while completing. */
export const command: Command = {
  name: 'completion',
  summary: 'completion script for bash, zsh or fish',
  about: ['Prints the script; the examples load it into the running shell or for good.'],
  options: {},
  operands: [{ name: 'shell', description: 'bash, zsh or fish', required: true, choices: shells }],
  examples: [
    { command: 'source <(lewis-perf completion bash)', shows: 'completion in this bash' },
    { command: 'lewis-perf completion zsh > "${fpath[1]}/_lewis-perf"', shows: 'completion in every zsh' },
    {
      command: 'lewis-perf completion fish > ~/.config/fish/completions/lewis-perf.fish',
      shows: 'completion in every fish',
    },
  ],
  exitCodes: { 0: 'printed', 2: 'an unknown shell' },
  async run(_input, { operands }): Promise<Outcome<{ shell: string }>> {
    const shell = shells.find((name) => name === operands[0]) ?? 'bash'
    const tree = await completionTree(commands, globalOptions, shippedProfileNames)
    const text = scripts[shell](tree, 'lewis-perf')
    return {
      data: { shell },
      findings: [],
      tables: [],
      warnings: [],
      documents: [{ name: `lewis-perf.${shell}`, mediaType: 'text/x-shellscript', text }],
    }
  },
}
