import type { Files } from '../core/index.ts'

type ProcFiles = Pick<Files, 'kernelText' | 'entries' | 'link'>

/** An address on which a process listens, as a URL takes it: `127.0.0.1` or `[::1]`. */
export interface Listener {
  host: string
  port: number
}

const listening = '0A'
const defaultPort = 9229
const userSignalBit = 1n << 9n

/** Where the process `pid` itself listens on TCP; why that cannot be told where its files may not be looked into. */
export function listenersOf(
  files: ProcFiles,
  pid: number,
): { ok: true; listeners: Listener[] } | { ok: false; reason: 'absent' | 'denied' } {
  const own = socketInodes(files, pid)
  if (!own.ok) return own
  const found = listeningSockets(files, pid).filter(({ inode }) => own.inodes.has(inode))
  return { ok: true, listeners: found.map(({ host, port }) => ({ host, port })) }
}

/** Whether another process listens on `port`, seen from the network of the process `pid`. */
export function portIsTaken(files: ProcFiles, pid: number, port: number): boolean {
  const own = socketInodes(files, pid)
  return listeningSockets(files, pid).some(
    (one) => one.port === port && !(own.ok && own.inodes.has(one.inode)),
  )
}

/** Whether the process has a network of its own, as in a container: its 127.0.0.1 is then not ours. */
export function hasOtherNetwork(files: ProcFiles, pid: number): boolean {
  const [theirs, ours] = [pid, 'self'].map((who) => files.link(`/proc/${who}/ns/net`))
  return theirs?.ok === true && ours?.ok === true && theirs.value !== ours.value
}

/** Whether the process is halted by a signal or a debugger: it could not answer, but would do so some time later. */
export function isHalted(files: ProcFiles, pid: number): boolean {
  const stat = files.kernelText(`/proc/${pid}/stat`)
  return stat.ok && /^ [Tt] /.test(stat.value.slice(stat.value.lastIndexOf(')') + 1))
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

/**
 * The ports that its command line and NODE_OPTIONS give its inspector, the strongest first, then the usual one; 0 is any.
 * A worker of a cluster has one more than its parent, which Node writes at the end.
 */
export function inspectorPorts(files: ProcFiles, pid: number): number[] {
  const command = files.kernelText(`/proc/${pid}/cmdline`)
  const environment = files.kernelText(`/proc/${pid}/environ`)
  const words = command.ok ? command.value.split('\0') : []
  const options = environment.ok ? (/(?:^|\0)NODE_OPTIONS=([^\0]*)/.exec(environment.value)?.[1] ?? '') : ''
  const ports = [...options.split(/\s+/), ...words].flatMap((word) => {
    const value = /^--(?:inspect-port|inspect|inspect-brk|inspect-wait|debug-port)=(?:.*:)?(\d{1,5})$/.exec(
      word,
    )?.[1]
    return value === undefined ? [] : [Number(value)]
  })
  return [...new Set([...ports.reverse(), defaultPort])]
}

function socketInodes(
  files: ProcFiles,
  pid: number,
): { ok: true; inodes: ReadonlySet<string> } | { ok: false; reason: 'absent' | 'denied' } {
  const names = files.entries(`/proc/${pid}/fd`)
  if (!names.ok) return { ok: false, reason: names.reason === 'absent' ? 'absent' : 'denied' }
  const links = names.value.map((name) => files.link(`/proc/${pid}/fd/${name}`))
  const inodes = links.flatMap((link) => (link.ok ? (/^socket:\[(\d+)\]$/.exec(link.value)?.[1] ?? []) : []))
  return { ok: true, inodes: new Set(inodes) }
}

function listeningSockets(files: ProcFiles, pid: number): (Listener & { inode: string })[] {
  return ['tcp', 'tcp6'].flatMap((name) => {
    const table = files.kernelText(`/proc/${pid}/net/${name}`)
    if (!table.ok) return []
    return table.value.split('\n').flatMap((line) => {
      const [, local = '', , state, , , , , , inode] = line.trim().split(/ +/)
      const [, address, portText] = /^([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})$/.exec(local) ?? []
      if (state !== listening || address === undefined || inode === undefined) return []
      return [{ host: hostOf(address), port: Number.parseInt(portText ?? '', 16), inode }]
    })
  })
}

/** Who listens everywhere listens on the loopback too. */
function hostOf(address: string): string {
  const bytes = (address.match(/.{8}/g) ?? []).flatMap((word) => (word.match(/../g) ?? []).reverse())
  if (bytes.length === 4)
    return address === '00000000' ? '127.0.0.1' : bytes.map((byte) => Number.parseInt(byte, 16)).join('.')
  if (/^0+$/.test(address)) return '[::1]'
  return `[${bytes.join('').match(/.{4}/g)?.join(':').toLowerCase()}]`
}
