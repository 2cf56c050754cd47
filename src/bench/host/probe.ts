import type { DiskOrder } from '../../apply/index.ts'
import type { FigureId, MeasuredDisk, MeasuredMemory } from '../../comparison/index.ts'
import type { HostOrder } from './orders.ts'
import type { HostSettings } from './settings.ts'

/** What the parts of a round are measured on. */
export interface HostSession {
  settings: HostSettings
  disk: MeasuredDisk
  memory: MeasuredMemory
  /** Of the figures of all cores. */
  threads: number
}

/** One part of a round, as data: what to ask of which program, and which figure each number of its answer is. */
export interface HostProbe {
  /** For somebody who waits: `computing on one core`. */
  doing: string
  program: 'host' | 'disk'
  order(session: HostSession): HostOrder | DiskOrder
  names: Readonly<Partial<Record<FigureId, string>>>
}
