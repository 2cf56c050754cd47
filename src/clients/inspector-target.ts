import type { Files } from '../core/index.ts'

type ProcFiles = Pick<Files, 'kernelText' | 'entries' | 'link'>

const listening = '0A'
const defaultPort = 9229
const userSignalBit = 1n << 9n

/** TCP ports of IPv4 and IPv6 on which the process `pid` itself listens; none where its files may not be looked into. */
export function listeningPorts(files: ProcFiles, pid: number): number[] {
  const own = socketInodes(files, pid)
  return listeners(files, pid).flatMap(({ port, inode }) => (own.has(inode) ? [port] : []))
}

/** Whether another process listens on `port`, seen from the network of the process `pid`. */
export function portIsTaken(files: ProcFiles, pid: number, port: number): boolean {
  const own = socketInodes(files, pid)
  return listeners(files, pid).some((one) => one.port === port && !own.has(one.inode))
}

/** Whether the process is Node and has a handler for SIGUSR1: without one, the signal ends it. */
export function catchesUserSignal(files: ProcFiles, pid: number): boolean {
  const program = files.link(`/proc/${pid}/exe`)
  const name = program.ok ? program.value.replace(/ \(deleted\)$/, '').replace(/^.*\//, '') : ''
  const status = files.kernelText(`/proc/${pid}/status`)
  const caught = status.ok ? /^SigCgt:\s*([0-9a-f]{1,16})\s*$/m.exec(status.value)?.[1] : undefined
  return (
    /^node(js)?([\d.-].*)?$/.test(name) &&
    caught !== undefined &&
    (BigInt(`0x${caught}`) & userSignalBit) !== 0n
  )
}

/** The port that its command line asks for; 0 is any. */
export function inspectorPort(files: ProcFiles, pid: number): number {
  const command = files.kernelText(`/proc/${pid}/cmdline`)
  const words = command.ok ? command.value.split('\0') : []
  for (const word of words) {
    const value = /^--(?:inspect-port|inspect|inspect-brk|inspect-wait|debug-port)=(?:.*:)?(\d{1,5})$/.exec(
      word,
    )?.[1]
    if (value !== undefined) return Number(value)
  }
  return defaultPort
}

function socketInodes(files: ProcFiles, pid: number): ReadonlySet<string> {
  const names = files.entries(`/proc/${pid}/fd`)
  const links = names.ok ? names.value.map((name) => files.link(`/proc/${pid}/fd/${name}`)) : []
  return new Set(links.flatMap((link) => (link.ok ? (/^socket:\[(\d+)\]$/.exec(link.value)?.[1] ?? []) : [])))
}

function listeners(files: ProcFiles, pid: number): { port: number; inode: string }[] {
  return ['tcp', 'tcp6'].flatMap((name) => {
    const table = files.kernelText(`/proc/${pid}/net/${name}`)
    if (!table.ok) return []
    return table.value.split('\n').flatMap((line) => {
      const [, local = '', , state, , , , , , inode] = line.trim().split(/ +/)
      const port = Number.parseInt(local.split(':')[1] ?? '', 16)
      return state === listening && Number.isFinite(port) && inode !== undefined ? [{ port, inode }] : []
    })
  })
}
