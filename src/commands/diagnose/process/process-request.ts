import { OperatorError } from '../../../core/index.ts'
import type { InputOf } from '../../command.ts'
import type { processOptions } from './options.ts'

export type ProcessInput = InputOf<typeof processOptions>

/** What is asked: a profile that another tool took, or a running process by its number or name. */
export type ProcessRequest = { kind: 'file'; file: string } | { kind: 'running'; target: string }

/** What the options and operands ask for. Throws OperatorError (exit 2) where they contradict each other. */
export function processRequest(input: ProcessInput, operands: readonly string[]): ProcessRequest {
  const [target] = operands
  if (input.flameGraph !== undefined && input.cpuProfile === undefined && input.import === undefined) {
    throw new OperatorError({
      sentence: '--flame-graph names the page of a profile, and none is asked for.',
      hint: 'Add --cpu-profile 10s or --import FILE, or leave it out.',
    })
  }
  if (input.import === undefined) return running(target)
  if (target !== undefined) {
    throw new OperatorError({
      sentence: `--import reads a file, so process ${target} would not be looked at.`,
      hint: 'Leave one of the two out.',
    })
  }
  for (const [flag, value] of [
    ['--window', input.window],
    ['--attach', input.attach],
    ['--cpu-profile', input.cpuProfile],
    ['--heap', input.heap],
  ] as const) {
    if (value === undefined) continue
    throw new OperatorError({
      sentence: `--import reads a file, and ${flag} changes nothing there.`,
      hint: 'Leave one of the two out.',
    })
  }
  return { kind: 'file', file: input.import }
}

function running(target: string | undefined): ProcessRequest {
  if (target !== undefined && target !== '') return { kind: 'running', target }
  throw new OperatorError({
    sentence: 'diagnose process needs to know which process.',
    hint: 'Give its process id or exact name: lewis-perf diagnose process 4711.',
  })
}
