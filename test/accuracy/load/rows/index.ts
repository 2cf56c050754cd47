import type { Row } from '../suite.ts'
import { constant } from './t1-constant.ts'
import { stall } from './t2-stall.ts'
import { bimodal } from './t3-bimodal.ts'
import { queue } from './t4-queue.ts'
import { rate } from './t5-rate.ts'
import { ramp } from './t6-ramp.ts'
import { conservation } from './t7-conservation.ts'
import { timeouts } from './t8-timeouts.ts'
import { generatorStall } from './t9-generator-stall.ts'
import { knee } from './t10-knee.ts'
import { merge } from './t11-merge.ts'
import { resolution } from './t12-resolution.ts'
import { phases } from './t13-phases.ts'
import { memory } from './t14-memory.ts'
import { baseline } from './t15-baseline.ts'

/** All tests, in the order of their numbers. T16 is what T1 to T5 and T7 say of rivals. */
export const rows: readonly Row[] = [
  constant,
  stall,
  bimodal,
  queue,
  rate,
  ramp,
  conservation,
  timeouts,
  generatorStall,
  knee,
  merge,
  resolution,
  phases,
  memory,
  baseline,
]
