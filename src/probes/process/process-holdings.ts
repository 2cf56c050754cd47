import type { Files } from '../../core/index.ts'
import { type MemoryUse, memoryUse } from './memory-use.ts'
import { fileKinds, type OpenFiles, socketInodes } from './open-files.ts'
import { type OwnSockets, ownSockets } from './own-sockets.ts'
import type { MissingPart } from './process-watch.ts'

const mostLinks = 65_536
const largestTableBytes = 64 * 2 ** 20

/** What memory the process `pid` holds; `exactly` takes the kernel a walk over all of its pages. */
export function readMemory(
  files: Pick<Files, 'kernelText'>,
  pid: number,
  { exactly }: { exactly: boolean },
): { value: MemoryUse | null; missing: MissingPart[] } {
  const status = files.kernelText(`/proc/${pid}/status`)
  if (!status.ok) {
    return { value: null, missing: [{ what: 'memory', path: `/proc/${pid}/status`, reason: status.reason }] }
  }
  const path = `/proc/${pid}/smaps_rollup`
  const rollup = exactly ? files.kernelText(path) : null
  const value = memoryUse(status.value, rollup?.ok ? rollup.value : null)
  const isMissing = value !== null && rollup?.ok === false
  return {
    value,
    missing: isMissing ? [{ what: 'its share of memory (PSS)', path, reason: rollup.reason }] : [],
  }
}

/** The open files of the process `pid` by kind, and its sockets by state. */
export function readOpenFiles(
  files: Pick<Files, 'kernelText' | 'entries' | 'link'>,
  pid: number,
): { files: OpenFiles | null; sockets: OwnSockets | null; missing: MissingPart[] } {
  const folder = `/proc/${pid}/fd`
  const names = files.entries(folder)
  if (!names.ok) {
    const missing = [{ what: 'open files and sockets', path: folder, reason: names.reason }]
    return { files: null, sockets: null, missing }
  }
  const looked = names.value.slice(0, mostLinks)
  const links = looked.flatMap((name) => {
    const link = files.link(`${folder}/${name}`)
    return link.ok ? [link.value] : []
  })
  const inodes = socketInodes(links)
  const table = (name: string): string => {
    const text = inodes.size === 0 ? null : files.kernelText(`/proc/${pid}/net/${name}`, largestTableBytes)
    return text?.ok ? text.value : ''
  }
  const limits = files.kernelText(`/proc/${pid}/limits`)
  return {
    files: {
      count: names.value.length,
      limit: limits.ok ? parseSoftLimit(limits.value) : null,
      ...fileKinds(links),
      read: links.length,
    },
    sockets: ownSockets(
      {
        tcp: table('tcp'),
        tcp6: table('tcp6'),
        udp: table('udp'),
        udp6: table('udp6'),
        unix: table('unix'),
      },
      inodes,
    ),
    missing: [],
  }
}

/** The soft limit of open files in /proc/PID/limits; null for none and when damaged. */
export function parseSoftLimit(text: string): number | null {
  const limit = /^Max open files +(\d{1,20}) /m.exec(text)?.[1]
  return limit === undefined ? null : Number(limit)
}
