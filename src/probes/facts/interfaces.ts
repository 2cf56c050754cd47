import type { InterfaceCounters, InterfaceFacts } from '../../core/index.ts'
import { parseLinkSpeed } from '../link-speed.ts'
import { type Found, foundSome, nothing, reasonsOf } from './found.ts'
import { parseInterfaceCounters } from './interface-counters.ts'
import type { SampleView } from './sample-view.ts'
import type { SnapshotFiles } from './snapshot-files.ts'
import { wholeNumber } from './whole-number.ts'

const folder = '/sys/class/net'

/** Every network interface that has counters, in /proc/net/dev or in sysfs. */
export function readInterfaces({ files, standing }: SampleView): Found<InterfaceFacts[]> {
  const table = files.text('/proc/net/dev')
  const listed = files.entries(folder)
  if (!table.ok && !listed.ok) {
    return listed.reason === 'absent'
      ? nothing('/proc/net/dev', table.reason)
      : nothing(folder, listed.reason)
  }
  const counted = parseInterfaceCounters(table.ok ? table.value : '')
  const names = new Set([...counted.keys(), ...(listed.ok ? listed.value : [])])
  const interfaces = [...names].flatMap((name): InterfaceFacts[] => {
    const counters = counted.get(name) ?? statisticsOf(files, name)
    return counters === null
      ? []
      : [{ name, isPhysical: isPhysical(standing, name), ...linkOf(files, name), counters }]
  })
  const path = table.ok ? '/proc/net/dev' : folder
  const damaged = table.ok && counted.size === 0 ? (['unreadable'] as const) : []
  return foundSome(path, interfaces, [...damaged, ...reasonsOf([table, listed])])
}

function statisticsOf(files: Pick<SnapshotFiles, 'text'>, name: string): InterfaceCounters | null {
  const read = (counter: string): number | null => {
    const text = files.text(`${folder}/${name}/statistics/${counter}`)
    return text.ok ? wholeNumber(text.value.trim()) : null
  }
  const dropped = read('rx_dropped')
  const counters = {
    rxBytes: read('rx_bytes'),
    rxPackets: read('rx_packets'),
    rxErrors: read('rx_errors'),
    // /proc/net/dev counts those that found no buffer among the dropped: so that both mean the same.
    rxDropped: dropped === null ? null : dropped + (read('rx_missed_errors') ?? 0),
    rxFifo: read('rx_fifo_errors'),
    txBytes: read('tx_bytes'),
    txPackets: read('tx_packets'),
    txErrors: read('tx_errors'),
    txDropped: read('tx_dropped'),
    txFifo: read('tx_fifo_errors'),
  }
  return isComplete(counters) ? counters : null
}

function isComplete(counters: Record<keyof InterfaceCounters, number | null>): counters is InterfaceCounters {
  return Object.values(counters).every((counter) => counter !== null)
}

function isPhysical(files: Pick<SnapshotFiles, 'link' | 'entries' | 'text'>, name: string): boolean {
  const device = files.link(`${folder}/${name}`)
  if (device.ok) return !device.value.includes('/virtual/')
  if (files.link(`${folder}/${name}/device`).ok || files.entries(`${folder}/${name}/device`).ok) return true
  // Where sysfs is not shown, the names of udev and the kernel tell.
  return !files.entries(folder).ok && /^(?:eth|en[opsx]|em|ib|wl|ww|p\d+p)\w*\d/.test(name)
}

function linkOf(
  files: Pick<SnapshotFiles, 'text'>,
  name: string,
): Pick<InterfaceFacts, 'isUp' | 'mtu' | 'speedBitsPerSecond' | 'duplex'> {
  const read = (file: string): string => {
    const text = files.text(`${folder}/${name}/${file}`)
    return text.ok ? text.value.trim() : ''
  }
  const duplex = read('duplex')
  return {
    isUp: isUp(read('operstate'), read('carrier')),
    mtu: wholeNumber(read('mtu')),
    speedBitsPerSecond: parseLinkSpeed(read('speed')),
    duplex: duplex === 'full' || duplex === 'half' ? duplex : null,
  }
}

/** Drivers of simple devices leave the state `unknown`: then the carrier tells. */
function isUp(state: string, carrier: string): boolean | null {
  if (state === 'up') return true
  if (state !== '' && state !== 'unknown') return false
  return carrier === '1' ? true : carrier === '0' ? false : null
}
