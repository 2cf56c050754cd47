import type { HostReference, Machine } from '../../core/index.ts'
import { formatQuantity } from '../../report/index.ts'
import type { HostMeasurement, MeasuredDisk } from './measurement.ts'

const overNetwork = /^(nfs|cifs|smb|9p|ceph|glusterfs|fuse\.sshfs|afs|lustre|beegfs|gpfs|virtiofs)/
const muchSteal = 0.02
const muchLoad = 0.3

/** Whether the folder lies in memory: its figures say nothing of a disk. */
export function isInMemory({ filesystem }: MeasuredDisk): boolean {
  return filesystem === 'tmpfs' || filesystem === 'ramfs'
}

/** What may make these figures say less than they seem to, each with what would mend it. */
export function hostDoubts(
  measurement: HostMeasurement,
  machine: Machine,
  reference: HostReference | null,
): string[] {
  return [
    ...diskDoubts(measurement),
    ...memoryDoubts(measurement),
    ...busyDoubts(measurement, machine),
    ...referenceDoubts(machine, reference),
    ...measurement.figures.flatMap(({ id, missing, samples }) =>
      // One that the reference has and that is missing altogether is a finding.
      missing === null || (samples.length === 0 && reference?.figures[id] !== undefined) ? [] : [missing],
    ),
  ].filter((doubt, index, all) => all.indexOf(doubt) === index)
}

function diskDoubts({ disk }: HostMeasurement): string[] {
  const { directory, filesystem } = disk
  if (filesystem === null) return [`Which disk holds ${directory} cannot be told: the mounts cannot be read.`]
  if (isInMemory(disk))
    return [
      `${directory} is ${filesystem}: that is memory, not a disk. Give a folder on the disk in question: --data-directory DIR.`,
    ]
  if (overNetwork.test(filesystem))
    return [
      `${directory} is ${filesystem}: its figures are those of a network and another machine. Give a folder on a disk of this one: --data-directory DIR.`,
    ]
  if (filesystem === 'overlay')
    return [
      `${directory} is overlay, the layer of a container: its data may go to another disk. Give a folder on the volume in question: --data-directory DIR.`,
    ]
  return []
}

function memoryDoubts({ memory: { bufferBytes, lastLevelCacheBytes } }: HostMeasurement): string[] {
  const bytes = (value: number): string => formatQuantity(value, 'bytes')
  if (lastLevelCacheBytes === null || bufferBytes >= 2 * lastLevelCacheBytes) return []
  return [
    `The memory figures come from a buffer of ${bytes(bufferBytes)} beside a cache of ${bytes(lastLevelCacheBytes)}: part of it was in the cache. Free memory, and measure again.`,
  ]
}

function busyDoubts(
  { loadPerCore, stealRatio }: HostMeasurement,
  { quotaCores, effectiveCores }: Machine,
): string[] {
  const share = (ratio: number): string => formatQuantity(Number(ratio.toPrecision(2)), 'ratio')
  return [
    ...(loadPerCore !== null && loadPerCore > muchLoad
      ? [
          `This box was busy before it was measured (load ${Number(loadPerCore.toPrecision(2))} a core): the figures are what the rest of it can do. Measure when nothing else runs.`,
        ]
      : []),
    ...(stealRatio !== null && stealRatio > muchSteal
      ? [
          `The hypervisor gave ${share(stealRatio)} of the CPU time to others meanwhile (steal): measure at another hour, and ask for cores that are not shared.`,
        ]
      : []),
    ...(quotaCores !== undefined && quotaCores <= effectiveCores
      ? [
          `A CPU quota of ${formatQuantity(quotaCores, 'cores')} holds this process back: the figures are those of the quota. Measure outside of the container to see the box.`,
        ]
      : []),
  ]
}

function referenceDoubts(machine: Machine, reference: HostReference | null): string[] {
  const { cpuModel, node } = reference?.machine ?? {}
  return [
    ...(node !== undefined && majorOf(node) !== majorOf(machine.node)
      ? [
          `The reference was measured with Node ${node}, this box with ${machine.node}: the integer, float and loopback figures depend on it. Use the same Node for both.`,
        ]
      : []),
    ...(cpuModel !== undefined && cpuModel !== machine.cpuModel
      ? [`The reference was measured on another CPU: "${cpuModel}", this one is "${machine.cpuModel}".`]
      : []),
  ]
}

function majorOf(version: string): string {
  return version.replace(/^v/, '').split('.')[0] ?? ''
}
