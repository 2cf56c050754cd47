import type { Row } from '../suite.ts'
import { constant } from './t1-constant.ts'
import { stall } from './t2-stall.ts'
import { bimodal } from './t3-bimodal.ts'
import { queue } from './t4-queue.ts'
import { rate } from './t5-rate.ts'

/** All tests, in the order of their numbers. */
export const rows: readonly Row[] = [constant, stall, bimodal, queue, rate]
