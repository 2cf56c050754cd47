import type { Files } from '../../core/index.ts'

/** A process as its profilers need to know it. */
export interface ProfiledProcess {
  /** Its short name, as the kernel keeps it. */
  name: string
  /** Which runtime it is; `unknown` where neither its program nor its name may be told apart. */
  kind: 'node' | 'python' | 'native' | 'unknown'
}

/** The process `pid` of this machine; null where there is none. */
export function processKind(files: Pick<Files, 'kernelText' | 'link'>, pid: number): ProfiledProcess | null {
  const command = files.kernelText(`/proc/${pid}/comm`)
  if (!command.ok) return null
  const name = command.value.replace(/\n$/, '')
  const program = files.link(`/proc/${pid}/exe`)
  const file = program.ok ? program.value.replace(/ \(deleted\)$/, '').replace(/^.*\//, '') : name
  if (isNode(file)) return { name, kind: 'node' }
  if (isPython(file) || embedsPython(files, pid)) return { name, kind: 'python' }
  return { name, kind: program.ok ? 'native' : 'unknown' }
}

function isNode(file: string): boolean {
  return /^(?:node|nodejs|MainThread|node-.+)$/.test(file)
}

function isPython(file: string): boolean {
  return /^(?:python|pypy)[\d.]*\w?$/.test(file)
}

/** Servers such as uwsgi have Python inside. */
function embedsPython(files: Pick<Files, 'kernelText'>, pid: number): boolean {
  const maps = files.kernelText(`/proc/${pid}/maps`, 16 * 2 ** 20)
  return maps.ok && /\/libpython\d[^/\n]*\.so/.test(maps.value)
}
