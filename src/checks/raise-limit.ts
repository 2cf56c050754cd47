import type { Advice, CgroupFacts } from '../core/index.ts'

/** Who set a cgroup up, and hence sets its limits. */
type Keeper = 'service' | 'container' | 'pod' | 'folder' | 'legacyFolder'
type Raised = 'cpu' | 'memory'

/** How to raise the limit of `group`, filled in as far as it is known; `limit` and `raised` are in cores or bytes. */
export function raiseLimit(
  kind: Raised,
  { path, version }: Pick<CgroupFacts, 'path' | 'version'>,
  change: { limit: number; raised: number; isOwn: boolean },
): { advice: Advice[]; names: Record<string, string> } {
  const unit = path.split('/').findLast((part) => part.endsWith('.service'))
  const container = /(?:^|[-/])([0-9a-f]{12})[0-9a-f]{52}(?:\.scope)?$/.exec(path)?.[1]
  const isContainer = container !== undefined || (change.isOwn && unit === undefined)
  const keeper = keeperOf(path, { isContainer, isService: unit !== undefined, version })
  return {
    advice: [advices[kind][keeper]],
    names: {
      ...(unit === undefined ? {} : { unit }),
      ...(container === undefined ? {} : { container }),
      folder: folderOf(kind, version, path),
      ...(kind === 'cpu' ? cpuWords(change) : memoryWords(change)),
    },
  }
}

/** How to raise such a limit, whoever set the cgroup up. */
export function limitAdvice(kind: Raised): Advice[] {
  return Object.values(advices[kind])
}

const advices: Readonly<Record<Raised, Readonly<Record<Keeper, Advice>>>> = {
  cpu: {
    service: {
      text: 'Give the service a higher CPU quota.',
      command: 'systemctl set-property --runtime {unit} CPUQuota={percent}%',
      persist: 'systemctl set-property {unit} CPUQuota={percent}%',
      undo: 'systemctl set-property {unit} CPUQuota={percentNow}%',
      risk: 'none',
    },
    container: {
      text: 'Give the container more CPU, from outside of it.',
      command: 'docker update --cpus {cores} {container}',
      persist: 'cpus: {cores} of the service in its compose file',
      undo: 'docker update --cpus {coresNow} {container}',
      risk: 'none',
    },
    pod: {
      text: 'Give the pod a higher CPU limit: it starts anew.',
      command: 'kubectl set resources deploy/{deployment} --limits=cpu={cores}',
      persist: 'resources.limits.cpu: {cores} in its manifest',
      undo: 'kubectl set resources deploy/{deployment} --limits=cpu={coresNow}',
      risk: 'restart',
    },
    folder: {
      text: 'Give the cgroup a higher CPU quota.',
      command: 'echo {microseconds} 100000 > {folder}/cpu.max',
      undo: 'echo {microsecondsNow} 100000 > {folder}/cpu.max',
      risk: 'none',
    },
    legacyFolder: {
      text: 'Give the cgroup a higher CPU quota.',
      command: 'cd {folder} && echo 100000 > cpu.cfs_period_us && echo {microseconds} > cpu.cfs_quota_us',
      undo: 'cd {folder} && echo {microsecondsNow} > cpu.cfs_quota_us',
      risk: 'none',
    },
  },
  memory: {
    service: {
      text: 'Give the service a higher memory limit, if the machine has the memory.',
      command: 'systemctl set-property --runtime {unit} MemoryMax={bytes}',
      persist: 'systemctl set-property {unit} MemoryMax={bytes}',
      undo: 'systemctl set-property {unit} MemoryMax={bytesNow}',
      risk: 'none',
    },
    container: {
      text: 'Give the container more memory, from outside of it, if the machine has it.',
      command: 'docker update --memory {bytes} --memory-swap {withSwap} {container}',
      persist: 'mem_limit: {bytes} of the service in its compose file',
      undo: 'docker update --memory {bytesNow} --memory-swap {withSwapNow} {container}',
      risk: 'none',
    },
    pod: {
      text: 'Give the pod a higher memory limit: it starts anew.',
      command: 'kubectl set resources deploy/{deployment} --limits=memory={bytes}',
      persist: 'resources.limits.memory: {bytes} in its manifest',
      undo: 'kubectl set resources deploy/{deployment} --limits=memory={bytesNow}',
      risk: 'restart',
    },
    folder: {
      text: 'Give the cgroup a higher memory limit, if the machine has the memory.',
      command: 'echo {bytes} > {folder}/memory.max',
      undo: 'echo {bytesNow} > {folder}/memory.max',
      risk: 'none',
    },
    legacyFolder: {
      text: 'Give the cgroup a higher memory limit, if the machine has the memory.',
      command: 'echo {bytes} > {folder}/memory.limit_in_bytes',
      undo: 'echo {bytesNow} > {folder}/memory.limit_in_bytes',
      risk: 'none',
    },
  },
}

function keeperOf(path: string, group: { isContainer: boolean; isService: boolean; version: 1 | 2 }): Keeper {
  if (path.split('/').some((part) => part.startsWith('kubepods'))) return 'pod'
  if (group.isContainer) return 'container'
  if (group.isService) return 'service'
  return group.version === 1 ? 'legacyFolder' : 'folder'
}

function folderOf(kind: Raised, version: 1 | 2, path: string): string {
  return `/sys/fs/cgroup${version === 1 ? `/${kind}` : ''}${path === '/' ? '' : path}`
}

function cpuWords({ limit, raised }: { limit: number; raised: number }): Record<string, string> {
  const words = (cores: number, suffix: string) => ({
    [`cores${suffix}`]: String(Math.round(cores * 1000) / 1000),
    [`percent${suffix}`]: String(Math.round(cores * 100)),
    [`microseconds${suffix}`]: String(Math.round(cores * 100_000)),
  })
  return { ...words(raised, ''), ...words(limit, 'Now') }
}

function memoryWords({ limit, raised }: { limit: number; raised: number }): Record<string, string> {
  const bytes = Math.round(raised)
  const bytesNow = Math.round(limit)
  // Where nothing else is said, docker lets a container use as much swap as memory.
  return {
    bytes: String(bytes),
    bytesNow: String(bytesNow),
    withSwap: String(bytes * 2),
    withSwapNow: String(bytesNow * 2),
  }
}
