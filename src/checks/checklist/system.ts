import { byFindings } from './by-findings.ts'
import { cpuFrequency, swap } from './disagreements.ts'
import type { Item, Section } from './item.ts'
import { resources } from './resources.ts'

const solidState: Item = {
  item: 'Use SSD storage for better I/O performance',
  checks: ['disk.media'],
  judge({ facts: { disks } }) {
    if (!disks.known) return { answer: 'unknown', because: 'The disks could not be read.' }
    const real = disks.last.filter(
      ({ name, isPartition, isVirtual, rotational }) =>
        !isPartition && !isVirtual && rotational !== null && !/^(?:sr|fd|md|dm-|nbd)\d/.test(name),
    )
    const rotating = real.filter(({ rotational }) => rotational === true).map(({ name }) => name)
    if (real.length === 0) return { answer: 'unknown', because: 'No disk says whether it rotates.' }
    if (rotating.length === 0)
      return { answer: 'pass', because: `No disk rotates: ${real.map(({ name }) => name).join(', ')}.` }
    // A virtual disk says that it rotates unless its host says otherwise.
    const believed = rotating.filter((name) => !/^(?:vd|xvd)/.test(name))
    if (believed.length > 0) return { answer: 'fail', because: `These disks rotate: ${believed.join(', ')}.` }
    return {
      answer: 'manual',
      because: `What kind of storage does the provider have behind ${rotating.join(', ')}? A virtual disk itself does not know.`,
    }
  },
}

const networkParameters: Item = {
  item: 'Configure kernel parameters for network performance',
  checks: ['net.backlog-sysctl', 'net.tcp-options', 'net.buffers'],
  judge: ({ findings }) =>
    byFindings(findings, { hintsCount: true }) ?? {
      answer: 'unknown',
      because: 'No such parameter could be read.',
    },
}

const numa: Item = {
  item: 'Configure NUMA topology awareness',
  checks: ['cpu.numa'],
  judge({ findings, facts: { numaNodes } }) {
    if (numaNodes.known && numaNodes.last.length === 1)
      return { answer: 'pass', because: 'All memory is equally near: there is one NUMA node.' }
    return (
      byFindings(findings, { hintsCount: true }) ?? {
        answer: 'pass',
        because: 'This machine has no NUMA nodes to take care of.',
      }
    )
  },
}

/** The guide's items on the machine. */
export const system: Section = {
  section: 'System Level',
  items: [resources, swap, solidState, networkParameters, cpuFrequency, numa],
}
