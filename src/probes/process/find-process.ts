import { type Files, maskSecrets, OperatorError, suggestion, type World } from '../../core/index.ts'
import { processNames } from './process-names.ts'

const listed = 10
const lengthOfCommand = 60

/**
 * The process that `target` means: its number, or a name that exactly one process has. Throws OperatorError (exit 2) where
 * there is none, several, or only a thread; it lists several, secrets masked.
 */
export function findProcess({ files }: Pick<World, 'files'>, target: string): number {
  return /^\d{1,10}$/.test(target) ? byNumber(files, Number(target)) : byName(files, target)
}

/** Every process that `target` means: that of its number, or all of an exact name. Throws OperatorError (exit 2) where there is none. */
export function findProcesses({ files }: Pick<World, 'files'>, target: string): FoundProcess[] {
  if (/^\d{1,10}$/.test(target)) {
    const pid = byNumber(files, Number(target))
    const comm = files.kernelText(`/proc/${pid}/comm`)
    return [{ pid, name: comm.ok ? comm.value.replace(/\n$/, '') : target }]
  }
  const all = namedProcesses(files)
  const found = all.filter(({ names }) => names.includes(target))
  if (found.length === 0) throw nobody(target, all)
  return found.map(({ pid, names }) => ({ pid, name: names[0] ?? target }))
}

/** A process and what the kernel calls it. */
export interface FoundProcess {
  pid: number
  name: string
}

function byNumber(files: Files, pid: number): number {
  const status = files.kernelText(`/proc/${pid}/status`)
  const stat = files.kernelText(`/proc/${pid}/stat`)
  if (!status.ok && !stat.ok) {
    throw new OperatorError({
      sentence: `There is no process ${pid}.`,
      hint: 'List the processes with ps -e.',
    })
  }
  const owner = status.ok ? /^Tgid:\s+(\d{1,10})$/m.exec(status.value)?.[1] : undefined
  if (owner === undefined || Number(owner) === pid) return pid
  throw new OperatorError({
    sentence: `${pid} is a thread of process ${owner}.`,
    hint: `Give the process: ${owner}.`,
  })
}

function byName(files: Files, target: string): number {
  const all = namedProcesses(files)
  const found = all.filter(({ names }) => names.includes(target))
  const [only, second] = found
  if (only === undefined) throw nobody(target, all)
  if (second === undefined) return only.pid
  const lines = found.slice(0, listed).map(({ pid, command }) => `${pid} (${command})`)
  const more = found.length > listed ? ` and ${found.length - listed} more` : ''
  throw new OperatorError({
    sentence: `${found.length} processes are called ${target}: ${lines.join(', ')}${more}.`,
    hint: `Give one by its process id: lewis-perf diagnose process ${only.pid}.`,
  })
}

function nobody(target: string, all: readonly Named[]): OperatorError {
  return new OperatorError({
    sentence: `No process is called ${JSON.stringify(maskSecrets(target))}.`,
    hint: suggestion(
      target,
      all.flatMap(({ names }) => names),
      'Give a process id or an exact name; ps -e lists them.',
    ),
  })
}

interface Named {
  pid: number
  names: string[]
  command: string
}

/** Every process but ourselves, whose own command line holds the name that is looked for. */
function namedProcesses(files: Files): Named[] {
  const entries = files.entries('/proc')
  const own = files.kernelText('/proc/self/stat')
  const ownPid = own.ok ? Number.parseInt(own.value, 10) : Number.NaN
  const pids = (entries.ok ? entries.value : []).filter((name) => /^\d{1,10}$/.test(name)).map(Number)
  return pids
    .sort((one, other) => one - other)
    .filter((pid) => pid !== ownPid)
    .flatMap((pid) => {
      const comm = files.kernelText(`/proc/${pid}/comm`)
      if (!comm.ok) return []
      const name = comm.value.replace(/\n$/, '')
      const line = files.kernelText(`/proc/${pid}/cmdline`)
      const words = line.ok ? line.value : ''
      return [{ pid, names: processNames(name, words), command: shown(words) || name }]
    })
}

function shown(words: string): string {
  const text = maskSecrets(words.replaceAll('\0', ' '))
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
  return text.length > lengthOfCommand ? `${text.slice(0, lengthOfCommand - 3)}...` : text
}
