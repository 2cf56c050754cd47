import type { CgroupFacts } from '../../core/index.ts'
import { parseFlatKeyed } from '../flat-keyed.ts'
import { cgroupCpu } from './cgroup-cpu.ts'
import { cgroupMemory } from './cgroup-memory.ts'
import type { CgroupPlaces } from './cgroup-tree.ts'
import { fileReader } from './file-reader.ts'
import { parsePressure } from './pressure.ts'
import type { SnapshotFiles } from './snapshot-files.ts'

/** The facts of the group at `places`, joined from the hierarchies that show it. */
export function cgroupAt(files: Pick<SnapshotFiles, 'text'>, { path, folders }: CgroupPlaces): CgroupFacts {
  const { cpu, cpuacct, memory, pids, unified } = folders
  const pressure = fileReader(files, unified)
  return {
    path,
    version: (cpu ?? cpuacct ?? memory ?? pids) === undefined ? 2 : 1,
    cpu: cgroupCpu(files, folders),
    memory: cgroupMemory(files, folders),
    pids: pidsIn(files, pids) ?? pidsIn(files, unified),
    pressure: {
      cpu: pressure.parsed('cpu.pressure', parsePressure),
      memory: pressure.parsed('memory.pressure', parsePressure),
      io: pressure.parsed('io.pressure', parsePressure),
    },
  }
}

/** The same files in v1 and v2. */
function pidsIn(files: Pick<SnapshotFiles, 'text'>, folder: string | undefined): CgroupFacts['pids'] {
  const reader = fileReader(files, folder)
  const current = reader.number('pids.current')
  if (current === null) return null
  return {
    current,
    maximum: reader.number('pids.max'),
    refused: reader.parsed('pids.events', parseFlatKeyed)?.get('max') ?? null,
  }
}
