import { maskSecrets, type Snapshot } from '../../core/index.ts'
import { maskArguments } from './mask-arguments.ts'

/** Variables that tell how a process is set up; all others are left out. */
const kept = new Set(['NODE_OPTIONS', 'UV_THREADPOOL_SIZE'])

/**
 * `snapshot` with secrets in command lines, environments and program output masked, before anything is kept of it. It is
 * masked in place: there may be a million files, and a copy without secrets would leave one with them behind.
 */
export function maskSnapshot(snapshot: Snapshot): Snapshot {
  for (const { files, commands } of snapshot.samples) {
    for (const path of Object.keys(files)) {
      const file = files[path]
      if (typeof file === 'string') files[path] = maskedFile(path, file)
    }
    for (const [name, output] of Object.entries(commands))
      if (typeof output === 'string') commands[name] = maskSecrets(output)
  }
  return snapshot
}

function maskedFile(path: string, file: string): string {
  if (path.endsWith('/environ')) return maskedEnvironment(file)
  if (path.endsWith('/cmdline')) return maskArguments(file)
  return path === '/etc/fstab' || path.endsWith('/mountinfo') ? maskSecrets(file) : file
}

function maskedEnvironment(text: string): string {
  return text
    .split('\0')
    .filter((entry) => kept.has(entry.split('=')[0] ?? ''))
    .map((entry) => `${maskSecrets(entry)}\0`)
    .join('')
}
