import { openScratchFolder } from '../../apply/index.ts'
import { gateCommands } from '../../bench/index.ts'
import { type GateData, presentGate } from '../../comparison/index.ts'
import { OperatorError, type Outcome } from '../../core/index.ts'
import { fingerprintMachine } from '../../probes/index.ts'
import type { Context } from '../command.ts'
import { commandOptions } from './command-settings.ts'
import type { BenchInput } from './options.ts'

/** Compares --command with --base-command in pairs. */
export async function runCommandGate(input: BenchInput, context: Context): Promise<Outcome<GateData>> {
  const { world } = context
  const [head, another] = input.command ?? []
  if (head === undefined || another !== undefined || input.baseCommand === undefined)
    throw new OperatorError({
      sentence: '--base-command is compared with one --command.',
      hint: "Write for example --base-command './old --version' --command './new --version'.",
    })
  const scratch = openScratchFolder()
  try {
    const data = await gateCommands(world, scratch, {
      commands: { base: input.baseCommand, head },
      name: input.commandName?.[0] ?? head,
      prepare: one(input.prepare, '--prepare'),
      conclude: one(input.conclude, '--conclude'),
      setup: input.setup ?? null,
      cleanup: input.cleanup ?? null,
      warmupRuns: input.warmup ?? 0,
      rule: {
        ...(input.tolerance === undefined ? {} : { tolerance: input.tolerance }),
        ...(input.detect === undefined ? {} : { detect: input.detect }),
      },
      seed: context.seed(),
      cores: fingerprintMachine(world).effectiveCores,
      options: commandOptions(input, world),
      progress: context.progress,
    })
    return presentGate(data)
  } finally {
    scratch.remove()
  }
}

function one(texts: readonly string[] | undefined, flag: string): string | null {
  if (texts !== undefined && texts.length > 1)
    throw new OperatorError({
      sentence: `A gate of commands takes one ${flag} for both, got ${texts.length}.`,
      hint: 'Join them with && and give --shell.',
    })
  return texts?.[0] ?? null
}
