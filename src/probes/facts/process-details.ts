import { maskSecrets, type ProcessFacts } from '../../core/index.ts'
import { type Membership, parseProcessCgroups } from '../process-cgroups.ts'
import type { SnapshotFiles } from './snapshot-files.ts'
import { wholeNumber } from './whole-number.ts'

type Details = Pick<
  ProcessFacts,
  | 'command'
  | 'cgroup'
  | 'runDelaySeconds'
  | 'readBytes'
  | 'writtenBytes'
  | 'openFiles'
  | 'openFilesLimit'
  | 'waitsIn'
  | 'environment'
>

/** What is told of a process outside /proc/PID/stat; what was not read is null. */
export function processDetails(files: Pick<SnapshotFiles, 'text' | 'count'>, folder: string): Details {
  const read = <T>(name: string, parse: (text: string) => T | null): T | null => {
    const text = files.text(`${folder}/${name}`)
    return text.ok ? parse(text.value) : null
  }
  const io = read('io', parseProcessIo)
  const open = files.count(`${folder}/fd`)
  return {
    command: read('cmdline', parseCommandLine),
    cgroup: read('cgroup', parseCgroupPath),
    runDelaySeconds: read('schedstat', parseRunDelay),
    readBytes: io?.readBytes ?? null,
    writtenBytes: io?.writtenBytes ?? null,
    openFiles: open.ok ? open.value : null,
    openFilesLimit: read('limits', parseOpenFilesLimit),
    waitsIn: read('wchan', parseWaitChannel),
    environment: read('environ', parseChosenEnvironment),
  }
}

/** A process of which nothing but its stat was read. */
export const noDetails: Details = {
  command: null,
  cgroup: null,
  runDelaySeconds: null,
  readBytes: null,
  writtenBytes: null,
  openFiles: null,
  openFilesLimit: null,
  waitsIn: null,
  environment: null,
}

/** The second number of /proc/PID/schedstat, in seconds; null when damaged. */
export function parseRunDelay(text: string): number | null {
  const nanoseconds = wholeNumber(text.trim().split(/\s+/)[1])
  return nanoseconds === null ? null : nanoseconds / 1e9
}

/** What a process read from and wrote to disks; null when a line is not there. */
export function parseProcessIo(text: string): { readBytes: number; writtenBytes: number } | null {
  const readBytes = wholeNumber(/^read_bytes: (\d+)$/m.exec(text)?.[1])
  const writtenBytes = wholeNumber(/^write_bytes: (\d+)$/m.exec(text)?.[1])
  return readBytes === null || writtenBytes === null ? null : { readBytes, writtenBytes }
}

/** The soft limit of open files in /proc/PID/limits; Infinity for `unlimited`, null when damaged. */
export function parseOpenFilesLimit(text: string): number | null {
  const word = /^Max open files +(\S+)/m.exec(text)?.[1]
  return word === 'unlimited' ? Number.POSITIVE_INFINITY : wholeNumber(word)
}

/** The arguments with blanks between them, secrets masked. */
export function parseCommandLine(text: string): string {
  return maskSecrets(text.replaceAll('\0', ' ').trim())
}

/** The group by which a process is best known: of v2 where that has the controllers, else of v1's memory or CPU. */
export function parseCgroupPath(text: string): string | null {
  const memberships = parseProcessCgroups(text) ?? []
  const choices: ((membership: Membership) => boolean)[] = [
    ({ controllers }) => controllers.includes('memory'),
    ({ controllers }) => controllers.includes('cpu'),
    ({ hierarchy, controllers }) => hierarchy === 0 && controllers.length === 0,
    () => true,
  ]
  const found = choices.flatMap((isChosen) => memberships.find(isChosen) ?? [])
  return (found.find(({ path }) => path !== '/') ?? found[0])?.path ?? null
}

/** /proc/PID/wchan; null for `0`, a process that waits in no function or whose function is not shown. */
export function parseWaitChannel(text: string): string | null {
  const word = text.trim()
  return word === '0' || word === '' ? null : word
}

const chosen = new Set(['NODE_OPTIONS', 'UV_THREADPOOL_SIZE'])

/** NODE_OPTIONS and UV_THREADPOOL_SIZE, secrets masked. */
export function parseChosenEnvironment(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split('\0').flatMap((variable) => {
      const [name = ''] = variable.split('=', 1)
      return chosen.has(name) && variable.length > name.length
        ? [[name, maskSecrets(variable.slice(name.length + 1))]]
        : []
    }),
  )
}
