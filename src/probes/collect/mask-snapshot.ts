import { type FactFile, maskSecrets, type Snapshot } from '../../core/index.ts'
import { maskArguments } from './mask-arguments.ts'

/** Variables that tell how a process is set up; all others are left out. */
const kept = new Set(['NODE_OPTIONS', 'UV_THREADPOOL_SIZE'])

/** `snapshot` with secrets in command lines, environments and program output masked, before anything is kept of it. */
export function maskSnapshot(snapshot: Snapshot): Snapshot {
  return {
    ...snapshot,
    samples: snapshot.samples.map(({ atMs, files, commands }) => ({
      atMs,
      files: Object.fromEntries(Object.entries(files).map(([path, file]) => [path, maskedFile(path, file)])),
      commands: Object.fromEntries(
        Object.entries(commands).map(([name, output]) => [
          name,
          typeof output === 'string' ? maskSecrets(output) : output,
        ]),
      ),
    })),
  }
}

function maskedFile(path: string, file: FactFile): FactFile {
  if (typeof file !== 'string') return file
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
