import type { ExposedSample } from '../../metrics/index.ts'
import type { WatchLook } from './watched-target.ts'

/** A way in which pages of metrics tell what something spends. */
export interface ExposedSource {
  /** Whose figures they are, in a sentence. */
  of(samples: readonly ExposedSample[]): string
  /** The names of all that is read of a page. */
  names: readonly string[]
  look(samples: readonly ExposedSample[]): Omit<WatchLook, 'epochMs'>
  /** The cores that it may use; null where the page does not tell. */
  cores(samples: readonly ExposedSample[]): { cores: number | null; because: string }
}

/** The first that a page has: whatever exports machines and containers also exports its own process. */
const sources: readonly (ExposedSource & { needs: string })[] = [
  {
    needs: 'node_cpu_seconds_total',
    of: () => 'the whole machine (node_cpu_seconds_total)',
    names: [
      'node_cpu_seconds_total',
      'node_memory_MemTotal_bytes',
      'node_memory_MemAvailable_bytes',
      'node_disk_read_bytes_total',
      'node_disk_written_bytes_total',
      'node_pressure_cpu_waiting_seconds_total',
      'node_pressure_memory_waiting_seconds_total',
      'node_pressure_io_waiting_seconds_total',
    ],
    look(samples) {
      const isBusy = (sample: ExposedSample): boolean =>
        !['idle', 'iowait', 'steal'].includes(sample.labels.get('mode') ?? '')
      const isDisk = (sample: ExposedSample): boolean =>
        !/^(?:dm-|md|loop|ram|zram)\d|^(?:sd|vd|xvd|hd)[a-z]+\d+$|^nvme\d+n\d+p\d+$/.test(
          sample.labels.get('device') ?? '',
        )
      const total = sum(samples, 'node_memory_MemTotal_bytes')
      const available = sum(samples, 'node_memory_MemAvailable_bytes')
      return {
        cpuSeconds: sum(samples, 'node_cpu_seconds_total', isBusy),
        memoryBytes: total === null || available === null ? null : total - available,
        readBytes: sum(samples, 'node_disk_read_bytes_total', isDisk),
        writtenBytes: sum(samples, 'node_disk_written_bytes_total', isDisk),
        stalledSeconds: {
          cpu: sum(samples, 'node_pressure_cpu_waiting_seconds_total'),
          memory: sum(samples, 'node_pressure_memory_waiting_seconds_total'),
          io: sum(samples, 'node_pressure_io_waiting_seconds_total'),
        },
      }
    },
    cores(samples) {
      const cpus = new Set(
        samples
          .filter(({ name }) => name === 'node_cpu_seconds_total')
          .map(({ labels }) => labels.get('cpu') ?? ''),
      )
      return { cores: cpus.size, because: 'the CPUs of node_cpu_seconds_total' }
    },
  },
  {
    needs: 'container_cpu_usage_seconds_total',
    of: (samples) => `${topmost(samples).join(', ')} (container_cpu_usage_seconds_total)`,
    names: [
      'container_cpu_usage_seconds_total',
      'container_memory_working_set_bytes',
      'container_fs_reads_bytes_total',
      'container_fs_writes_bytes_total',
      'container_pressure_cpu_waiting_seconds_total',
      'container_pressure_memory_waiting_seconds_total',
      'container_pressure_io_waiting_seconds_total',
      'container_spec_cpu_quota',
      'container_spec_cpu_period',
      'machine_cpu_cores',
    ],
    look(samples) {
      const isTop = amongTopmost(samples)
      const hasTotal = samples.some(
        ({ name, labels }) => name === 'container_cpu_usage_seconds_total' && labels.get('cpu') === 'total',
      )
      return {
        cpuSeconds: sum(
          samples,
          'container_cpu_usage_seconds_total',
          (sample) => isTop(sample) && (!hasTotal || sample.labels.get('cpu') === 'total'),
        ),
        memoryBytes: sum(samples, 'container_memory_working_set_bytes', isTop),
        readBytes: sum(samples, 'container_fs_reads_bytes_total', isTop),
        writtenBytes: sum(samples, 'container_fs_writes_bytes_total', isTop),
        stalledSeconds: {
          cpu: sum(samples, 'container_pressure_cpu_waiting_seconds_total', isTop),
          memory: sum(samples, 'container_pressure_memory_waiting_seconds_total', isTop),
          io: sum(samples, 'container_pressure_io_waiting_seconds_total', isTop),
        },
      }
    },
    cores(samples) {
      const isTop = amongTopmost(samples)
      const quota = sum(samples, 'container_spec_cpu_quota', isTop)
      const [period] = samples.filter(
        (sample) => sample.name === 'container_spec_cpu_period' && isTop(sample),
      )
      if (quota !== null && period !== undefined && period.value > 0)
        return { cores: quota / period.value, because: 'container_spec_cpu_quota over its period' }
      const machine = sum(samples, 'machine_cpu_cores')
      return machine === null
        ? { cores: null, because: 'the page tells neither a quota nor machine_cpu_cores' }
        : { cores: machine, because: 'machine_cpu_cores: it has no quota' }
    },
  },
  {
    needs: 'process_cpu_seconds_total',
    of: (samples) => {
      const count = samples.filter(({ name }) => name === 'process_cpu_seconds_total').length
      return count === 1
        ? 'the process that exposes it (process_cpu_seconds_total)'
        : `${count} processes together (process_cpu_seconds_total)`
    },
    names: ['process_cpu_seconds_total', 'process_resident_memory_bytes'],
    look: (samples) => ({
      cpuSeconds: sum(samples, 'process_cpu_seconds_total'),
      memoryBytes: sum(samples, 'process_resident_memory_bytes'),
      readBytes: null,
      writtenBytes: null,
      stalledSeconds: { cpu: null, memory: null, io: null },
    }),
    cores: () => ({
      cores: null,
      because: 'the page does not tell how many cores the process may use',
    }),
  },
]

/** What a page can be watched for; null where it has none of node_, container_ and process_cpu_..._seconds_total. */
export function exposedSource(samples: readonly ExposedSample[]): ExposedSource | null {
  return sources.find(({ needs }) => samples.some(({ name }) => name === needs)) ?? null
}

/** The names of the CPU counters of which a page needs one. */
export const exposedCounters: readonly string[] = sources.map(({ needs }) => needs)

/** Null where there is no such sample: that is not 0. */
function sum(
  samples: readonly ExposedSample[],
  name: string,
  isMeant: (sample: ExposedSample) => boolean = () => true,
): number | null {
  const values = samples.filter((sample) => sample.name === name && isMeant(sample)).map(({ value }) => value)
  return values.length === 0 ? null : values.reduce((total, value) => total + value, 0)
}

/** Groups count what the groups below them spend: only those with no group above them are summed. */
function topmost(samples: readonly ExposedSample[]): string[] {
  const ids = new Set(
    samples
      .filter(({ name }) => name === 'container_cpu_usage_seconds_total')
      .map(({ labels }) => labels.get('id') ?? ''),
  )
  const isBelow = (id: string, above: string): boolean =>
    id !== above && id.startsWith(above.endsWith('/') ? above : `${above}/`)
  return [...ids].filter((id) => ![...ids].some((above) => isBelow(id, above)))
}

function amongTopmost(samples: readonly ExposedSample[]): (sample: ExposedSample) => boolean {
  const ids = new Set(topmost(samples))
  return ({ labels }) => ids.has(labels.get('id') ?? '')
}
