import { parseCpuList } from './cpu-list.ts'

/** The CPUs that a process may run on, from `Cpus_allowed_list` of /proc/PID/status; offline ones may be among them. */
export function parseAllowedCpus(text: string): ReadonlySet<number> | null {
  const match = /^Cpus_allowed_list:[ \t]*(\S+)[ \t]*$/m.exec(text)
  return match === null ? null : parseCpuList(match[1] ?? '')
}
