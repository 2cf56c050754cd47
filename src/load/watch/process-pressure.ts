import type { Files } from '../../core/index.ts'

/** The files that tell how long work stood still, and of what. */
export interface PressureSource {
  of: string
  paths: { cpu: string; memory: string; io: string }
}

/** Of the cgroup of a process where the kernel counts it there, else of the whole machine. */
export function pressureOfProcess(files: Pick<Files, 'kernelText'>, pid: number): PressureSource {
  const groups = files.kernelText(`/proc/${pid}/cgroup`)
  const mounts = files.kernelText('/proc/self/mountinfo')
  const group = groups.ok ? /^0::(\/.+)$/m.exec(groups.value)?.[1] : undefined
  const mount = mounts.ok ? / (\/\S*) \S+(?: \S+)* - cgroup2 /m.exec(mounts.value)?.[1] : undefined
  if (group !== undefined && mount !== undefined) {
    const at = (name: string): string => `${mount}${group}/${name}.pressure`
    const paths = { cpu: at('cpu'), memory: at('memory'), io: at('io') }
    if (files.kernelText(paths.cpu).ok) return { of: `its cgroup ${group}`, paths }
  }
  const at = (name: string): string => `/proc/pressure/${name}`
  return { of: 'the whole machine', paths: { cpu: at('cpu'), memory: at('memory'), io: at('io') } }
}
