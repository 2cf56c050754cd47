import type { SystemFacts } from '../../core/index.ts'
import { parseCpuModel } from '../cpu-model.ts'
import { isInMachineRoot } from './cgroups.ts'
import { containerOf } from './container.ts'
import { type Found, found, nothing } from './found.ts'
import { pageBytes } from './page-size.ts'
import { readParsed, type SampleView } from './sample-view.ts'

/** What machine it is; absent where not one file tells anything of it. */
export function readSystem(view: SampleView): Found<SystemFacts> {
  const { files, standing, host } = view
  const first = <T>(paths: readonly string[], parse: (text: string) => T | null): T | null => {
    for (const path of paths) {
      const look = readParsed(files, path, parse)
      if (look.ok) return look.value
    }
    return null
  }
  const hostname = first(['/proc/sys/kernel/hostname', '/etc/hostname'], word)
  const kernel =
    first(['/proc/sys/kernel/osrelease'], word) ??
    first(['/proc/version'], (text) => /^Linux version (\S+)/.exec(text)?.[1] ?? null)
  const distribution = first(['/etc/os-release', '/usr/lib/os-release'], parsePrettyName)
  const cpuModel = first(['/proc/cpuinfo'], parseCpuModel)
  const path = '/proc/sys/kernel/hostname'
  if (hostname === null && kernel === null && distribution === null && cpuModel === null) return nothing(path)
  return found(path, {
    hostname: hostname ?? host,
    kernel: kernel ?? '',
    distribution,
    cpuModel,
    pageBytes: pageBytes(standing),
    container: containerOf(files, isInMachineRoot(view)),
  })
}

/** PRETTY_NAME of an os-release file without its quotes; null where it has none. */
export function parsePrettyName(text: string): string | null {
  const value = /^PRETTY_NAME=(.*)$/m.exec(text)?.[1]?.trim() ?? ''
  const [, , quoted] = /^(["'])(.*)\1$/.exec(value) ?? []
  return word((quoted ?? value).replace(/\\(["$`\\])/g, '$1'))
}

function word(text: string): string | null {
  return text.trim() || null
}
