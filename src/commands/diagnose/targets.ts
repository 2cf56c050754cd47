import { OperatorError } from '../../core/index.ts'
import type { RemoteTarget } from '../../probes/index.ts'
import type { Context, InputOf } from '../command.ts'
import { flagOf } from '../flag-of.ts'
import { readInput } from '../read-input.ts'
import type { diagnoseOptions } from './options.ts'

export type DiagnoseInput = InputOf<typeof diagnoseOptions>

/** What is diagnosed: this machine (or a tree that stands in for it), others, or files of facts. */
export type Targets =
  | { kind: 'local' }
  | { kind: 'remote'; targets: RemoteTarget[] }
  | { kind: 'facts'; files: string[] }

/** What the options name. Throws OperatorError (exit 2) where they contradict each other. */
export function targetsOf(input: DiagnoseInput, context: Context): Targets {
  assertTogether(input, context)
  const targets = remoteTargets(input, context)
  if (input.facts !== undefined) return { kind: 'facts', files: [...new Set(input.facts)] }
  return targets.length === 0 ? { kind: 'local' } : { kind: 'remote', targets }
}

const pairs: readonly (readonly [string, keyof DiagnoseInput, keyof DiagnoseInput, string])[] = [
  ['one sample has no window', 'quick', 'window', 'Leave out --quick for rates, or --window for gauges.'],
  ['facts are read, not collected', 'facts', 'host', 'Leave one of the two out.'],
  ['facts are read, not collected', 'facts', 'hosts', 'Leave one of the two out.'],
  ['facts are read, not collected', 'facts', 'via', 'Leave one of the two out.'],
  ['facts are read, not collected', 'facts', 'root', 'Leave one of the two out.'],
  ['facts are read, not collected', 'facts', 'window', 'Leave --window out: the facts have their own.'],
  ['facts are read, not collected', 'facts', 'quick', 'Leave --quick out.'],
  ['facts are read, not collected', 'facts', 'saveFacts', 'Copy the file instead.'],
  ['facts are read, not collected', 'facts', 'noExec', 'Leave --no-exec out: nothing is run for facts.'],
  ['facts are read, not collected', 'facts', 'probeDisk', 'Give --probe-disk where --save-facts is given.'],
  ['facts are read, not collected', 'facts', 'parallel', 'Leave --parallel out.'],
  ['facts are read, not collected', 'facts', 'inventory', 'Give --inventory on the machine itself.'],
  ['a recording is of one machine', 'recording', 'hosts', 'Diagnose that machine alone.'],
  ['it is taken of this machine only', 'inventory', 'host', 'Run it on the box itself.'],
  ['it is taken of this machine only', 'inventory', 'hosts', 'Run it on the box itself.'],
  ['it is taken of this machine only', 'inventory', 'via', 'Run it on the box itself.'],
  ['a captured tree has no inventory', 'inventory', 'root', 'Leave one of the two out.'],
  ['other programs tell the inventory', 'inventory', 'noExec', 'Leave one of the two out.'],
  ['it writes to this machine only', 'probeDisk', 'host', 'Run it on the box itself.'],
  ['it writes to this machine only', 'probeDisk', 'hosts', 'Run it on the box itself.'],
  ['it writes to this machine only', 'probeDisk', 'via', 'Run it on the box itself.'],
  ['a captured tree has no disk', 'probeDisk', 'root', 'Leave one of the two out.'],
]

function assertTogether(input: DiagnoseInput, { operands }: Context): void {
  const [extra] = operands
  if (extra !== undefined) {
    throw new OperatorError({
      sentence: `diagnose takes a further word only with --diff, got ${JSON.stringify(extra)}.`,
      hint: 'For a process write: lewis-perf diagnose process NAME. For a host: --host NAME.',
    })
  }
  for (const [because, one, other, hint] of pairs) {
    if (input[one] === undefined || input[other] === undefined) continue
    throw new OperatorError({
      sentence: `${flagOf(one)} and ${flagOf(other)} do not fit together: ${because}.`,
      hint,
    })
  }
  if ((input.root?.length ?? 0) > 2) {
    throw new OperatorError({
      sentence: `--root was given ${input.root?.length} times.`,
      hint: 'Give one captured tree, or two: the second is the later sample.',
    })
  }
  if (input.root !== undefined && input.root.length === 2 && (input.window ?? input.quick) !== undefined) {
    throw new OperatorError({
      sentence: 'Two captured trees have their own window.',
      hint: 'Leave out --window and --quick.',
    })
  }
  if (input.root?.length === 1 && input.root[0] !== '/' && input.window !== undefined) {
    throw new OperatorError({
      sentence: '--root and --window do not fit together: one captured tree is one sample.',
      hint: 'Leave --window out, or give --root a second time for the later sample.',
    })
  }
  const machines = [...(input.host ?? []), ...(input.via ?? []), ...(input.facts ?? [])]
  if (input.recording !== undefined && machines.length > 1) {
    throw new OperatorError({
      sentence: `--recording is of one machine, and ${machines.length} are named.`,
      hint: 'Diagnose that machine alone.',
    })
  }
  if (
    input.parallel !== undefined &&
    input.host === undefined &&
    input.hosts === undefined &&
    input.via === undefined
  ) {
    throw new OperatorError({
      sentence: '--parallel is for several hosts, and there is none.',
      hint: 'Give --host or --hosts, or leave it out.',
    })
  }
}

function remoteTargets(input: DiagnoseInput, context: Context): RemoteTarget[] {
  const listed =
    input.hosts === undefined
      ? []
      : hostsIn(readInput(input.hosts, 'Give --hosts a file with a host a line.', context))
  if (input.hosts !== undefined && listed.length === 0) {
    throw new OperatorError({
      sentence: `${input.hosts} names no host.`,
      hint: 'Write a host a line, as ssh takes it: user@box.',
    })
  }
  const hosts = [...new Set([...(input.host ?? []), ...listed])]
  const vias = [...new Set(input.via ?? [])]
  return [
    ...hosts.map((host) => ({ kind: 'ssh' as const, host })),
    ...vias.map((command) => ({ kind: 'via' as const, command })),
  ]
}

function hostsIn(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.replace(/#.*$/, '').trim())
    .filter((line) => line !== '')
}
