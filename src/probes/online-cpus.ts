import type { Files, Gathered } from '../core/index.ts'
import { parseCpuList } from './cpu-list.ts'
import { readFact } from './read-fact.ts'

export interface OnlineCpus {
  cpus: ReadonlySet<number>
  path: string
}

/** The logical CPUs that the kernel runs on, from sysfs or, where that is not mounted, from /proc/stat. */
export function readOnlineCpus(files: Pick<Files, 'text'>): Gathered<OnlineCpus> {
  const sysfs = '/sys/devices/system/cpu/online'
  const listed = readFact(files, sysfs, (text) => whenAny(sysfs, parseCpuList(text)))
  if (listed.ok) return listed
  const stat = '/proc/stat'
  const counted = readFact(files, stat, (text) => whenAny(stat, parseStatCpus(text)))
  return !counted.ok && counted.reason === 'absent' ? listed : counted
}

/** Numbers of the `cpuN` lines of /proc/stat, which has one for each CPU that is online. */
export function parseStatCpus(text: string): ReadonlySet<number> {
  return new Set([...text.matchAll(/^cpu(\d{1,5}) /gm)].map((match) => Number(match[1])))
}

function whenAny(path: string, cpus: ReadonlySet<number> | null): OnlineCpus | null {
  return cpus === null || cpus.size === 0 ? null : { cpus, path }
}
