import type { ThermalThrottle } from '../../core/index.ts'
import { type Found, reasonsOf, worstReason } from './found.ts'
import { numberedFolders } from './numbered-folders.ts'
import type { SampleView } from './sample-view.ts'
import { wholeNumber } from './whole-number.ts'

/** How often and how long heat slowed each CPU; absent where the processor does not say. */
export function readThermalThrottles({ files }: SampleView): Found<ThermalThrottle[]> {
  return numberedFolders(files, '/sys/devices/system/cpu', 'cpu', (folder, cpu) => {
    const looks = names.map((name) => files.text(`${folder}/thermal_throttle/${name}`))
    const [coreCount, packageCount, coreMilliseconds, packageMilliseconds] = looks.map((look) =>
      look.ok ? wholeNumber(look.value.trim()) : null,
    )
    const value = {
      cpu,
      coreCount: coreCount ?? null,
      packageCount: packageCount ?? null,
      coreSeconds: seconds(coreMilliseconds),
      packageSeconds: seconds(packageMilliseconds),
    }
    if (value.coreCount !== null || value.packageCount !== null) return { ok: true, value }
    const read = looks.some((look) => look.ok)
    return { ok: false, reason: read ? 'unreadable' : worstReason(reasonsOf(looks)) }
  })
}

const names = [
  'core_throttle_count',
  'package_throttle_count',
  'core_throttle_total_time_ms',
  'package_throttle_total_time_ms',
]

function seconds(milliseconds: number | null | undefined): number | null {
  return milliseconds === null || milliseconds === undefined ? null : milliseconds / 1000
}
