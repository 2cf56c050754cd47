import type { Inspector } from '../../../clients/index.ts'
import type { Outcome, World } from '../../../core/index.ts'
import { sampleHeap, snapshotHeap } from '../../../probes/index.ts'
import {
  type HeapSamplingData,
  type HeapSnapshotData,
  presentHeapSampling,
  presentHeapSnapshot,
} from '../../../profiling/index.ts'

/** Who allocates in a Node process (`sampling`), or what holds its memory and grows (`snapshot`), over `seconds`. */
export async function heapPart(
  world: World,
  inspector: Inspector,
  { kind, seconds, subject }: { kind: 'sampling' | 'snapshot'; seconds: number; subject: string },
): Promise<Outcome<HeapSamplingData | HeapSnapshotData>> {
  if (kind === 'snapshot') {
    const { snapshots, warnings } = await snapshotHeap(world, inspector, { seconds })
    return presentHeapSnapshot(snapshots, { subject, warnings })
  }
  const { profile, ...meta } = await sampleHeap(world, inspector, { seconds })
  return presentHeapSampling(profile, { ...meta, subject })
}
