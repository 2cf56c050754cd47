import type { CpuFrequencyPolicy } from '../../core/index.ts'
import type { Found, Look } from './found.ts'
import { numberedFolders } from './numbered-folders.ts'
import type { SampleView } from './sample-view.ts'
import type { SnapshotFiles } from './snapshot-files.ts'

const cpus = '/sys/devices/system/cpu'

/** The frequency policy of every CPU, or of every policy's first CPU where only those were read; absent on most guests. */
export function readCpuFrequency({ files }: SampleView): Found<CpuFrequencyPolicy[]> {
  const byCpu = numberedFolders(files, cpus, 'cpu', (folder, cpu) =>
    policyAt(files, `${folder}/cpufreq`, cpu),
  )
  if (byCpu.ok) return byCpu
  const byPolicy = numberedFolders(files, `${cpus}/cpufreq`, 'policy', (folder, cpu) =>
    policyAt(files, folder, cpu),
  )
  return byPolicy.ok ? byPolicy : byCpu
}

function policyAt(files: Pick<SnapshotFiles, 'text'>, folder: string, cpu: number): Look<CpuFrequencyPolicy> {
  const governor = files.text(`${folder}/scaling_governor`)
  if (!governor.ok) return governor
  const preference = files.text(`${folder}/energy_performance_preference`)
  const value = {
    cpu,
    governor: governor.value.trim(),
    preference: preference.ok ? preference.value.trim() : null,
  }
  return value.governor === '' ? { ok: false, reason: 'unreadable' } : { ok: true, value }
}
